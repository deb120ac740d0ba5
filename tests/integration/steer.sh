#!/usr/bin/env bash
# run: alone
# Other programs steer a session that plays into a JACK server which needs no sound card.
# shellcheck disable=SC2154 # lib.sh leaves out, err and code
. "$(dirname "$0")/lib.sh"

socket=$XDG_RUNTIME_DIR/lull.sock
refuses "without a session there is nothing to steer" 7 "no session listens at $socket" send state
refuses "a word is needed" 2 "WORD is missing" send
refuses "and one line of them" 2 "makes no line" send $'mood\ncalm'

if ! command -v jackd >/dev/null; then
  skip "steering" "jackd is not here"
  end
fi
unset JACK_NO_START_SERVER
export JACK_DEFAULT_SERVER=lull-test # one name for every run: JACK takes a place back only for it
jackd -n "$JACK_DEFAULT_SERVER" -d dummy -r 48000 -p 512 >jack.txt 2>&1 &
jack=$!
trap 'kill $jack 2>/dev/null; wait 2>/dev/null; rm -rf "$place"' EXIT
if ! wait_for jack_lsp; then
  skip "steering" "the JACK server does not start here"
  end
fi

state_has() { "$lull" send state | grep -q "$1"; }

# Standard input is a pipe, which ends long before the music does.
mkfifo words
"$lull" play sleep --seed 4 --midi-in none <words >said.txt 2>told.txt &
pid=$!
exec 7>words
printf 'tempo 68\nvolum 3\nkey D dorian\nstate\n' >&7
wait_for grep -q '"seed": 4' said.txt && wait_for grep -q "standard input: unknown word 'volum'" told.txt
passes_if $? "standard input answers, and tells what is wrong" "$(cat said.txt told.txt)"
exec 7>&-
run send state
[[ $code -eq 0 && $out == '{"playing": true, "preset": "sleep"'* && $(wc -l <out.txt) -eq 1 ]]
passes "its end ends nothing" "$code $out$err"
if command -v python3 >/dev/null; then
  python3 -m json.tool --json-lines out.txt >/dev/null
  passes "the state is JSON" "$out"
fi
wait_for state_has '"tempo": 68'
passes_if $? "and its words were heard" "$("$lull" send state)"

run send mood -0.3 0.25
[[ $code -eq 0 && -z $out$err ]] && wait_for state_has '"target": {[^}]*"valence": -0.3, "arousal": 0.25}'
passes "lull send steers, and says nothing" "$code $out$err"
refuses "what is wrong is told by the session" 2 "mood: 'clam' is no mood; did you mean 'calm'?" send mood clam
refuses "an end that is not there cannot be moved" 2 "left 30m" send more
run send pause
at() { "$lull" send state | grep -o '"elapsed_ms": [0-9]*'; }
stands() { # for 0.3 s; the fade before it moves on
  paused=$(at)
  read -r -t 0.3 <> <(:) || :
  [ "$(at)" = "$paused" ]
}
wait_for state_has '"playing": false' && wait_for stands && run send play &&
  wait_for state_has '"playing": true'
passes_if $? "pause stands still, play goes on" "$paused $(at)"
run send help
[[ $code -eq 0 && $out == *"mood NAME"* && $out != *ok ]]
passes "help comes from the session" "$code $out"
[ "$(stat -c %a "$socket" 2>/dev/null || stat -f %Lp "$socket")" = 600 ]
passes_if $? "the socket is its owner's alone" "$(ls -l "$socket")"

"$lull" play drift --seed 5 --midi-in none </dev/null 2>second.txt &
second=$!
wait_for grep -q 'lull send --socket lull-2.sock' second.txt && run send --socket lull-2.sock state
[[ $out == *'"preset": "drift"'* ]]
passes_if $? "a second session says its name" "$(cat second.txt)$out$err"
run send --socket lull-2.sock stop 100ms
wait $second && [ ! -e "$XDG_RUNTIME_DIR/lull-2.sock" ] && [ -S "$socket" ]
passes_if $? "and takes its own socket along when it ends" "$(ls "$XDG_RUNTIME_DIR")"
refuses "a name that is taken" 2 "taken by another session" play drift -q --seed 5 --socket lull.sock --midi-in none

# Asked for one second more, it closes as soon as that is music; --fade is over by then.
run send left 1s
wait_for state_has '"left_ms": [0-9]' && ! state_has '"left_ms": [0-9]\{0,4\},'
passes_if $? "an end is a cadence: it comes when the phrase is closed" "$("$lull" send state)"
run send stop 100ms
wait $pid
code=$?
[[ $code -eq 0 && ! -e $socket ]]
passes_if $? "stop ends it" "$code $(cat told.txt)"

