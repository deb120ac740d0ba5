#!/usr/bin/env bash
# Four builds of the whole program, gcc and clang, -O0 and -O2: none gives a warning, and all four
# compose the same notes from every preset. That they make the same bank, tests/bank shows.
. "$(dirname "$0")/lib.sh"
unset MAKEFLAGS MFLAGS CFLAGS OPT

build() { # COMPILER LEVEL: the program ends up in build/check/COMPILER-LEVEL/lull
  local dir=build/check/$1$2 tests=
  [ "$2" = -O0 ] || tests=test-programs # the optimiser sees more: once per compiler is enough
  # shellcheck disable=SC2086  # one word or none
  make -s CC="$1" OPT="$2 -Werror" BUILD="$dir" LULL="$dir/lull" "$dir/lull" "$dir/mkbank" $tests 2>&1 >/dev/null
}

notes() { # of every preset, by the build in directory $1
  local preset
  for preset in presets/*.conf; do
    echo "== $preset"
    "./$1/lull" notes "$preset" --seed 7 --for 2m 2>/dev/null || echo "failed"
  done
}

first=
for compiler in gcc clang; do
  for level in -O0 -O2; do
    name="$compiler $level"
    dir=build/check/$compiler$level
    if ! command -v "$compiler" >/dev/null; then
      skip "compilers: $name" "$compiler is not here"
      continue
    fi
    complaints=$(build "$compiler" "$level")
    verdict "compilers: $name builds without a warning" "$complaints"
    [ -x "$dir/lull" ] || continue
    notes "$dir" >"$dir/notes"
    if [ -z "$first" ]; then
      first=$dir
      verdict "compilers: $name composes every preset" "$(grep -B 1 -x failed "$dir/notes")"
    else
      verdict "compilers: $name composes the same notes" "$(diff "$first/notes" "$dir/notes")"
    fi
  done
done
end
