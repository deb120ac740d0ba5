#!/usr/bin/env bash
# lull plot and lull moods: files that appear whole, the same bytes each time, errors that help.
# shellcheck disable=SC2154 # lib.sh leaves out, err and code
. "$(dirname "$0")/lib.sh"

run plot evening --seed 7 --for 60s -o a.svg
[[ $code -eq 0 && -z $out && $err == "wrote a.svg" ]]
passes "plot draws a piece" "$err"
run plot evening --for 5s -o -
[[ $err == "wrote standard output" ]]
passes "standard output is called so" "$err"
run plot evening --seed 7 --for 60s -o - --quiet
cmp -s out.txt a.svg
passes "and the same bytes again, on standard output" "$err"
grep -q '>section 1<' a.svg && grep -q '>A<' a.svg && grep -q 'lull plot evening --seed 7' a.svg
passes_if $? "it tells of sections, themes and how it was made" "$(head -c 600 a.svg)"
if command -v xmllint >/dev/null; then
  verdict "it is sound XML" "$(xmllint --noout a.svg 2>&1)"
fi

refuses "plot without an output is refused" 2 "-o FILE.svg" plot evening
refuses "a file that exists is kept" 6 "a.svg" plot evening --for 60s -o a.svg
run plot evening --seed 7 --for 60s -o a.svg --force --quiet
[[ $code -eq 0 && -z $err ]]
passes "unless --force is given" "$err"

run plot evening --seed 7 --from low --to hopeful --over 3m --what arc -o arc.svg
[[ $code -eq 0 && $err == "wrote arc.svg" ]] && grep -q -- '--what arc<' arc.svg && grep -q '>arousal<' arc.svg
passes "the way from mood to mood" "$err"
run plot evening --seed 7 --for 3m --what sections -o sections.svg
[[ $code -eq 0 ]] && grep -q '>D major<' sections.svg && grep -q '>A<' sections.svg
passes "sections, keys and themes" "$err"
refuses "a picture that is not known gets a hint" 2 "did you mean 'arc'" plot evening --what ark -o a.svg
run plot evening --seed 7 --for 5s --what spectrogram -o sound.svg --quiet
if [[ $err == *"built without"* ]]; then
  [[ $code -eq 2 && ! -e sound.svg ]]
  passes "without its libraries a spectrogram is refused" "$err"
else
  [[ $code -eq 0 && -z $err ]] && grep -q 'href="data:image/png;base64,iVBOR' sound.svg
  passes "where the sound lies" "$err"
fi
run plot evening --for 10h --what loudness -o nowhere/a.svg
[[ $code -eq 6 && $err != *%* ]]
passes "a place that cannot be written is told before the piece is rendered" "$err"
printf '%s\n' 'lull-log 1' 'preset evening' 'seed 7' 'rate 48000' '480000 9600 valence -500' '1440000 28800 end' \
  >session.log
run plot --replay session.log --what arc -o replay.svg
[[ $code -eq 0 ]] && grep -q -- 'lull plot --replay session.log --what arc<' replay.svg
passes "the way of a recorded session" "$err"
if command -v xmllint >/dev/null; then
  verdict "all of them are sound XML" "$(xmllint --noout ./*.svg 2>&1)"
fi

# Sound PNG: signature, checksums, size, and as many rows of pixels as it says. Prints the width.
cat >png.py <<'END'
import struct, sys, zlib
data = open(sys.argv[1], 'rb').read()
assert data[:8] == b'\x89PNG\r\n\x1a\n', 'signature'
at, pixels = 8, b''
while at < len(data):
    size, kind = struct.unpack('>I4s', data[at:at + 8])
    body = data[at + 8:at + 8 + size]
    assert zlib.crc32(kind + body) == struct.unpack('>I', data[at + 8 + size:at + 12 + size])[0], kind
    if kind == b'IHDR':
        width, height, depth, colour = struct.unpack('>IIBB', body[:10])
    if kind == b'IDAT':
        pixels += body
    at += 12 + size
assert kind == b'IEND' and depth == 8 and colour == 2
assert len(zlib.decompress(pixels)) == height * (1 + 3 * width), 'pixels'
print(width)
END
run plot evening --seed 7 --for 20s -o a.png
if [[ $err == *"without cairo"* ]]; then
  [[ $code -eq 2 && ! -e a.png ]]
  passes "without cairo a PNG is refused" "$err"
elif command -v python3 >/dev/null; then
  [[ $(python3 png.py a.png 2>&1) == 1600 ]]
  passes_if $? "a PNG is sound, 1600 pixels wide" "$err$(python3 png.py a.png 2>&1)"
  run plot evening --seed 7 --for 20s -o b.PNG --width 640
  [[ $(python3 png.py b.PNG 2>&1) == 640 ]]
  passes "or as wide as asked for" "$err"
  run plot evening --seed 7 --for 20s -o a.png --force && mv a.png c.png
  run plot evening --seed 7 --for 20s -o a.png
  cmp -s a.png c.png
  passes "the same bytes each time" "$err"
  run moods --plot plane.png
  [[ $code -eq 0 && $(python3 png.py plane.png 2>&1) == 1600 ]]
  passes "the plane can be a PNG too" "$err"
fi
refuses "another ending is refused" 2 "FILE.png" plot evening --for 20s -o a.pdf
refuses "a width that makes no sense is refused" 2 "--width" plot evening -o w.svg --width 5
refuses "a picture in a folder that is not there" 6 "nowhere" plot evening --for 20s -o nowhere/a.svg

run moods
[[ $code -eq 0 && $out == *"calm "*"0.55,-0.65"*"tempo "* ]]
passes "moods lists points and parameters" "$out$err"
run moods --plot plane.svg
[[ $code -eq 0 ]] && grep -q '>wistful<' plane.svg
passes "moods --plot draws the plane" "$err"
refuses "moods takes no words" 2 "one word too many" moods calm
end
