#!/usr/bin/env bash
# A list of renders: all that is not there, whatever is wrong with some of it, and again after a crash.
# shellcheck disable=SC2154 # lib.sh leaves out, err and code
. "$(dirname "$0")/lib.sh"

row() { printf '%s\t%s\t%s\t%s\n' "$@"; } # PRESET SEED OPTIONS OUTPUT

# ---- The whole list ----
{
  echo '# three pieces'
  row preset seed options output
  row evening 1 '--for 2s' a.wav
  echo
  row sleep 2 '--for 2s --key "G dorian" --midi b.mid' b.flac
  row drift 3 '--for 2s' 'two words.wav'
} >jobs.tsv
run render --list jobs.tsv --jobs 2
[ "$code" -eq 0 ] && [ -s a.wav ] && [ -s b.flac ] && [ -s b.mid ] && [ -s 'two words.wav' ]
passes "a list is rendered" "$code $err"
run render evening --seed 1 --for 2s -q -o alone.wav
cmp -s a.wav alone.wav
passes_if $? "each line as the command that it stands for" "$(cmp a.wav alone.wav)"
ls -i ./*.wav b.* >before.txt
run render --list jobs.tsv
ls -i ./*.wav b.* >after.txt
[ "$code" -eq 0 ] && cmp -s before.txt after.txt && [[ $err == *"0 rendered, 3 there before"* ]]
passes_if $? "what is there is left alone" "$code $err $(diff before.txt after.txt)"
rm b.mid
run render --list jobs.tsv -q
[ "$code" -eq 0 ] && [ -s b.mid ] && [ -z "$err" ]
passes "a line of which one file is missing is rendered again, quietly" "$code $err"
rm a.wav b.flac
run render --list jobs.tsv --line 3
[ "$code" -eq 0 ] && [ -s a.wav ] && [ ! -e b.flac ]
passes_if $? "--line renders one line" "$code $err $(ls)"
run render --list jobs.tsv --line 1
[ "$code" -eq 0 ] && [ ! -e b.flac ]
passes "a line that asks for nothing is done at once" "$code $err"
refuses "a line beyond the end" 2 "has only 6 lines" render --list jobs.tsv --line 7
refuses "options beside a list" 2 "leave it out" render --list jobs.tsv --seed 3
refuses "a list that is not there" 2 "cannot read none.tsv" render --list none.tsv

row evening 1 '--for 3m --split 1m' album.wav >album.tsv
run render --list album.tsv -q
ls -i album-*.wav >before.txt
run render --list album.tsv
[ "$code" -eq 0 ] && [ "$(wc -l <before.txt)" -gt 1 ] && [ "$(ls -i album-*.wav)" = "$(cat before.txt)" ] &&
  [[ $err == *"1 there before"* ]]
passes_if $? "tracks that are there are left alone too" "$code $err $(cat before.txt)"

# ---- Bad lines, lines that fail ----
{
  row evening 1 '--for 2s' c.wav
  row evning 1 '--for 2s' d.wav
  row evening 1 '--for 2s'
  row evening x '--for 2s' e.wav
  row evening 1 '--for 2s -o f.wav' g.wav
  row evening 1 '--for "2s' h.wav
  row evening 1 '--for 2s' c.wav
  row evening 1 '--for 2s' missing/i.wav
  row evening 1 '--for 2s --soundfont none.sf2' j.wav
  row sleep 1 '--for 2s' k.wav
} >bad.tsv
sed -i '3s/\t$//' bad.tsv
run render --list bad.tsv -q
complaints=
expect() { [[ $err == *"bad.tsv:$1: "*"$2"* ]] || complaints+="line $1: $2"$'\n'; }
expect 2 "did you mean 'evening'"
expect 3 "3 columns instead of 4"
expect 4 "is no seed"
expect 5 "has a column of its own"
expect 6 "quotation mark"
expect 7 "as line 1 does"
expect 8 "no such folder"
expect 9 "none.sf2"
verdict "each wrong line is named with what is wrong" "${complaints:+$complaints$err}"
[ "$code" -eq 4 ] && [[ $err == *"2 rendered, 0 there before, 8 failed: line 2, 3, 4, 5, 6, 7, "* ]]
passes "the end names them all, with the code of the first" "$code $err"
[ -s c.wav ] && [ -s k.wav ] && [ "$(find . -name '[d-j].wav' | wc -l)" -eq 0 ]
passes_if $? "the others are rendered" "$(ls)"

# ---- A crash ----
for seed in 1 2 3 4 5 6; do
  row evening $seed '--for 40s' "crash-$seed.wav"
done >crash.tsv
"$lull" render --list crash.tsv -q --jobs 2 2>err.txt &
pid=$!
wait_for test -s crash-1.wav
kill -KILL $pid
wait $pid 2>/dev/null
ls -i crash-1.wav >before.txt
parts() { find . -name '.lull-*.part'; }
gone() { [ -z "$(parts)" ]; }
if [ "$(uname -s)" = Linux ]; then
  wait_for gone
  passes_if $? "renders end with the list that was killed, and clean up" "$(parts)"
fi
[ ! -e crash-6.wav ]
passes_if $? "it was killed before its end" "$(ls)"
run render --list crash.tsv
[ "$code" -eq 0 ] && [ "$(find . -name 'crash-*.wav' | wc -l)" -eq 6 ] &&
  [ "$(ls -i crash-1.wav)" = "$(cat before.txt)" ]
passes_if $? "the same command renders the rest" "$code $err $(ls)"
run render evening --seed 5 --for 40s -q -o whole.wav
cmp -s whole.wav crash-5.wav
passes_if $? "and none of it is half a file" "$(cmp whole.wav crash-5.wav)"

# ---- Ctrl-C ----
row evening 1 '--for 2h' long.wav >long.tsv
set -m
"$lull" render --list long.tsv 2>err.txt &
pid=$!
begun() { [ -n "$(find . -name '.lull-*.part' -size +1000k)" ]; }
wait_for begun
kill -TERM $pid
wait $pid
code=$?
[ $code -eq 143 ] && gone && [ ! -e long.wav ]
passes_if $? "SIGTERM ends the renders too, and leaves nothing" "$code $(parts) $(cat err.txt)"
set +m

# ---- Other programs that run lists, as doc/batch.md shows them ----
if ! parallel --version 2>/dev/null | grep -q '^GNU parallel'; then
  skip "GNU parallel renders a list line by line" "GNU parallel is not here"
else
  rm -f a.wav b.flac b.mid 'two words.wav'
  export PATH=$place/bin:$PATH
  mkdir -p bin && ln -sf "$lull" bin/lull
  sh -c "$(sed -n '/^seq .*parallel/p' "$root/doc/batch.md" | head -n 1)" >out.txt 2>err.txt </dev/null
  code=$?
  cmp -s a.wav alone.wav && [ $code -eq 0 ] && [ -s b.flac ] && [ -s b.mid ] && [ -s 'two words.wav' ]
  passes_if $? "GNU parallel renders a list line by line" "$code $(cat out.txt err.txt)"
fi
end
