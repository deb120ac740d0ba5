#!/usr/bin/env bash
# Numbered tracks: cut where it is silent, and the whole when they are joined.
# shellcheck disable=SC2154 # lib.sh leaves out, err and code
. "$(dirname "$0")/lib.sh"

piece=(evening --seed 3 --for 150s --rate 22050)
run render "${piece[@]}" --split 1m -o night.wav
[[ $code -eq 0 && $err == *"wrote night-01.wav to night-02.wav"* && ! -e night.wav ]]
passes "tracks are numbered and told" "$err"
run render "${piece[@]}" -o whole.wav -q
for file in night-01.wav night-02.wav; do
  sox $file -t raw -e signed -b 24 -
done >joined.raw
sox whole.wav -t raw -e signed -b 24 whole.raw
verdict "joined they are the whole, to the bit" "$(cmp joined.raw whole.raw 2>&1)"
end=$(sox night-01.wav -n trim -0.05 stats 2>&1 | awk '/^RMS lev/ { print $4 }')
all=$(sox night-01.wav -n stats 2>&1 | awk '/^RMS lev/ { print $4 }')
awk -v e="$end" -v a="$all" 'BEGIN { exit !(e == "-inf" || e < a - 20) }'
passes "a track ends in silence" "$end dB, as a whole $all dB"
length=$(sox --info -D night-01.wav)
awk -v l="$length" 'BEGIN { exit !(l > 40 && l < 80) }'
passes "and is about as long as was asked" "$length s"
if command -v ffprobe >/dev/null; then
  said=$(ffprobe -v error -show_entries format_tags night-02.wav)
  grep -q 'TAG:title=Evening 2' <<<"$said" && grep -q 'TAG:album=Evening' <<<"$said" && grep -q 'TAG:track=2/2' <<<"$said"
  passes "tracks know their number" "$said"
else
  skip "tracks know their number" "there is no ffprobe"
fi

mkdir taken && touch taken/night-02.wav && cd taken || exit 1
run render "${piece[@]}" --split 1m -o night.wav -q
[[ $code -eq 6 && $err == *"night-02.wav"*"--force"* && $(ls) == $'err.txt\nnight-02.wav\nout.txt' ]]
passes_if $? "one name that is taken keeps all from being written" "$code $err $(ls)"
run render "${piece[@]}" --split 1m -o night.wav -q --force
[[ $code -eq 0 && -s night-02.wav ]]
passes "--force replaces it" "$err"
cd ..

printf 'preset\tseed\toptions\toutput\nevening\t3\t--for 150s --rate 22050 --split 1m\tlisted.wav\n' >jobs.tsv
run render --list jobs.tsv
[[ $code -eq 0 && -s listed-02.wav && $err == *"1 rendered, 0 there before"* ]]
passes "a list may ask for tracks" "$code $err"
run render --list jobs.tsv
[[ $code -eq 0 && $err == *"0 rendered, 1 there before"* ]]
passes "and knows them when they are there" "$code $err"

mkdir stopped
set -m
"$lull" render evening --seed 3 --for 2h --split 1m --lufs off -o stopped/night.flac -q 2>err.txt &
pid=$!
wait_for eval '[ "$(find stopped -name ".lull-*" | wc -l)" -ge 3 ]'
kill -INT $pid
wait $pid
code=$?
[ $code -eq 130 ] && [ -z "$(ls -A stopped)" ]
passes_if $? "a render that is stopped leaves no track" "$code $(ls -A stopped)"

refuses "music without a silence" 2 "--set pause=3" render breathe --split 1m --for 10m -o x.wav
refuses "tracks in a pipe" 2 "need a file name" render evening --split 1m -o -
refuses "tracks of a loop" 2 "a loop is one file" render evening --split 1m --loop -o x.wav
refuses "tracks of a score" 2 "need a file name" render evening --split 1m -o x.mid
end
