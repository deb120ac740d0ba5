#!/usr/bin/env bash
# Logs of sessions on the command line: played again, edited, and refused when something is wrong.
# shellcheck disable=SC2154 # lib.sh leaves out, err and code
. "$(dirname "$0")/lib.sh"

log() { printf '%s\n' 'lull-log 1' '# a remark' 'preset evening' 'seed 7' 'rate 48000' "$@" >session.log; }

log 'volume 127' '96000 0 arousal 500' '120000 0 preset sleep' '200000 0 key G dorian' '240000 0 end'
run render --replay session.log -o a.wav --midi a.mid -q
[ "$code" -eq 0 ] && [ "$(soxi -s a.wav)" = 240000 ] && [ "$(head -c 4 a.mid)" = MThd ]
passes_if $? "a log is rendered up to where it was heard" "$code $err $(soxi -s a.wav)"
run render --replay session.log -o b.wav -q --force
verdict "always to the same bytes" "$(cmp a.wav b.wav 2>&1)"
run notes --replay session.log
[ "$code" -eq 0 ] && [ "$(grep -vc '^#' <<<"$out")" -gt 5 ]
passes "its score is listed" "$code $err"
log 'length 20s' '240000 0 end'
run render --replay session.log -o c.wav -q
run render evening --seed 7 --for 20s --lufs off -o d.wav -q
sox d.wav -t raw - trim 0 240000s >d.raw
sox c.wav -t raw - | cmp -s - d.raw
passes_if $? "without controls it is the preset's own music" "$(cmp c.wav d.wav)"
cp session.log plain.log
mkdir folder && cp "$root/presets/drift.conf" folder/mine.conf
log '48000 0 preset mine.conf' '96000 0 end' && mv session.log folder
run render --replay folder/session.log -o e.wav -q
[ "$code" -eq 0 ] && [ -s e.wav ]
passes "presets lie beside their log" "$code $err"

refuses "no log" 4 "no.log" render --replay no.log -o x.wav
echo hello >plain.txt
refuses "something else" 4 "plain.txt:1: is no session log" render --replay plain.txt -o x.wav
log '5 0 volum 3'
refuses "a control that does not exist" 4 "session.log:6: unknown control 'volum'; did you mean 'volume'?" \
  render --replay session.log -o x.wav
log '5 0 volume 300'
refuses "a value out of range" 4 "session.log:6: volume: '300' is too high" render --replay session.log -o x.wav
log '5 0 preset gone.conf' '9 0 end'
refuses "a preset that is gone" 4 "session.log:6: " render --replay session.log -o x.wav
log '5 0 volume 100'
refuses "no end" 4 "it has no end" render --replay session.log -o x.wav
log 'soundfont /gone.sf2' '9 0 end'
refuses "a SoundFont that is gone" 5 "/gone.sf2" render --replay session.log -o x.wav
refuses "what the log says already" 2 "--seed: the log" render --replay plain.log --seed 3 -o x.wav
refuses "a preset besides" 2 "one word too many" render --replay plain.log drift -o x.wav
refuses "a loop of it" 2 "leave out --replay" render --replay plain.log --loop -o x.wav
refuses "tracks of it" 2 "stays one file" render --replay plain.log --split 1m -o x.wav
log '0 0 volume 90' '5 0 lost 4' '48000 0 end'
run render --replay session.log -o f.wav
[ "$code" -eq 0 ] && [[ $err == *"session.log:7: 4 controls were lost here"* ]]
passes "controls that were lost are told" "$code $err"
verdict "nothing is left of what was refused" "$(find . -name 'x.wav' -o -name '.lull*')"
end
