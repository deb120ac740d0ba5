#!/usr/bin/env bash
# What the music measures, beside what calm human music measures: 5 minutes, seeds 1-10. The sources
# of the bands stand in doc/music.md.
. "$(dirname "$0")/../music/lib.sh"

build_measure || exit 1
for preset in evening before focus; do
  compose "$preset" 10 5m || exit 1
  echo "music of $preset, seeds 1-10, 5 minutes"
  "$measure" --seeds "${files[@]}" | sed 's/^/  /'
  "$measure" --order "${files[@]}" | sed 's/^/  /'
done
