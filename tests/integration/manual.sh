#!/usr/bin/env bash
# The manual knows every option and command, and is sound mdoc.
# shellcheck disable=SC2154 # lib.sh leaves out, err and code
. "$(dirname "$0")/lib.sh"

page=$root/doc/lull.1
complaints=
run help
commands=$(sed -n '/^Commands/,/^$/s/^  \([a-z]*\) .*/\1/p' out.txt)
[ "$(wc -w <<<"$commands")" -gt 10 ]
passes "lull help lists the commands" "$commands"
for command in $commands; do
  grep -q "^\.It Cm $command\b" "$page" || complaints+="command $command"$'\n'
  run help $command
  cat out.txt >>all.txt
  while IFS= read -r option; do
    grep -Eq "^\.It Fl (. , )?-$option( |$)" "$page" || complaints+="$command: --$option"$'\n'
  done < <(sed -n 's/^ *\(-[a-zA-Z], \)\{0,1\}--\([a-z-]*\).*/\2/p' out.txt)
done
verdict "lull(1) has every command and option" "$complaints"
stale=
while IFS= read -r option; do
  grep -q -- "--$option" all.txt || stale+="--$option"$'\n'
done < <(sed -n 's/^\.It Fl \(. , \)\{0,1\}-\([a-z-]*\).*/\2/p' "$page")
verdict "and no other" "$stale"
run help words
words=$(sed -n 's/^  \([a-z]*\) .*/\1/p' out.txt)
missing=
for word in $words; do
  grep -Eq "^\.It Cm (.* )?$word\b" "$page" || missing+="$word"$'\n'
done
[ "$(wc -w <<<"$words")" -gt 10 ] && [ -z "$missing" ]
passes "and every word that steers" "$missing"

for page in "$root"/doc/lull.1 "$root"/doc/lull-preset.5; do
  name=$(basename "$page")
  if command -v mandoc >/dev/null; then
    verdict "$name: mandoc is content" "$(mandoc -Tlint -Wwarning "$page" 2>&1)"
  elif command -v groff >/dev/null; then
    verdict "$name: groff is content" "$(groff -mandoc -Tascii -ww "$page" 2>&1 >/dev/null)"
  else
    skip "$name is sound" "neither mandoc nor groff is here"
  fi
done

# What the pages tell to write is a preset.
sed -n '/^\.Bd -literal/,/^\.Ed/p' "$root/doc/lull-preset.5" | grep -v '^\.' >page.conf
run check page.conf
[[ $code -eq 0 ]]
passes "the example of lull-preset(5) is a preset" "$err"
awk '/^```/ { inside = $0 == "```conf"; next } inside' "$root/doc/presets.md" >guide.conf
run check guide.conf
[[ $code -eq 0 ]]
passes "the example of doc/presets.md is a preset" "$err"
end
