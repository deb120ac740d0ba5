#!/usr/bin/env bash
# Every header of src/ compiles alone, with the strict flags, under both compilers.
. "$(dirname "$0")/lib.sh"
flags=$(make -s print-BASE)
world=$(make -s print-POSIX)

complaints() { # COMPILER
  local header extra
  find src -name '*.h' | sort | while IFS= read -r header; do
    extra=
    [[ $header =~ ^src/(text|io|app)/ ]] && extra=$world
    # The declaration keeps a header of macros alone from being an empty translation unit.
    # shellcheck disable=SC2086  # lists of flags
    printf '#include "%s"\n#include "%s"\nextern int header_check;\n' "${header#src/}" "${header#src/}" |
      $1 $flags $extra -Werror -fsyntax-only -x c - 2>&1 | grep -E 'error|warning' | sed "s|^|$header: |"
  done
}

for compiler in gcc clang; do
  name="headers: each compiles alone, and twice, with $compiler"
  if command -v "$compiler" >/dev/null; then
    verdict "$name" "$(complaints "$compiler")"
  else
    skip "$name" "$compiler is not here"
  fi
done
end
