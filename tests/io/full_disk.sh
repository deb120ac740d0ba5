#!/usr/bin/env bash
# A render onto a disk that fills up: one line, code 6, and nothing left on it.
set -u
cd "$(dirname "$0")/../.." || exit 1
what='a disk that fills up leaves nothing behind'
disk=$(mktemp -d "${TMPDIR:-/tmp}/lull disk XXXXXX") || exit 1
failures=0
if ! mount -t tmpfs -o size=1m tmpfs "$disk" 2>/dev/null; then
  rmdir "$disk"
  echo "ok - $what # SKIP only root can mount a small disk, and not everywhere"
  exit 0
fi
trap 'umount "$disk"; rmdir "$disk"' EXIT

check() { # NAME, for the command that wrote its message into $said and its code into $code
  if [ "$code" -eq 6 ] && [[ $said == *"disk is full"* && $said != *$'\n'* ]] && [ -z "$(ls -A "$disk")" ]
  then
    echo "ok - $1: $what"
  else
    printf 'not ok - %s: code %s\n# %s\n# left: %s\n' "$1" "$code" "$said" "$(ls -A "$disk")"
    failures=$((failures + 1))
  fi
}

said=$("$LULL" render evening --seed 1 --for 30s -q -o "$disk/a.wav" 2>&1)
code=$?
check "sound"
said=$("$LULL" render evening --seed 1 --for 30s -q --midi "$disk/a.mid" -o "$disk/a.wav" 2>&1)
code=$?
check "sound and score"
elsewhere=$(mktemp -d) || exit 1
dd if=/dev/zero of="$disk/filler" bs=1k count=1024 2>/dev/null
said=$("$LULL" render evening --seed 1 --for 30s -q -o "$elsewhere/a.wav" --report "$disk/a.html" 2>&1)
code=$?
rm "$disk/filler"
check "report"
if [ -z "$(ls -A "$elsewhere")" ]; then
  echo "ok - report: without room for it there is no sound either"
else
  echo "not ok - report: without room for it there is no sound either"
  failures=$((failures + 1))
fi
rm -r "$elsewhere"
dd if=/dev/zero of="$disk/filler" bs=1k count=1024 2>/dev/null
said=$("$LULL" render evening --seed 1 --for 30s -q -o "$disk/a.mid" 2>&1)
code=$?
rm "$disk/filler"
check "score"
exit $((failures > 0))
