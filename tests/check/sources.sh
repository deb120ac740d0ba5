#!/usr/bin/env bash
# House rules that a script can see: no tab, no line above 100 columns, no file above 600 lines, and
# words that say a thing is unfinished.
. "$(dirname "$0")/lib.sh"

files() { find src soundfonts tests -name '*.[ch]' -o -name '*.def' | sort; }

lines_with() { # PATTERN, in every source
  files | tr '\n' '\0' | xargs -0 grep -nE "$1" /dev/null
}
too_long() { # a character may be several bytes: count them as a reader does
  files | tr '\n' '\0' | LC_ALL=C.UTF-8 xargs -0 grep -nE '^.{101,}' /dev/null | cut -c 1-60
}
too_many_lines() {
  files | tr '\n' '\0' | xargs -0 awk 'FNR == 601 { print FILENAME " is above 600 lines" }'
}

verdict "sources: no tab and no space at a line's end" "$(lines_with $'\t|[[:space:]]$')"
verdict "sources: no line above 100 columns" "$(too_long)"
verdict "sources: no file above 600 lines" "$(too_many_lines)"
verdict "sources: nothing marked as unfinished" "$(lines_with '\b(TODO|FIXME|XXX)\b')"
end
