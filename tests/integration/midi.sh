#!/usr/bin/env bash
# The MIDI file, played by fluidsynth with the same bank, sounds like the rendered audio.
# shellcheck disable=SC2154 # lib.sh leaves out, err and code
. "$(dirname "$0")/lib.sh"

if ! command -v fluidsynth >/dev/null; then
  skip "sounds the same" "fluidsynth is not here"
  end
fi
bank=$(dirname "$lull")/soundfonts/lull.sf2
gain=3.5 # that of our own synth, src/io/synth_fluid.c; fluidsynth has 0.2

# Level of each tenth of a second, 2 s to 30 s: before it fades in, behind it fades out.
envelope() {
  sox "$1" -r 2000 -c 1 -t dat - 2>/dev/null | awk '
    !/^;/ { at = int($1 * 10); sum[at] += $2 * $2 }
    END { for (i = 20; i < 300; i++) print sqrt(sum[i] / 200) }'
}
# The levels go up and down together (correlation), and are as high (ratio of the means).
compare() {
  paste <(envelope "$1") <(envelope "$2") | awk '
    { x += $1; y += $2; xx += $1 * $1; yy += $2 * $2; xy += $1 * $2; n++ }
    END {
      r = (n * xy - x * y) / sqrt((n * xx - x * x) * (n * yy - y * y)); ratio = x / y
      if (!(r > 0.8 && ratio > 0.8 && ratio < 1.25)) printf "correlation %.3f, ratio %.3f\n", r, ratio
    }'
}
for preset in evening drift; do
  run render $preset -o $preset.wav --midi $preset.mid --for 40s --seed 2 --lufs off -q
  fluidsynth -q -ni -g $gain -r 48000 -F $preset.mid.wav "$bank" $preset.mid >/dev/null 2>&1
  verdict "$preset: fluidsynth makes the same of the MIDI file" "$(compare $preset.wav $preset.mid.wav)"
done
fluidsynth -q -ni -g $gain -r 48000 -F other.wav "$bank" drift.mid >/dev/null 2>&1
[ -n "$(compare evening.wav other.wav)" ]
passes "and this can tell one piece from another"
end
