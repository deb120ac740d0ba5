#!/usr/bin/env bash
# run: alone
# What lull plays is what lull renders: recorded from a JACK server without a sound card, compared
# sample for sample with the file of the same seed; then how a session ends when it is told to.
# shellcheck disable=SC2154,SC2317 # _live.sh sets here and tools; functions are called by name
. "$(dirname "$0")/_live.sh"

what='live sound equals the rendered file'
if ! start_jack 512; then
  skip "$what" "no JACK server can be started here"
  exit 0
fi
# shellcheck disable=SC2046  # flags are words
tool jack_record tests/io/tools/jack_record.c $(pkg-config --cflags --libs jack sndfile)
# shellcheck disable=SC2046
tool wav_compare tests/io/tools/wav_compare.c $(pkg-config --cflags --libs sndfile)

# Plays with the options given, recorded; leaves the recorder's process in $recorder.
record() { # FILE SECONDS
  "$tools/jack_record" "$here/$1" lull "$2" >"$here/recorder" 2>&1 &
  recorder=$!
  until_ok 10 grep -q ready "$here/recorder"
}

attempt() { # one comparison; a machine that is too busy breaks the sound, and says so
  record live.wav 30
  "$LULL" play evening --seed 7 --for 12s --midi-in none --volume 100 >"$here/out" 2>"$here/err"
  code=$?
  wait "$recorder"
  "$tools/wav_compare" "$here/live.wav" "$here/file.wav" >"$here/compare"
}

"$LULL" render evening --seed 7 --for 12s --lufs off -o "$here/file.wav" -q || not_ok "a file is rendered"
code=1
for try in 1 2 3; do
  attempt && break
  # Only a machine that was too busy for the sound gets another chance.
  grep -q '[1-9][0-9]* dropout\|[1-9][0-9]* xruns' "$here/err" "$here/recorder" || break
done
if [ $code -eq 0 ] && "$tools/wav_compare" "$here/live.wav" "$here/file.wav" >/dev/null; then
  ok "$what, attempt $try: $(cat "$here/compare")"
else
  not_ok "$what" "$here/compare" "$here/err" "$here/recorder"
fi
if grep -v '^preset\|^keyboard\|^sound' "$here/err" | grep -q .; then
  not_ok "nothing else is printed on standard error" "$here/err"
else
  ok "nothing else is printed on standard error"
fi

start() { # OPTIONS... plays in the background until it sounds; its process is $player
  "$LULL" play evening --seed 7 --midi-in none "$@" >"$here/out" 2>"$here/err" &
  player=$!
  until_ok 10 jack_lsp lull:out_0
  until_ok 10 grep -q preset "$here/err"
}

ended() { ! kill -0 "$player" 2>/dev/null; }
pressed() { kill -INT "$player" 2>/dev/null && ! ended; } # Ctrl-C, again and again

# Waits for the player to end by itself; its exit code is in $code.
ends() { # NAME SECONDS CODE
  until_ok "$2" ended || kill -KILL "$player"
  wait "$player" 2>/dev/null
  code=$?
  if [ $code -eq "$3" ]; then ok "$1"; else not_ok "$1: code $code" "$here/err"; fi
}

start --fade 1s
kill -INT "$player"
ends "Ctrl-C fades out and ends well" 8 0

start --fade 60s
kill -INT "$player"
until_ok 5 eval '! pressed'
ends "Ctrl-C twice ends at once, and as an interrupt" 1 130

start --fade 60s
kill -TERM "$player"
ends "an order to end fades quickly, and is told" 8 143

exit $((failures > 0))
