# Sourced by the scripts that measure music: builds the tool, and composes pieces to measure.
# shellcheck shell=bash
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
export LC_ALL=C XDG_DATA_HOME=/nonexistent
LULL=${LULL:-./lull}
measure=${BUILD:-build}/tests/music/measure
pieces=$(mktemp -d "${TMPDIR:-/tmp}/lull music XXXXXX") || exit 1
trap 'rm -rf "$pieces"' EXIT

build_measure() {
  if [ ! -x "$measure" ] || [ -n "$(find tests/music -name '*.[ch]' -newer "$measure")" ]; then
    mkdir -p "${measure%/*}" || return 1
    "${CC:-cc}" -std=c11 -O2 -Wall -Wextra -ffp-contract=off -o "$measure.new" tests/music/*.c -lm &&
      mv -f "$measure.new" "$measure"
  fi
}

# Composes PRESET for TIME with seeds 1..COUNT; leaves the files in $files.
compose() { # PRESET COUNT TIME
  local seed
  files=()
  for ((seed = 1; seed <= $2; ++seed)); do
    files+=("$pieces/$1-$seed.mid")
    "$LULL" render "$1" --seed "$seed" --for "$3" --quiet -o "${files[-1]}" || return 1
  done
}
