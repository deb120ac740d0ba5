#!/usr/bin/env bash
# The score does what the command line says.
# shellcheck disable=SC2154 # lib.sh leaves out, err and code
. "$(dirname "$0")/lib.sh"

header() { head -n 1 out.txt; }
notes() { grep -v '^#' out.txt; }

run notes evening --for 60s
[[ $code -eq 0 && -z $err && $(header) =~ seed\ [0-9]+, ]]
passes_if $? "a seed is drawn and told" "$(header)$err"
first=$(header)
run notes evening --for 60s
[ "$(header)" != "$first" ]
passes "another one the next time" "$first"

run notes evening --seed 7 --for 60s && cp out.txt seven.txt
run notes evening --seed 7 --for 60s
verdict "the same seed gives the same score" "$(diff seven.txt out.txt)"
run notes evening --seed 8 --for 60s
! diff -q <(grep -v '^#' seven.txt) <(notes) >/dev/null
passes "another seed another"
run notes evening --seed 7 --for 60s --rate 44100
verdict "the sample rate does not change the score" "$(diff seven.txt out.txt)"

bad_lines=$(grep -v '^#' seven.txt | grep -Ev '^[0-9]+:[0-9]:[0-9]{3} +[a-z][a-z ]* +[A-G]#?[0-9] +[0-9]+ +[0-9]+$')
verdict "each line is bar:beat:tick part pitch length velocity" "$bad_lines"
in_order=$(grep -v '^#' seven.txt | awk '{ split($1, p, ":"); t = (p[1] * 8 + p[2]) * 2000 + p[3]; if (t < last) print; last = t }')
verdict "in order of time" "$in_order"
verdict "with a melody" "$(grep -q ' melody ' seven.txt || echo none)"

follows() { [[ $(header) == *"tempo $tempo.0 BPM"* ]] || header >>wrong.txt; }
for tempo in 40 77 120; do
  run notes evening --seed 1 --for 60s --tempo $tempo; follows
  run notes evening --seed 1 --for 60s --set tempo=$tempo; follows
  run notes sleep --seed 1 --for 60s --tempo $tempo; follows # in 6/8
done
verdict "--tempo and --set tempo are followed" "$(cat wrong.txt 2>/dev/null)"

# Pitch classes of a scale, as names in the score.
in_scale() { # SHARE PATTERN: at least SHARE percent of the notes have these names
  notes | awk -v share="$1" -v names="$2" '
    { name = $(NF - 2); sub(/[0-9]+$/, "", name); total++; good += index(names, " " name " ") > 0 }
    END { if (total == 0 || good * 100 < share * total) printf "%d of %d notes\n", good, total }'
}
complaints=
scale() { # KEY NAME NAMES
  run notes evening --seed 1 --for 60s --key "$1"
  [[ $(header) == *"key $2,"* ]] || complaints+="$1: $(header)"$'\n'
  complaints+=$(in_scale 90 " $3 ")
}
scale "F# minor" "F# minor" "F# G# A B C# D E"
scale "Bb" "Bb major" "A# C D D# F G A"
scale "G dorian" "G dorian" "G A A# C D E F"
scale "c" "C major" "C D E F G A B"
scale "A mixolydian" "A mixolydian" "A B C# D E F# G"
verdict "--key is followed" "$complaints"

rate() { notes | wc -l; }
run notes evening --seed 1 --for 120s --mood 0.5,-0.9
slow=$(rate)
run notes evening --seed 1 --for 120s --mood 0.8,0.6
[ "$(rate)" -gt $((slow * 3 / 2)) ]
passes_if $? "a livelier mood has more notes" "$slow, then $(rate)"
run notes evening --seed 1 --for 60s --mood -0.5,-0.3
[[ $code -eq 0 && $(header) == *"mood -0.5,-0.3" ]]
passes "a mood may begin with a dash" "$err"
run notes evening --seed 1 --for 60s --mood=tender
[[ $code -eq 0 && $(header) == *"mood tender" ]]
passes "--mood=NAME" "$err"
run notes evening --seed 1 --for 60s --set level=-20 && soft=$(notes | awk '{ s += $NF } END { print int(s / NR) }')
run notes evening --seed 1 --for 60s --set level=0 --set density=90 && loud=$(notes | awk '{ s += $NF } END { print int(s / NR) }')
[ "$loud" -gt $((soft + 15)) ]
passes "--set level is followed, and --set repeats" "$soft $loud"

