#!/usr/bin/env bash
# --stems: a file for each part, which add up to the sound; all of them or none. And --jobs: any
# number of threads writes the same file.
# shellcheck disable=SC2154 # lib.sh leaves out, err and code
. "$(dirname "$0")/lib.sh"

run render drift --seed 3 --for 45s --format wav32f --lufs off --stems parts -o mix.wav -q
names=$(cd parts && echo *)
wanted=$(grep '^part' "$root/presets/drift.conf" | awk '{ printf "%02d-%s.wav\n", NR, $2 }' | xargs)
[ "$code" -eq 0 ] && [ "$names" = "$wanted" ]
passes "each part has a file of its name" "$code $err, $names, not $wanted"

# The highest sample of the mix without its stems, in dB; and of one stem, to see that it sounds.
level() { sox "$@" -n stat 2>&1 | awk '/M(ax|in)imum amplitude/ { x = $3 < 0 ? -$3 : $3; m = x > m ? x : m }
  END { printf("%.0f", (m > 0) ? 20 * log(m) / log(10) : -200) }'; }
files=(-v -1 mix.wav)
for stem in parts/*; do files+=(-v 1 "$stem"); done
rest=$(level -m "${files[@]}")
[ "$rest" -le -110 ]
passes "they add up to the sound: what is left is at $rest dBFS" "wanted -110"
less=$(level -m "${files[@]:0:${#files[@]}-3}")
[ "$less" -ge -60 ]
passes "which would tell if one were missing: $less dBFS"
quiet=
for stem in parts/*; do [ "$(level "$stem")" -ge -60 ] || quiet+="$stem "; done
verdict "and each of them sounds" "$quiet"

before=$(level parts/01-*.wav)
run render drift --seed 3 --for 45s --format wav32f --lufs -30 --stems loud -o loud.wav
gain=$(grep -o '([-+][0-9.]* dB)' <<<"$err" | tr -d '(dB)')
moved=$(awk -v a="$(level loud/01-*.wav)" -v b="$before" -v g="$gain" 'BEGIN { d = a - b - g; print (d < 0 ? -d : d) <= 1 }')
[ "$code" -eq 0 ] && [ "$moved" = 1 ]
passes "they follow the gain to a loudness: $gain dB" "$before $(level loud/01-*.wav) $err"

mkdir kept && touch kept/03-strings.wav
run render drift --seed 3 --for 3s --stems kept -o none.wav -q
[ "$code" -eq 6 ] && [ "$(ls kept)" = 03-strings.wav ] && [ ! -e none.wav ]
passes "with a file in the way there is none, and no mix" "$code $err $(ls kept)"
refuses "stems of a loop" 2 "leave out --loop" render drift --loop --stems x -o x.wav

"$lull" render sleep --seed 3 --for 50s --jobs 1 -o one.wav -q
for jobs in 2 3 4; do
  run render sleep --seed 3 --for 50s --jobs $jobs -o more.wav -q --force
  cmp one.wav more.wav || echo "$jobs"
done >differ.txt 2>&1
verdict "1 to 4 threads write the same bytes" "$(cat differ.txt)"
end
