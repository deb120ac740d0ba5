#!/usr/bin/env bash
# Files: their formats, names, sameness, and what happens when they cannot be written.
# shellcheck disable=SC2154 # lib.sh leaves out, err and code
. "$(dirname "$0")/lib.sh"

files() { find . ! -name out.txt ! -name err.txt ! -name before.txt | sort; }

run render evening -o a.wav --for 10s --seed 5
[[ $code -eq 0 && -z $out && $err == *"seed 5"* ]]
passes "a WAV file" "$err"
plain=$(tr -d '\r' <err.txt | grep -c '%')
[ "$plain" -ge 8 ] && [ "$plain" -le 11 ] && ! grep -q $'\033' err.txt
passes "progress in plain lines" "$err"
verdict "24 bits, stereo, 48 kHz, 10 s" "$(sox --info a.wav | grep -Ec 'Precision *: 24-bit|Channels *: 2|Sample Rate *: 48000|Duration *: 00:00:10.00' | grep -vx 4)"
strings=$(LC_ALL=C tr -cd '[:print:]\n' <a.wav | grep -ao 'preset evening; .*; seed 5; lull render evening --seed 5 --for 10s' | head -n 1)
[ -n "$strings" ]
passes "its metadata holds the seed and the command"

run render evening -o b.wav --for 10s --seed 5 -q
[[ $code -eq 0 && -z $err ]]
passes "-q says nothing" "$err"
verdict "the same seed gives the same bytes" "$(cmp a.wav b.wav 2>&1)"
run render evening -o c.wav --for 10s --seed 6 -q
! cmp -s a.wav c.wav
passes "another seed others"
run render evening -o d.wav --for 10s --seed 5 --rate 44100 -q
verdict "--rate" "$(sox --info -r d.wav | grep -vx 44100)"

refuses "a file that exists is refused" 6 "--force" render evening -o a.wav --for 10s --seed 6
verdict "and left as it was" "$(cmp a.wav b.wav 2>&1)"
run render evening -o a.wav --for 10s --seed 6 --force -q
verdict "--force replaces it" "$(cmp a.wav c.wav 2>&1)"

run render evening -o score.mid --for 10s --seed 5 --soundfont /nowhere.sf2
[[ $code -eq 0 && $(head -c 4 score.mid) == MThd ]]
passes "a MIDI file needs no SoundFont" "$err"
run render evening -o e.wav --midi both.mid --for 10s --seed 5 -q
verdict "--midi writes the same score" "$(cmp score.mid both.mid 2>&1)"
verdict "and the same sound" "$(cmp e.wav b.wav 2>&1)"
refuses "an existing MIDI file is refused" 6 "both.mid" render evening -o f.wav --midi both.mid --for 10s --seed 5 -q
verdict "then there is no WAV file either" "$(ls f.wav 2>/dev/null)"

"$lull" render evening -o - --for 10s --seed 5 2>err.txt | sox -t wav - -n stat 2>stat.txt
grep -q 'Length (seconds): *10.0' stat.txt
passes_if $? "-o - goes through a pipe" "$(cat err.txt stat.txt)"
"$lull" render evening -o - --for 10m --seed 5 2>err.txt | head -c 1000 >/dev/null
code=${PIPESTATUS[0]}
[ "$code" -eq 141 ] && ! grep -q '^lull:' err.txt
passes_if $? "a pipe that closes ends it without a word, by SIGPIPE" "$code $(cat err.txt)"
(trap '' PIPE; "$lull" render evening -o - --for 10m --seed 5 -q 2>err.txt; echo $? >code.txt) | head -c 1000 >/dev/null
[ "$(cat code.txt)" -eq 6 ] && grep -q 'its reader has gone away' err.txt
passes_if $? "where SIGPIPE is ignored it is a failed write" "$(cat code.txt err.txt)"

# Every part at its loudest is held back, and that is told; presets as they are have room to spare.
sed 's/level *= *-*[0-9]*/level = 6/' "$root/presets/together.conf" >loud.conf
run render ./loud.conf --mood 1,1 --set level=0 --for 15s --seed 1 --rate 22050 -o loud.wav
[[ $code -eq 0 && $err == *"the limiter worked for "*" s; "* ]]
passes "the limiter's work is told" "$err"
run render together --mood 1,1 --for 15s --seed 1 --rate 22050 -o soft.wav
[[ $code -eq 0 && $err != *limiter* ]]
passes "and a preset gives it none" "$err"
rm -f loud.conf loud.wav soft.wav

mkdir folder.wav
head -c 5000 /dev/urandom >noise.sf2
files >before.txt
refuses "no such folder" 6 "none/x.wav" render evening -o none/x.wav --for 10s
refuses "/dev/full" 6 "/dev/full" render evening -o /dev/full --for 10s -q
"$lull" render evening -o - --for 10s -q >/dev/full 2>err.txt
code=$?
[[ $code -eq 6 && $(wc -l <err.txt) -eq 1 ]]
passes_if $? "standard output on a full disk" "$code $(cat err.txt)"
refuses "a folder in the way" 6 "folder.wav" render evening -o folder.wav --for 10s --force
refuses "no SoundFont" 5 "none.sf2" render evening -o x.wav --soundfont none.sf2 --for 10s -q
refuses "a bad SoundFont" 5 "noise.sf2" render evening -o x.wav --midi x.mid --soundfont noise.sf2 --for 10s -q
if [ "$(id -u)" -ne 0 ]; then
  mkdir locked && chmod a-w locked
  files >before.txt
  refuses "a folder that is write-protected" 6 "locked/x.wav" render evening -o locked/x.wav --for 10s
else
  skip "a folder that is write-protected" "root may write anywhere"
fi
(ulimit -f 100 && exec "$lull" render evening -o x.wav --for 10s -q) 2>err.txt
code=$?
[[ $code -eq 6 && $(wc -l <err.txt) -eq 1 && ! -e x.wav ]]
passes_if $? "a limit on file sizes" "$code $(cat err.txt)"
verdict "none of them left a file" "$(files | diff before.txt -)"
end
