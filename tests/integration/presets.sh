#!/usr/bin/env bash
# Presets by name, by path and with mistakes; lull presets and lull check.
# shellcheck disable=SC2154 # lib.sh leaves out, err and code
. "$(dirname "$0")/lib.sh"

run presets
complaints=
for name in before breathe drift evening focus lift sleep together; do
  grep -q "^$name " <<<"$out" || complaints+="$name is missing"$'\n'
done
[ "$code" -eq 0 ] && [ -z "$err" ] || complaints+="code $code: $err"
verdict "all eight are listed" "$complaints"
verdict "they are sorted" "$(cut -d ' ' -f 1 out.txt | sort -c 2>&1)"
run presets --json
if command -v python3 >/dev/null; then
  verdict "--json is JSON with the same presets" "$(python3 - out.txt 2>&1 <<'PYTHON'
import json, sys
presets = json.load(open(sys.argv[1]))
names = [p["name"] for p in presets]
assert names == sorted(names) and "evening" in names, names
assert [p["program"] for p in presets] == list(range(len(presets)))
assert all(p["title"] and p["intent"] and p["mood"] for p in presets)
PYTHON
)"
else
  skip "--json is JSON with the same presets" "python3 is not here"
fi

refuses "a mistyped preset" 4 "did you mean 'evening'?" notes evenign
refuses "a preset that is no file" 4 "./none.conf" notes ./none.conf

cp "$root/presets/evening.conf" mine.conf
run notes ./mine.conf --seed 3 --for 20s
[[ $code -eq 0 && $out == "# lull score: preset mine, seed 3"* ]]
passes "a preset by its path" "$err"
mkdir -p data/lull/presets
cp mine.conf data/lull/presets/own.conf
run notes own --seed 3 --for 20s
[ "$code" -eq 0 ]
passes "a preset of one's own by its name" "$err"

run check mine.conf own evening
[[ $code -eq 0 && -z $err && $(wc -l <out.txt) -eq 3 ]]
passes "check finds nothing wrong" "$out$err"

# spoil NAME LINE WORDS SED: the mistake made by the sed script is found in that line.
spoil() {
  sed "$4" mine.conf >bad.conf
  local line=$2
  [ "$line" != '?' ] || line=$(diff mine.conf bad.conf | sed -n '1s/^[0-9,]*[acd]\([0-9]*\).*/\1/p')
  refuses "$1" 4 "bad.conf:$line: $3" check bad.conf
}
spoil "a mistyped key" '?' "unknown key 'moood'; did you mean 'mood'?" 's/^mood\b/moood/'
spoil "a mistyped instrument" '?' "instrument: unknown" '0,/instrument *= *"/s//&zz/'
spoil "a mistyped key of a part" '?' "unknown key 'textur' in a part; did you mean 'texture'?" '0,/texture/s//textur/'
spoil "a value out of range" 1 "density: '300' is too high; legal: 0 to 100 %" '1s/^/density = 300 /'
spoil "an unknown mood" '?' "mood: " 's/^mood *=.*/mood = "wibble"/'
sed '/^title/d' mine.conf >bad.conf
refuses "a key that is missing" 4 "bad.conf: title is missing" check bad.conf

sed 's/^mood\b/moood/' mine.conf >data/lull/presets/broken.conf
run notes evening --seed 3 --for 20s
[[ $code -eq 0 && -z $err ]]
passes "a broken preset does not disturb another" "$err"
run presets
[[ $code -eq 0 && $err == *"broken.conf:"*"moood"* && $out == *evening* ]]
passes "lull presets tells of it" "$err"
refuses "one that is asked for is told of" 4 "broken.conf:" notes broken

mkdir folder.conf
refuses "a folder is no preset" 4 "folder.conf" check folder.conf
head -c 3000 /dev/urandom >noise.conf
refuses "noise is no preset" 4 "noise.conf" check noise.conf
: >empty.conf
refuses "nor is an empty file" 4 "empty.conf" check empty.conf
run check mine.conf bad.conf noise.conf
[[ $code -eq 4 && $(wc -l <err.txt) -eq 2 && $out == "mine.conf: good" ]]
passes "check tells of each file" "$out$err"
end