refuses "no time of day" 2 "--until: '24:00' is no time of day" play sleep --until 24:00
refuses "nor two ends" 2 "leave one of them out" play sleep --until 7:00 --for 3m
soon=$(date -d '+3 seconds' +%T 2>/dev/null || date -v+3S +%T)
SECONDS=0
run play sleep --seed 4 --midi-in none --until "$soon"
[[ $code -eq 0 && $SECONDS -ge 1 && $SECONDS -lt 20 ]]
passes_if $? "--until ends it by the clock on the wall" "$code, $SECONDS s, $soon $(date +%T): $err"

if command -v oscsend >/dev/null && pkg-config --exists liblo; then
  "$lull" play sleep --seed 4 --midi-in none --osc 0 </dev/null 2>told.txt &
  pid=$!
  wait_for grep -q 'Open Sound Control at 127.0.0.1 port [0-9]' told.txt
  port=$(sed -n 's/.* port //p' told.txt)
  wait_for state_has '"seed": 4' && oscsend 127.0.0.1 "$port" /lull/mood ff -0.3 0.25 &&
    wait_for state_has '"target": {[^}]*"valence": -0.3, "arousal": 0.25}'
  passes_if $? "oscsend steers" "$(cat told.txt; "$lull" send state)"
  oscsend 127.0.0.1 "$port" /lull/stop s 100ms && wait $pid
  passes_if $? "and stops" "$(cat told.txt)"
else
  skip "oscsend steers" "oscsend or liblo is not here"
fi

# Media keys, on a bus of our own.
if command -v dbus-daemon >/dev/null && command -v playerctl >/dev/null &&
  { pkg-config --exists libsystemd || pkg-config --exists libelogind; }; then
  export DBUS_SESSION_BUS_ADDRESS=unix:path=$place/bus
  dbus-daemon --session --nofork --nopidfile --address="$DBUS_SESSION_BUS_ADDRESS" >bus.txt 2>&1 &
  bus=$!
  wait_for test -S bus
  "$lull" play sleep --seed 4 --midi-in none --for 10m </dev/null 2>told.txt &
  pid=$!
  key() { playerctl -p lull "$@"; }
  status_is() { [ "$(key status)" = "$1" ]; }
  wait_for status_is Playing
  [[ $(key metadata title) == "Sleep, seed 4" && $(key metadata mpris:length) == 600000000 ]]
  passes_if $? "the desktop sees what plays" "$(key metadata; cat told.txt)"
  key --follow metadata --format '{{volume}} {{duration(mpris:length)}}' >followed.txt 2>&1 &
  follower=$!
  wait_for grep -q '^0.8[0-9]* 10:00' followed.txt
  key volume 0.3 && wait_for state_has '"volume": 30'
  passes_if $? "and sets the volume" "$("$lull" send state)"
  key pause && wait_for status_is Paused && key play-pause && wait_for status_is Playing
  passes_if $? "pauses and goes on" "$(key status)"
  run send more 5m
  wait_for grep -Eq '^0[.](3|29)[0-9]* (15:00|14:5[0-9])' followed.txt
  passes_if $? "it is told what others change" "$(cat followed.txt)"
  "$lull" play drift --seed 5 --midi-in none </dev/null 2>second.txt &
  second=$!
  wait_for grep -q 'lull-2.sock' second.txt && wait_for playerctl -p "lull.instance$second" status
  passes_if $? "a second session is another player" "$(playerctl -l)"
  playerctl -p "lull.instance$second" stop && key stop && wait $second && wait $pid
  passes_if $? "a key stops each" "$(cat told.txt second.txt)"
  kill $follower $bus
  export DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent
else
  skip "media keys" "no dbus-daemon, playerctl or sd-bus here"
fi

# On a terminal: five minutes of sleep timer, five more, and no more than the last phrase without them.
if ! command -v script >/dev/null; then
  skip "more time by keys" "script is not here"
  end
fi
mkfifo keys
script -qfc "'$lull' sleep --seed 4 --midi-in none" screen.txt <keys >/dev/null 2>&1 &
pid=$!
exec 7>keys
shows() { tr '\r' '\n' <screen.txt | grep -a "$1"; }
wait_for shows 'BPM'
! shows ' left'
passes_if $? "without an end nothing is left" "$(shows BPM | tail -n 1)"
printf '?' >&7
wait_for shows '\] \[  *end five minutes later'
passes_if $? "? tells the keys" "$(shows . | tail -n 12)"
printf '[]' >&7
wait_for shows '\b[45]:[0-9][0-9] left'
passes_if $? "] gives it five minutes" "$(shows BPM | tail -n 1)"
printf ']' >&7
wait_for shows '\b9:[0-9][0-9] left'
passes_if $? "and five more" "$(shows BPM | tail -n 1)"
printf '[[[' >&7
wait_for shows '\b0:[0-9][0-9] left'
passes_if $? "[ takes them away" "$(shows BPM | tail -n 1)"
run send stop 100ms
exec 7>&-
wait $pid
passes "and the socket works beside the keys" "$out$err"
end
