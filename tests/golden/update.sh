#!/usr/bin/env bash
# Writes the golden scores anew and shows what changed. Read the changes before they are kept.
cd "$(dirname "$0")/../.." || exit 1
. tests/golden/lib.sh

new=$(mktemp) || exit 1
trap 'rm -f "$new"' EXIT
for name in $(presets); do
  score "$name" >"$new" || exit 1
  old=$(golden "$name")
  [ -f "$old" ] || : >"$old"
  if cmp -s "$old" "$new"; then
    echo "$name: as before"
  else
    diff -u --label "$old" --label "$old, new" "$old" "$new" | head -n "${LINES_EACH:-40}"
    cp "$new" "$old"
  fi
done
