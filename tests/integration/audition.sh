#!/usr/bin/env bash
# lull instruments, and lull audition into files.
# shellcheck disable=SC2154 # lib.sh leaves out, err and code
. "$(dirname "$0")/lib.sh"

run instruments
[[ $code -eq 0 && -z $err && $(wc -l <out.txt) -ge 25 ]] &&
  grep -q '^felt piano .*struck .*program   0 .* to ' out.txt &&
  grep -q '^wind .*sustained .*bank   1 program 122' out.txt &&
  grep -q '^soft percussion .*bank 128 program   0 *keys 36 to 82' out.txt
passes "instruments are listed with program and range" "$err$out"
run instruments --json
if command -v python3 >/dev/null; then
  verdict "--json is JSON with the same" "$(python3 - out.txt 2>&1 <<'PYTHON'
import json, sys
rows = json.load(open(sys.argv[1]))
assert len({r["name"] for r in rows}) == len({(r["bank"], r["program"]) for r in rows}) == len(rows) >= 25
assert all(r["kind"] in ("struck", "sustained", "percussion") and 0 <= r["low"] < r["high"] < 128 for r in rows)
PYTHON
)"
else
  skip "--json is JSON with the same" "python3 is not here"
fi

# Each preset's instruments can be heard alone.
"$lull" instruments >names.txt
complaints=
while IFS= read -r name; do
  grep -q "^$name  " names.txt || complaints+="$name"$'\n'
done < <(sed -n 's/.*instrument *= *"\([^"]*\)".*/\1/p' "$root"/presets/*.conf | sort -u)
verdict "what presets name is in the list" "$complaints"

run audition Harp -o harp.wav --rate 22050
[[ $code -eq 0 && -z $out && $err == "harp: "*"wrote harp.wav" ]]
passes "a phrase into a file, in a name of any case" "$code $out$err"
run audition harp -o again.wav --rate 22050 -q
cmp -s harp.wav again.wav && [ -z "$err" ]
passes "and the same one again, without a word" "$err"
refuses "a file that exists" 6 "harp.wav" audition harp -o harp.wav --rate 22050 -q
"$lull" audition "warm pad" -o - --rate 22050 -q >pad.wav
[[ $(head -c 4 pad.wav) == RIFF && $(wc -c <pad.wav) -gt 1000000 ]]
passes_if $? "into a pipe" "$(wc -c <pad.wav) bytes"

# Loud enough, ends in silence, and more than one level on the way.
if command -v sox >/dev/null; then
  level() { sox "$1" -n trim "$2" "$3" stat 2>&1 | awk '/RMS.*amplitude/ { print $3 }'; }
  all=$(level harp.wav 0 10) end=$(level harp.wav -0.2 0.2)
  awk -v a="$all" -v e="$end" 'BEGIN { exit !(a > 0.003 && e < a / 30) }'
  passes "it sounds and dies away" "$all at first, $end at the end"
  soft=$(level harp.wav 4.4 0.4) loud=$(level harp.wav 6.4 0.4)
  awk -v s="$soft" -v l="$loud" 'BEGIN { exit !(l > 3 * s) }'
  passes "it goes from soft to loud" "$soft, then $loud"
else
  skip "it sounds and dies away" "sox is not here"
fi

refuses "a mistyped instrument" 2 "there is no instrument 'hrap'; did you mean 'harp'?" audition hrap
refuses "an instrument like no other" 2 "legal: felt piano" audition zzzzzz
refuses "a score of it" 2 "legal: .wav, .flac" audition harp -o harp.mid
refuses "two words" 2 "'piano' is one word too many" audition felt piano
refuses "no such font" 5 "none.sf2" audition harp -o x.wav --soundfont none.sf2
verdict "nothing was written on the way" "$(find . -name 'x.*' -o -name '*.mid' -o -name '.*.wav*')"

# A font that lacks an instrument, or is large, says so once and in words.
timgm=/usr/share/sounds/sf2/TimGM6mb.sf2
if [ -r $timgm ]; then
  run audition wind -o wind.wav --rate 22050 --soundfont $timgm
  [[ $code -eq 0 && $(grep -c 'wind is missing; .* plays instead' err.txt) -eq 1 && $(wc -l <err.txt) -eq 3 ]]
  passes "an instrument that a font lacks is told by its name" "$err"
else
  skip "an instrument that a font lacks is told by its name" "TimGM6mb is not here"
fi
fluid=/usr/share/sounds/sf2/FluidR3_GM.sf2
if [ -r $fluid ]; then
  run audition harp -o large.wav --rate 22050 --soundfont $fluid
  [[ $code -eq 0 && $err == "loading Fluid R3 GM"$'\n'* ]]
  passes "a large font is told before it loads" "$err"
  run audition harp -o large.wav --force --rate 22050 --soundfont $fluid -q
  [[ $code -eq 0 && -z $err ]]
  passes "but not with -q" "$err"
else
  skip "a large font is told before it loads" "FluidR3 is not here"
fi
end
