#!/usr/bin/env bash
# The tests of core and text again under the address and undefined-behaviour sanitizers, those that
# start threads under the thread sanitizer, and the program itself from preset to notes.
. "$(dirname "$0")/lib.sh"
unset MAKEFLAGS MFLAGS
export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1 UBSAN_OPTIONS=print_stacktrace=1

supported() { # FLAGS: can a program be built and started with them here?
  local dir=build/check code
  mkdir -p "$dir"
  # shellcheck disable=SC2086  # flags
  echo 'int main(void) { return 0; }' | ${CC:-cc} $1 -x c -o "$dir/sanitized" - 2>/dev/null && "$dir/sanitized" 2>/dev/null
  code=$?
  rm -f "$dir/sanitized"
  return $code
}

# What a sanitizer says. A case that fails without one is for the plain run of the test to tell.
complaints() { grep -E 'runtime error:|(ERROR|WARNING): [A-Za-z]+Sanitizer' -A 12; }

# MODE PROGRAM...: builds them, then no sanitizer may speak up.
run() {
  local mode=$1 said program
  shift
  said=$(make -s MODE="$mode" "$@" 2>&1 >/dev/null) || { not_ok "sanitizers: $mode builds" "$said"; return; }
  for program in "$@"; do
    verdict "sanitizers: ${program#build/}" "$("./$program" 2>&1 | complaints)"
  done
}

addresses() {
  # shellcheck disable=SC2046  # a list of programs
  run asan $(make -s MODE=asan print-UNIT_TEST print-TEXT_TEST)
  local said
  said=$(make -s MODE=asan build/asan/lull 2>&1 >/dev/null) || { not_ok "sanitizers: asan builds lull" "$said"; return; }
  for preset in presets/*.conf; do
    said=$(build/asan/lull notes "$preset" --seed 3 --for 3m 2>&1 >/dev/null | complaints)
    verdict "sanitizers: asan/lull notes $(basename "$preset" .conf)" "$said"
  done
}

threads() {
  local tests=() source
  for source in tests/unit/test_*.c tests/text/test_*.c; do
    grep -q 'include <\(pthread\|threads\)\.h>' "$source" 2>/dev/null && tests+=("build/tsan/${source%.c}")
  done
  [ ${#tests[@]} -eq 0 ] || run tsan "${tests[@]}"
}

if supported "-fsanitize=address,undefined"; then addresses; else skip "sanitizers: address" "not with this compiler"; fi
if supported "-fsanitize=thread"; then threads; else skip "sanitizers: thread" "not with this compiler and kernel"; fi
end
