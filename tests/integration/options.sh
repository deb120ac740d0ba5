#!/usr/bin/env bash
# Command lines that ask for what does not exist: code 2, one line that says what does.
# shellcheck disable=SC2154 # lib.sh leaves out, err and code
. "$(dirname "$0")/lib.sh"

refuses "a mistyped option" 2 "unknown option --sed; did you mean --seed?" --sed 3
refuses "an option like no other" 2 "lull help lists them all" play --wibble
refuses "an unknown letter" 2 "unknown option -x" -x
refuses "a mistyped command" 2 "did you mean 'presets'?" prests
refuses "a mistyped command with words after it" 2 "did you mean 'render'?" rendr evening
refuses "a value that is missing" 2 "--tempo: needs a value: --tempo BPM" notes evening --tempo
refuses "an option where the value belongs" 2 "--for: needs a value" notes evening --for --seed 3
refuses "a value for a flag" 2 "--force: takes no value" render evening -o x.wav --force=yes
refuses "an option of another command" 2 "--force: is no option of lull play" play --force
refuses "--why where no score is printed" 2 "--why: is no option of lull play" play --why
refuses "a word too many" 2 "'sleep' is one word too many" play evening sleep
run presets sleep
[[ $err == *"usage: lull presets" ]]
passes "a command without words ends its usage with its name" "$err"
refuses "notes without a preset" 2 "PRESET is missing; usage: lull notes PRESET" notes
refuses "audition without an instrument" 2 "NAME is missing; usage: lull audition NAME" audition
refuses "check without a file" 2 "FILE is missing" check
refuses "render without an output" 2 "-o FILE.wav" render evening
refuses "an ending that is unknown" 2 "legal: .wav, .flac" render evening -o x.aiff
refuses "--midi without .mid" 2 "must end in .mid" render evening -o x.wav --midi x.wav
refuses "the score twice" 2 "leave one of the two out" render evening -o x.mid --midi y.mid
refuses "help on nothing there is" 2 "no help on 'foo'" help foo

refuses "a tempo out of range" 2 "--tempo: '300' is too high; legal: 40 to 120 BPM" notes evening --tempo 300
refuses "no tempo" 2 "--tempo: 'fast' is not a whole number" notes evening --tempo fast
refuses "no duration" 2 "--for: 'long' is not a duration" notes evening --for long
refuses "no length at all" 2 "--for: '0s' is too short" notes evening --for 0s
refuses "more than two weeks" 2 "--for: '337h' is too long" notes evening --for 337h
refuses "no seed" 2 "--seed: '-1' is no seed" notes evening --seed -1
refuses "no key" 2 "--key: 'H' is no key" notes evening --key H
refuses "a mistyped mood" 2 "did you mean 'calm'?" notes evening --mood clam
refuses "a mood off the plane" 2 "from -1 to 1" notes evening --mood -2,0
refuses "a mistyped mood to begin with" 2 "--from: " notes evening --from lwo --for 10m
refuses "an arc without a length" 2 "--from: how long is the way? evening has no length; add --over 20m" notes evening --from low
refuses "nor has play one" 2 "add --over 20m or --for 20m" play evening --from low
refuses "an arc longer than the music" 2 "--over: 20m is longer than the music; --for is 10m" notes evening --from low --over 20m --for 10m
refuses "an arc that takes no time" 2 "--over: '0s' is too short" notes evening --from low --over 0s
refuses "an arc that runs backwards" 2 "--over: '-5m' is not a duration" notes evening --from low --over -5m
refuses "--to without --from" 2 "--to: leads from nowhere; add --from MOOD, or use --mood" notes evening --to calm
refuses "--over without --from" 2 "--over: leads from nowhere; add --from MOOD" notes evening --over 5m
refuses "no breath" 2 "--breath: '0' is too low; legal: 4.0 to 30.0 breaths a minute" notes evening --breath 0
refuses "a breath like no other" 2 "--breath: '300' is too high" play --breath 300
refuses "a breath that is no number" 2 "--breath: 'deep' is not a number" notes evening --breath deep
refuses "a mistyped parameter" 2 "did you mean 'density'?" notes evening --set desnity=3
refuses "a parameter out of range" 2 "--set density: '300' is too high; legal: 0 to 100 %" notes evening --set density=300
refuses "a setting without value" 2 "is not KEY=VALUE" notes evening --set tempo
refuses "a word that play.snap does not know" 2 "legal: off, scale, chord" notes evening --set play.snap=loud
refuses "no sample rate" 2 "--rate: '12' is too low; legal: 22050 to 96000 Hz" render evening -o x.wav --rate 12
refuses "a volume out of range" 2 "legal: 0 to 100 %" play --volume 101
refuses "an empty file name" 2 "-o: is empty" render evening -o ""
verdict "nothing was written on the way" "$(find . -name 'x.*' -o -name 'y.*')"

run --version
[[ $code -eq 0 && $out =~ ^lull\ [0-9]+\.[0-9]+ && -z $err ]]
passes "--version" "$out"
run help
complaints=
for word in play render notes plot presets moods instruments audition devices check help --for --seed --mood --from --to --over --breath --key --tempo --set --soundfont --rate -q; do
  grep -q -- "$word" <<<"$out" || complaints+="$word is missing"$'\n'
done
[ -z "$err" ] && [ "$code" -eq 0 ] || complaints+="code $code: $err"
verdict "help lists the commands and common options" "$complaints"
run help render && cp out.txt named.txt
run render --help
verdict "lull COMMAND --help is lull help COMMAND" "$(diff out.txt named.txt)"
run help set
grep -q 'play.snap *off|scale|chord' out.txt
passes "help set lists the parameters" "$out"
verdict "no line of help is wider than a terminal and a half" "$(
  {
    "$lull" help
    for topic in play render notes plot presets moods instruments audition devices check help set mood; do "$lull" help "$topic"; done
  } | awk 'length > 100'
)"
end
