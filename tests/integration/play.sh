#!/usr/bin/env bash
# run: alone
# Live play: without an output, and into a JACK server that needs no sound card.
# shellcheck disable=SC2154 # lib.sh leaves out, err and code
. "$(dirname "$0")/lib.sh"

run devices --json
if grep -q '"kind": "output"' out.txt; then
  skip "no output at all" "this machine has one"
else
  refuses "no output at all" 3 "lull render" play evening
  refuses "and none for lull alone" 3 "lull render"
fi
refuses "a preset that is not there comes first" 4 "did you mean 'evening'?" evenign
refuses "a wrong option too" 2 "--volume" play --volume loud

if ! command -v jackd >/dev/null || ! command -v script >/dev/null; then
  skip "live play" "jackd or script is not here"
  end
fi

unset JACK_NO_START_SERVER
export JACK_DEFAULT_SERVER=lull-test # one name for every run: JACK takes a place back only for it
jackd -n "$JACK_DEFAULT_SERVER" -d dummy -r 48000 -p 512 >jack.txt 2>&1 &
jack=$!
trap 'kill $jack 2>/dev/null; wait 2>/dev/null; rm -rf "$place"' EXIT
if ! wait_for jack_lsp; then
  skip "live play" "the JACK server does not start here"
  end
fi

run devices
[[ $code -eq 0 && $out == *"JACK"* && -z $err ]]
passes "devices, without chatter" "$out$err"
refuses "an output that is not there" 3 "no such output" play evening --device "no such output"
refuses "no SoundFont" 5 "none.sf2" play evening --soundfont none.sf2 --midi-in none

run play evening --for 3s --seed 4 --midi-in none
[[ $code -eq 0 && -z $out && $err == "preset evening, seed 4"* && $(wc -l <err.txt) -le 3 ]]
passes "plays to its end, and says little without a terminal" "$code $out$err"
[[ $err == *"sound: system, 48000 Hz, latency 1"[0-9][0-9]" ms"* ]]
passes "tells the latency, 100 ms or more without a keyboard" "$err"
[[ $err == *"sound: "*" dropout"*" in 3s"* ]]
passes "and at the end how many dropouts there were" "$err"
refuses "a latency that nobody has" 2 "min, auto or safe" play evening --latency quick
run play evening --for 2s --seed 4 --midi-in none -q
[[ $code -eq 0 && -z $err ]]
passes "-q says nothing" "$err"

run play evening --for 3s --seed 4 --midi-in 'no such keys'
[[ $code -eq 0 && $err == *"no keyboard is called 'no such keys' yet"* ]]
passes "a keyboard that is not there is told, and awaited" "$code $err"

# A list on standard input is not eaten: while read name; do lull play "$name"; done <list
printf 'one\nqqq\n' >list
{
  "$lull" play evening --for 2s --seed 4 --midi-in none -q 2>err.txt
  rest=$(cat)
} <list
[ "$rest" = $'one\nqqq' ]
passes "standard input that is no terminal is left alone" "$rest"
busy=$( { time -p "$lull" play evening --for 3s --seed 4 --midi-in none -q </dev/null 2>/dev/null; } 2>&1 | awk '/user|sys/ { s += $2 } END { print s }')
awk -v busy="$busy" 'BEGIN { exit !(busy < 1.5) }'
passes "and waiting costs nothing" "$busy s of work in 3 s"

playing() { jack_lsp | grep -q '^lull\|^PortAudio'; }
set -m
start() {
  "$lull" sleep --seed 4 --midi-in none "$@" 2>err.txt &
  pid=$!
  wait_for grep -q 'seed 4' err.txt && wait_for playing
}
start --fade 300ms
kill -INT $pid
wait $pid
code=$?
[ $code -eq 0 ]
passes_if $? "Ctrl-C fades out and ends well" "$code $(cat err.txt)"
start --fade 10m
kill -INT $pid
SECONDS=0
until ! kill -INT $pid 2>/dev/null || [ $SECONDS -gt 20 ]; do read -r -t 0.2 <> <(:) || :; done
wait $pid
code=$?
[ $code -eq 130 ]
passes_if $? "twice stops at once" "$code $(cat err.txt)"
start
kill -TERM $pid
wait $pid
code=$?
[ $code -eq 143 ]
passes_if $? "SIGTERM fades and ends with 143" "$code $(cat err.txt)"
"$lull" audition "warm pad" 2>err.txt &
pid=$!
wait_for grep -q 'warm pad: ' err.txt && wait_for playing
read -r -t 1 <> <(:) || :
kill -INT $pid
wait $pid
code=$?
[ $code -eq 0 ]
passes_if $? "an audition plays until Ctrl-C" "$code $(cat err.txt)"
set +m

# On a terminal: a status line, and keys.
mkfifo keys
printf 'stty cols 50\nexec "%s" sleep --seed 4 --midi-in none --fade 300ms\n' "$lull" >session.sh
script -qfc 'bash session.sh' screen.txt <keys >/dev/null 2>&1 &
pid=$!
exec 7>keys
shows() { tr '\r' '\n' <screen.txt | grep -a "$1"; }
wait_for shows 'BPM'
passes_if $? "a status line" "$(shows .)"
printf '\033[C\033[C\033[C\033[C\033[C\033[C\033[C\033[C\033[C\033[C\033[C\033[C' >&7 # right: valence up
wait_for shows ' serene '
passes_if $? "arrows move the mood" "$(shows BPM | tail -n 3)"
printf ' ' >&7
read -r -t 3 <> <(:) || :
printf ' ' >&7
wait_for shows 'breath [12][0-9]'
passes_if $? "the space bar tells the breath" "$(shows BPM | tail -n 3)"
printf p >&7
wait_for shows '(paused)'
passes_if $? "p pauses" "$(shows BPM | tail -n 3)"
going() { shows BPM | tail -n 1 | grep -v -a '(paused)'; }
printf p >&7
wait_for going
passes_if $? "and goes on" "$(shows BPM | tail -n 3)"
printf q >&7
exec 7>&-
ended() { ! kill -0 $pid; }
wait_for ended
passes_if $? "q ends it" "$(shows BPM | tail -n 3)"
too_wide=$(tr '\r' '\n' <screen.txt | sed 's/\x1b\[K//' | grep -a 'BPM\|left' | awk 'length >= 50')
verdict "no line reaches the edge" "$too_wide"
end
