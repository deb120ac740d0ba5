#!/usr/bin/env bash
# The scripts themselves: they parse, and shellcheck has nothing to say.
. "$(dirname "$0")/lib.sh"

scripts() { find .ci tests -type f \( -name '*.sh' -o -path '.ci/*' -o -name run -o -name lint \) | sort; }

unparsable() {
  scripts | while IFS= read -r file; do
    case $(head -n 1 "$file") in
      '#!/bin/sh') sh -n "$file" 2>&1 ;;
      *) bash -n "$file" 2>&1 ;;
    esac
  done
}

verdict "scripts: every script parses" "$(unparsable)"
if command -v shellcheck >/dev/null; then
  # Not wanted: variables that a sourced file sets or reads (2034, 2154), and 2>&1 >/dev/null seen
  # as a slip (2069).
  verdict "scripts: shellcheck is content" "$(scripts | tr '\n' '\0' | xargs -0 shellcheck -s bash -S warning -e SC2034,SC2154,SC2069 -f gcc)"
else
  skip "scripts: shellcheck is content" "shellcheck is not here"
fi
end
