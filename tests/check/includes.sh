#!/usr/bin/env bash
# Who may include whom: a folder of src/ sees itself and what stands before it, never what stands after.
. "$(dirname "$0")/lib.sh"

sources() { find src -name '*.[ch]' -o -name '*.def' | sort; }

# Each #include of src/ as "file:line folder included-name", the name with its quotes or brackets.
includes() {
  sources | while IFS= read -r file; do
    folder=${file#src/}
    sed -n "s|^[[:space:]]*#[[:space:]]*include[[:space:]]*\([\"<][^\">]*[\">]\).*|$file ${folder%%/*} \1|p" "$file"
  done
}

against_direction() {
  includes | awk '
    BEGIN { n = split("base music compose session text io app", order); for (i = 1; i <= n; ++i) rank[order[i]] = i }
    $3 ~ /^"/ {
      name = substr($3, 2, length($3) - 2)
      split(name, part, "/")
      if (!($2 in rank)) print $1 " stands in an unknown folder"
      else if (name !~ /^[a-z]+\/[a-z0-9_]+\.(h|def)$/) print $1 " includes " $3 ": write it as \"folder/file.h\""
      else if (!(part[1] in rank)) print $1 " includes " $3 " from an unknown folder"
      else if (rank[part[1]] > rank[$2]) print $1 " includes " $3 ", but " $2 "/ stands before " part[1] "/"
    }'
}

# The core is computation: values, memory, mathematics, nothing of the system.
system_in_core() {
  includes | awk '
    BEGIN { n = split("assert float limits math stdalign stdatomic stdbool stddef stdint string", a); for (i in a) fine["<" a[i] ".h>"] }
    $2 ~ /^(base|music|compose|session)$/ && $3 ~ /^</ && !($3 in fine) { print $1 " includes " $3 }'
}

own_header_late() {
  sources | grep '\.c$' | while IFS= read -r file; do
    own=${file#src/}
    own=${own%.c}.h
    [ -f "src/$own" ] || continue
    first=$(includes_of "$file" | head -n 1)
    [ "$first" = "\"$own\"" ] || echo "$file does not include \"$own\" first"
  done
}
includes_of() { sed -n 's|^#include \(["<][^">]*[">]\).*|\1|p' "$1"; }

verdict "includes: every folder includes only itself and those before it" "$(against_direction)"
verdict "includes: the core includes no header of the system" "$(system_in_core)"
verdict "includes: every source includes its own header first" "$(own_header_late)"
end