# From low to hopeful in five minutes: the tune begins in a dark mode and ends in major.
keys() { sed -n 's/^# .*phrase [0-9.]*, [0-9]* bars, \([^,]*\),.*/\1/p' out.txt; }
run notes evening --seed 1 --from low --to hopeful --for 5m --set pause=0
[[ $code -eq 0 && $(keys | head -n 1) != *major && $(keys | tail -n 1) == *major ]]
passes_if $? "--from and --to lead" "$err$(keys)"
cp out.txt arc.txt
run notes evening --seed 1 --from low --mood hopeful --over 5m --for 5m --set pause=0
verdict "--mood is as good as --to, and --over is --for unless given" "$(diff arc.txt out.txt)"
run notes evening --seed 1 --from low --over 5m
[ "$(notes | tail -n 1 | cut -d : -f 1)" -gt 60 ]
passes_if $? "the music is as long as the arc" "$(tail -n 1 out.txt)"
run notes sleep --seed 1 --from calm
[[ $code -eq 0 && $(notes | tail -n 1 | cut -d : -f 1) -gt 400 ]]
passes_if $? "an arc takes the preset's length" "$err$(tail -n 1 out.txt)"
run notes evening --seed 1 --from=-0.5,-0.3 --for 60s
[ "$code" -eq 0 ]
passes "it may begin with a dash" "$err"
run notes evening --seed 7 --for 60s --why && cp out.txt why.txt
verdict "--why adds comment lines and no other" "$(diff seven.txt <(grep -v '^#   ' why.txt))"
phrases=$(grep -c '^# .* phrase ' seven.txt)
[[ $phrases -gt 4 && $(grep -c '^#   form ' why.txt) -eq $phrases && $(grep -c '^#   key ' why.txt) -eq $phrases ]]
passes_if $? "for every phrase" "$(cat why.txt)"
run notes evening --seed 7 --for 60s --why
verdict "and always the same" "$(diff why.txt out.txt)"
run notes evening --seed 1 --for 60s --breath 14.5
[[ $code -eq 0 && -z $err ]]
passes "--breath is taken" "$err"
run render evening -o arc.wav --seed 1 --from low --to calm --for 3s --breath 14 -q
grep -aq -- '--from low --over 3s --to calm --breath 14.0' arc.wav
passes "a file says how to make it again" "$err"

# A long fade: the same music before it, fewer parts and notes at its end.
last_bars() { # the lines of the last 16 bars
  notes | awk -F: '{ line[NR] = $0; bar[NR] = $1 } END { for (i in line) if (bar[i] > bar[NR] - 16) print line[i] }'
}
run notes evening --seed 7 --for 5m
cp out.txt plain.txt
last_bars | awk '{ print $2 }' | sort -u >plain_parts.txt
run notes evening --seed 7 --for 5m --fade 3m
last_bars | awk '{ print $2 }' | sort -u >thin_parts.txt
[[ $(wc -l <plain_parts.txt) -ge 4 && $(wc -l <thin_parts.txt) -eq 2 ]]
passes_if $? "a long fade lets layers leave" "$(cat thin_parts.txt)"
before() { grep -v '^#' "$1" | awk -F: '$1 < 24'; }
[ "$(before out.txt | wc -l)" -gt 100 ] && cmp -s <(before plain.txt) <(before out.txt)
passes_if $? "and changes nothing before it begins" "$(diff <(before plain.txt) <(before out.txt) | head -n 3)"
run render evening -o faded.wav --seed 1 --for 3s --fade 2s -q
grep -aq -- '--for 3s --fade 2s' faded.wav
passes "a file tells its fade" "$err"

run notes evening --seed 1
last=$(notes | tail -n 1)
bars=${last%%:*}
[ "$bars" -gt 20 ]
passes "without --for it has the preset's length" "$last"

"$lull" notes evening --seed 1 --for 20s >/dev/full 2>err.txt
code=$?
[[ $code -eq 6 && $(wc -l <err.txt) -eq 1 ]]
passes_if $? "a full disk is told" "$code $(cat err.txt)"
end
