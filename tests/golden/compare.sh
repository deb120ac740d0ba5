#!/usr/bin/env bash
# Each preset still gives the score that was kept. After a change on purpose: make golden-update.
cd "$(dirname "$0")/../.." || exit 1
. tests/golden/lib.sh

failures=0
for name in $(presets); do
  if [ ! -f "$(golden "$name")" ]; then
    echo "not ok - golden: $name has no golden score; make golden-update writes it"
  elif difference=$(diff <(score "$name" 2>&1) "$(golden "$name")"); then
    echo "ok - golden: $name"
    continue
  else
    echo "not ok - golden: $name"
    head -n 20 <<<"$difference" | sed 's/^/# /'
  fi
  failures=1
done
shopt -s nullglob
for file in tests/golden/*.txt; do
  name=$(basename "$file" .txt)
  [ -f "presets/$name.conf" ] || { echo "not ok - golden: $name.txt has no preset"; failures=1; }
done
exit $failures
