#!/usr/bin/env bash
# A loop: its end leads to its beginning, and nobody can tell where.
# shellcheck disable=SC2154 # lib.sh leaves out, err and code
. "$(dirname "$0")/lib.sh"

seam=$place/loop_seam
# shellcheck disable=SC2046  # flags are words
"${CC:-cc}" -std=c11 -O2 -o "$seam" "$root/tests/io/tools/loop_seam.c" \
  $(pkg-config --cflags --libs sndfile) -lm || exit 1

for preset in evening sleep; do
  run render $preset --seed 3 --for 40s --loop -o $preset.wav
  [[ $code -eq 0 && $err == *"a loop of "*" bars, "* ]]
  passes "$preset: how long it came out is told" "$err"
  verdict "$preset: played round there is no seam" "$("$seam" $preset.wav)"
done
run render evening --seed 3 --for 40s --loop -o loud.wav --lufs -12 -q
verdict "nor where the limiter works" "$("$seam" loud.wav)"
sox evening.wav cut.wav trim 0 -0.5
said=$("$seam" cut.wav)
[[ $said == *"an edge at the seam"* ]]
passes "a cut is told from a loop" "$said"
run render evening --seed 3 --for 40s -o plain.wav -q
said=$("$seam" plain.wav)
[[ $said == *"level:"* ]]
passes "and so is a piece with an end" "$said"

run render evening --seed 3 --for 40s --loop -o again.flac --midi loop.mid -q
frames=$(sox --info -s evening.wav)
[ "$code" -eq 0 ] && [ "$(sox --info -s again.flac)" -eq "$frames" ]
passes_if $? "as FLAC it has the same length" "$frames and $(sox --info -s again.flac)"
again=$(LC_ALL=C tr -cd '[:print:]\n' <evening.wav | grep -ao 'lull render evening [^<]*--loop' | head -n 1)
eval "set -- ${again#lull }"
run "$@" -o told.wav -q
verdict "the command in its tags makes it again" "$(cmp evening.wav told.wav 2>&1)"

refuses "a loop that leads elsewhere" 2 "stays in one mood" render evening --loop --from low --to calm --over 5m -o x.wav
refuses "a part of a loop" 2 "of no use with --loop" render evening --loop --keep-partial -o x.wav
refuses "a loop without end" 2 "a loop has an end" render evening --loop --for inf -o -
refuses "a loop whose ends are not exact" 2 "take .wav or .flac" render evening --loop -o x.mp3
end
