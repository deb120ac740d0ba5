#!/usr/bin/env bash
# run: alone
# A sound server that dies, comes back, freezes and goes on: the music waits for it, says so in a line,
# and goes on; the listener can end it at any time.
# shellcheck disable=SC2154,SC2317 # _live.sh sets here and server; functions are called by name
. "$(dirname "$0")/_live.sh"

what='a sound server dies and returns'
if ! start_jack 512; then
  skip "$what" "no JACK server can be started here"
  exit 0
fi

told() { [ "$(grep -c "^sound $1: system" "$here/err")" -eq "$2" ]; } # told lost 1
heard() { jack_lsp lull:out_0 | grep -q out_0; }
ended() { ! kill -0 "$player" 2>/dev/null; }
# In a shell of its own: bash leaves its loops when a job of its own stops.
expect() { # NAME SECONDS COMMAND...
  if (until_ok "$2" "${@:3}"); then ok "$1"; else not_ok "$1" "$here/err"; fi
}
stop_jack() {
  kill -KILL "$server"
  wait "$server" 2>/dev/null
  server=
}

"$LULL" play evening --seed 7 --midi-in none --fade 300ms >"$here/out" 2>"$here/err" </dev/null &
player=$!
expect "the music begins" 10 heard
stop_jack
expect "a server that dies is told" 10 told lost 1
start_jack 512
expect "one that returns is found again" 20 told back 1
expect "and heard" 10 heard
kill -STOP "$server"
expect "a server that freezes is told" 10 told lost 2
kill -CONT "$server"
expect "and taken again when it goes on" 20 told back 2
kill -0 "$player" 2>/dev/null && expect "the music goes on" 10 heard
stopped() { ps -o stat= -p "$player" | grep -q T; }
gone() { ! timeout 5 jack_lsp | grep -q '^lull:'; }
kill -TSTP "$player"
expect "^Z stops the program" 10 stopped
expect "which has given the device back" 1 gone
kill -CONT "$player"
expect "and takes it again after fg" 10 heard
kill -TSTP "$player"
expect "^Z works again" 10 stopped
kill -CONT "$player"
expect "as does fg" 10 heard

stop_jack
expect "a server dies for good" 10 told lost 3
kill -INT "$player"
expect "Ctrl-C ends what nobody hears at once" 5 ended
until_ok 1 ended || kill -KILL "$player"
wait "$player" 2>/dev/null
code=$?
if [ $code -eq 0 ]; then ok "and well"; else not_ok "and well: code $code" "$here/err"; fi
if grep -v '^preset\|^sound' "$here/err" | grep -q .; then
  not_ok "nothing else is printed" "$here/err"
else
  ok "nothing else is printed"
fi
exit $((failures > 0))
