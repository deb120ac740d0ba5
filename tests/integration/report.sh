#!/usr/bin/env bash
# lull render --report: a page for each preset that needs nothing from elsewhere, and files that
# appear together or not at all.
# shellcheck disable=SC2154 # lib.sh leaves out, err and code
. "$(dirname "$0")/lib.sh"

if ! command -v python3 >/dev/null; then
  skip "reports" "there is no python3 to read them"
  end
fi

# Reads a page as a browser would. Prints what is wrong with it, or with COMMAND the command in it.
cat >page.py <<'END'
import base64, re, struct, sys, zlib
from html.parser import HTMLParser

VOID = {'meta', 'br', 'img', 'link'}

class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.wrong, self.text, self.code, self.images, self.titles = [], [], '', '', 0, 0

    def handle_startendtag(self, tag, attrs):
        self.look(tag, attrs)

    def handle_starttag(self, tag, attrs):
        self.look(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def look(self, tag, attrs):
        if tag in ('script', 'link', 'iframe', 'object', 'embed', 'img', 'a'):
            self.wrong.append('<%s>' % tag)
        for name, value in attrs:
            if name.startswith('on') or name == 'src' or (name.endswith('href') and tag != 'image'):
                self.wrong.append('%s %s' % (tag, name))
            if name == 'href' and tag == 'image':
                self.images += 1
                self.wrong += png(value)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append('</%s>' % tag)

    def handle_data(self, data):
        self.text += data
        if self.open and self.open[-1] == 'code':
            self.code += data
        if self.open and self.open[-1] == 'title' and data.strip():
            self.titles += 1

def png(value):
    head = 'data:image/png;base64,'
    if not value.startswith(head):
        return ['an image from elsewhere']
    data = base64.b64decode(value[len(head):], validate=True)
    at, pixels, size = 8, b'', (0, 0)
    while at < len(data):
        length, kind = struct.unpack('>I4s', data[at:at + 8])
        body = data[at + 8:at + 8 + length]
        if kind == b'IHDR':
            size = struct.unpack('>II', body[:8])
        pixels += body if kind == b'IDAT' else b''
        at += 12 + length
    good = size[0] > 100 and len(zlib.decompress(pixels)) == size[1] * (1 + 3 * size[0])
    return [] if good else ['an image that cannot be read']

text = open(sys.argv[1], encoding='utf-8').read()
page = Page()
page.feed(text)
page.close()
if sys.argv[2:] == ['COMMAND']:
    print(page.code)
    sys.exit()
wrong = page.wrong + ['%s is not closed' % tag for tag in page.open]
wrong += ['an address: %s' % a for a in re.findall(r'https?://(?!www\.w3\.org/2000/svg)[^\s"<]+|url\(|@import', text)]
wrong += ['%d bytes' % len(text)] if len(text) > 1500000 else []
wrong += ['no %s' % word for word in sys.argv[2:] if word not in page.text]
wrong += ['%d images' % page.images] if page.images not in (0, 2) else []
wrong += ['%d titles' % page.titles] if page.titles < 5 else []
print('\n'.join(wrong))
END

for preset in before breathe drift evening focus lift sleep together; do
  run render "$preset" -o "$preset.wav" --report "$preset.html" --for 6s --seed 7 -q
  [[ $code -eq 0 && -z $out$err ]]
  passes "$preset: written without a word when quiet" "$out$err"
  verdict "$preset: the page is sound and needs nothing from elsewhere" \
    "$(python3 page.py "$preset.html" "lull render $preset --seed 7 --for 6s" " LUFS" tempo melody 2>&1)"
done

mv evening.html first.html
mv evening.wav first.wav
command=$(python3 page.py first.html COMMAND)
[[ $command == "lull render evening --seed 7 --for 6s -o evening.wav --report evening.html" ]]
passes "the page has the command" "$command"
lull() { "$lull" "$@" -q; }
eval "$command"
cmp first.html evening.html && cmp first.wav evening.wav
passes "which makes the same page and the same sound again"

run render evening -o long.wav --report long.html --for 45s --seed 7 --lufs off
[[ $code -eq 0 && $err == *"wrote long.wav"*"wrote long.html"* ]] &&
  [[ $(python3 page.py long.html COMMAND) == *"--lufs off"* ]]
passes "it tells what was written, and how" "$err"

sed 's|^title .*|title = "</title><script>alert(1)</script>"|; s|^intent .*|intent = "<img src=x> \& \\"so\\""|' \
  "$root/presets/evening.conf" >"it's mine.conf"
run render "./it's mine.conf" -o mine.wav --report mine.html --for 5s --seed 7 -q
verdict "what a preset says stays text" "$err$(python3 page.py mine.html "<script>alert(1)</script>" "<img src=x> &" 2>&1)"
mv mine.html first.html
eval "$(python3 page.py first.html COMMAND)" --force
cmp first.html mine.html
passes_if $? "a preset that is named by its path is found again" "$(python3 page.py first.html COMMAND)"

run render evening -o score.mid --report score.html --for 60s --seed 7 -q
[[ $code -eq 0 && -z $err ]]
passes "a score has a page too" "$err"
verdict "without sound" "$(python3 page.py score.html "lull render evening" tempo 2>&1)$(grep -o '>Spectrogram<' score.html)"

run plot evening --for 6s --seed 7 --what loudness -o loudness.svg -q
[[ $code -eq 0 ]] && grep -q 'LUFS' loudness.svg
passes "plot draws the loudness alone" "$err"

refuses "a page is HTML" 2 "must end in .html" render evening -o x.wav --report x.txt --for 5s
refuses "a page needs an end" 2 "--for" render evening -o - --report x.html --for inf
refuses "a page that exists is kept" 6 "score.html" render evening -o x.wav --report score.html --for 5s
refuses "a page in a folder that is not there" 6 "nowhere" render evening -o x.wav --report nowhere/x.html --for 5s
refuses "a page beside sound that cannot be written" 6 "nowhere" render evening -o nowhere/x.wav --report x.html --for 5s
verdict "and then there is none" "$(ls x.* 2>/dev/null)"

# A background job of a script has SIGINT ignored: job control gives it a handler of its own.
set -m
under_way() { [ "$(find . -name '.lull-*.part' | wc -l)" -ge 2 ]; }
"$lull" render evening -o stopped.wav --report stopped.html --for 2h --seed 1 2>err.txt &
pid=$!
wait_for under_way || not_ok "a long render begins" "$(cat err.txt)"
kill -INT $pid
wait $pid
[ $? -eq 130 ]
passes_if $? "Ctrl-C ends it" "$(cat err.txt)"
verdict "and leaves neither sound nor page" "$(find . -name '*stopped*' -o -name '.lull-*')"
end
