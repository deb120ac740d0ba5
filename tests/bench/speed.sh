#!/usr/bin/env bash
# Rendering beside `fluidsynth -F`: the same score, bank, rate, reverb and kind of file (no chorus, as
# in the presets), on one thread and on two. Then where the time goes, and what more threads would do.
#
# Time by the clock tells little on a machine that does other work: with less than two idle processors
# look at the processor time. What is compared runs in turn, and medians are taken.
set -u
: "${BUILD:=build}" "${LULL:=./lull}" "${BANK:=soundfonts/lull.sf2}"
export LC_ALL=C
programs=$BUILD/tests/bench
minutes=5 rounds=3
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

median() { sort -n | awk '{ v[NR] = $1 } END { print NR ? v[int((NR + 1) / 2)] : "none" }'; }
clock() { awk '{ print $1 }' "$1" | median; }
processor() { awk '{ print $2 }' "$1" | median; }
over() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

measure() { # FONT PRESET
  rm -f "$work"/*.times
  "$LULL" render "$2" --for ${minutes}m --seed 1 -q --force -o "$work/score.mid" || return
  for _ in $(seq $rounds); do
    "$programs/probe" cost fluidsynth -q -n -i -C no -r 48000 -O s24 -T wav -F "$work/fluid.wav" \
      "$1" "$work/score.mid" >>"$work/fluid.times"
    for jobs in 1 2; do
      "$programs/probe" cost "$LULL" render "$2" --for ${minutes}m --seed 1 --rate 48000 --lufs off \
        --soundfont "$1" --jobs $jobs -q --force -o "$work/lull.wav" >>"$work/$jobs.times"
    done
  done
}

compare() { # FONT PRESET
  local fluid one two name
  name=$(basename "$1" .sf2)
  measure "$1" "$2" || return
  fluid=$(clock "$work/fluid.times") one=$(clock "$work/1.times") two=$(clock "$work/2.times")
  printf '%-8s %-10s  1 thread %5s x  2 threads %5s x  by processor time %5s x  real time %4.0f x\n' \
    "$2" "$name" "$(over "$fluid" "$one")" "$(over "$fluid" "$two")" \
    "$(over "$(processor "$work/fluid.times")" "$(processor "$work/1.times")")" \
    "$(over $((minutes * 60)) "$two")"
}

shares() { # PRESET
  local composing reverb voices count rest two four eight
  measure "$BANK" "$1" || return
  read -r composing reverb voices count _ < <("$programs/passages" "$BANK" "presets/$1.conf" $minutes 0)
  rest=$(awk -v all="$(processor "$work/1.times")" -v c="$composing" -v r="$reverb" -v v="$voices" \
    'BEGIN { x = all - c - r - v; print x > 0 ? x : 0 }')
  awk -v p="$1" -v c="$composing" -v r="$reverb" -v v="$voices" -v x="$rest" 'BEGIN {
    s = (c + r + v + x) / 100
    printf "%-8s composing %.1f %%, voices %.0f %%, reverb %.0f %%, start, master and file %.0f %%\n",
      p, c / s, v / s, r / s, x / s }'
  read -r _ _ _ count two four eight < <("$programs/passages" "$BANK" "presets/$1.conf" 10 \
    "$(awk -v x="$rest" -v c="$composing" -v r="$reverb" -v v="$voices" \
      'BEGIN { printf "%.0f", 1000 * (x + c) / (c + r + v) }')")
  echo "         10 min are $count passages: 2, 4, 8 threads would be $two, $four, $eight x one"
}

command -v fluidsynth >/dev/null || { echo "speed: skipped, fluidsynth is not here"; exit 0; }
echo "time of fluidsynth -F over ours, $minutes min, median of $rounds, load $(cut -d' ' -f1 /proc/loadavg)"
for font in "$BANK" /usr/share/sounds/sf2/TimGM6mb.sf2 /usr/share/sounds/sf2/FluidR3_GM.sf2; do
  [ -r "$font" ] || { echo "$font is not here"; continue; }
  for preset in evening sleep drift; do compare "$font" "$preset"; done
done
for preset in evening sleep drift; do shares "$preset"; done
