#!/usr/bin/env bash
# Speed, start and memory against their bounds: one line a figure, and a failure at the end if one of
# them is not kept. What is compared is run in turn, and medians are taken, since machines are busy.
set -u
: "${BUILD:=build}" "${LULL:=./lull}" "${BANK:=soundfonts/lull.sf2}"
export LC_ALL=C
programs=$BUILD/tests/bench
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0

median() { sort -n | awk '{ v[NR] = $1 } END { print NR ? v[int((NR + 1) / 2)] : "none" }'; }

# Prints one line: report WHAT FIGURE UNIT RELATION BOUND
report() {
  local verdict
  verdict=$(awk -v x="$2" -v y="$5" -v r="$4" 'BEGIN {
    good = x ~ /^[0-9.]+$/ && (r == ">=" ? x >= y : x <= y); print good ? "pass" : "FAIL" }')
  printf '%-58s %10s %-4s %s %-7s %s\n' "$1" "$2" "$3" "$4" "$5" "$verdict"
  [ "$verdict" = pass ] || failed=1
}

composing() {
  local factor name
  read -r factor name < <("$programs/compose" presets/*.conf)
  report "score, times real time, one core (slowest: ${name-})" "${factor-none}" x '>=' 20000
}

# A WAV header is far shorter than the first block that is rendered.
starting() {
  for _ in 1 2 3 4 5 6 7 8 9; do
    "$programs/probe" first 4096 "$LULL" render evening --for 60s --seed 1 --soundfont "$BANK" --lufs off -q -o -
  done | median >"$work/start"
  report "launch to the first rendered frame" "$(cat "$work/start")" ms '<=' 150
}

memory() { # each thread has a synth, and sound that waits for its turn
  local jobs bound=45
  for jobs in 1 2; do
    report "peak memory of a render of 10 min, --jobs $jobs" "$("$programs/probe" memory \
      "$LULL" render evening --for 10m --seed 1 --soundfont "$BANK" --jobs "$jobs" -q --force \
      -o "$work/lull.wav")" MB '<=' $bound
    bound=65
  done
}

# The bank against recordings, on the same score: it has to be the lighter of the two.
voices() {
  local fluid=/usr/share/sounds/sf2/FluidR3_GM.sf2 mean most ours theirs name
  read -r mean most < <("$programs/voices" notes "$BANK")
  report "voices a note, at most (mean ${mean-})" "${most-none}" '' '<=' 2
  [ -r $fluid ] || { echo "voices and speed beside FluidR3: skipped, that font is not here"; return; }
  for preset in presets/*.conf; do
    name=$(basename "$preset" .conf)
    read -ra ours < <("$programs/voices" preset "$BANK" "$preset")
    read -ra theirs < <("$programs/voices" preset $fluid "$preset")
    report "$name: ${ours[0]} voices (${ours[1]} at most), FluidR3 ${theirs[0]} (${theirs[1]}); speed" \
      "$(awk -v a="${ours[2]}" -v b="${theirs[2]}" 'BEGIN { printf "%.2f", a / b }')" x '>=' 1.0
  done
}

# Median, 99.9 % and worst, in percent of a period; a live session needs the second well below 100.
blocks() {
  local frames name share
  for preset in presets/*.conf; do
    name=$(basename "$preset" .conf)
    for frames in 64 256 1024; do
      read -ra share < <("$programs/blocks" "$BANK" "$preset" $frames)
      report "$name, $frames frames: ${share[0]} ${share[1]} ${share[2]}, call ${share[3]} ${share[4]} ${share[5]}" \
        "${share[1]}" % '<=' 50
    done
  done
}

composing
starting
memory
voices
blocks
exit "$failed"
