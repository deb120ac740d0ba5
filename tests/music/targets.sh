#!/usr/bin/env bash
# The presets that aim at calm piano-like music keep to what calm human music measures, and their
# order can be told from music without a composer. Three seeds, and bars a little wider than those
# that make bench prints for ten: this is to notice when the music gets worse.
. "$(dirname "$0")/lib.sh"

failures=0
check() { # NAME DETAILS: passes when the command before it succeeded
  if [ $? -eq 0 ]; then
    echo "ok - music: $1"
  else
    echo "not ok - music: $1"
    sed 's/^/# /' <<<"$2"
    failures=1
  fi
}

# Eight quarter notes of the C major scale, 120 to the minute, velocity 64.
scale() {
  printf 'MThd\0\0\0\6\0\0\0\1\0\140MTrk\0\0\0\104'
  for pitch in 74 76 100 101 103 105 107 110; do printf "\\0\\220\\$pitch\\100\\140\\200\\$pitch\\0"; done
  printf '\0\377\57\0'
}

# Whether rows of the table stand as given: NAME VALUE...
has_rows() {
  local table=$1
  shift
  while [ $# -gt 1 ]; do
    grep -Eq "^$1 +$2 " <<<"$table" || return 1
    shift 2
  done
}

# Numbers of the line in words that `measure --seeds` ends with.
bars_hold() { # SUMMARY
  awk '{ exit !($2 >= $4 - 1 && $13 <= 3 && $25 < 0.5 && $28 < 0.7) }' <<<"${1//,/}"
}

build_measure && scale >"$pieces/scale.mid" && table=$("$measure" "$pieces/scale.mid")
check "the tool is built and reads a file" "${table-}"
has_rows "${table-}" onset_rate 2.00 vel_mean 64.0 vel_sd 0.00 in_key 1.00 sky_step 1.00 \
  sky_leap 0.00 polyphony 1.00 pitch_range 12.0 max_silence 0.00
check "a scale measures what it must" "${table-}"

for preset in evening before focus; do
  compose "$preset" 3 5m && table=$("$measure" --seeds "${files[@]}")
  bars_hold "$(tail -n 1 <<<"$table")"
  check "$preset keeps to the bands of calm human music" "$table"
  table=$("$measure" --order "${files[@]}")
  [[ $table =~ order:\ ([0-9]) && ${BASH_REMATCH[1]} -ge 2 ]]
  check "$preset is told from dealt bars, a loop and random arpeggios" "$table"
done
exit $failures
