#!/usr/bin/env bash
# run: alone
# A keyboard plays along: a stand-in for PortMidi is preloaded, and what is heard is measured at a
# JACK server without a sound card. The piece itself is kept far in the background.
# shellcheck disable=SC2154,SC2317 # _live.sh sets here and failures; functions are called by name
. "$(dirname "$0")/_live.sh"

what='a keyboard plays along'
if [ "$(uname -s)" != Linux ] || [[ $BUILD == */asan || $BUILD == */tsan ]]; then
  skip "$what" "needs to preload a library"
  exit 0
elif ! start_jack 512; then
  skip "$what" "no JACK server can be started here"
  exit 0
fi
# shellcheck disable=SC2046  # flags are words
tool jack_level tests/io/tools/jack_level.c $(pkg-config --cflags --libs jack)
tool fake_portmidi.so tests/io/tools/fake_portmidi.c -shared -fPIC

cat >"$here/hush.conf" <<'END'
title  = "Hush"
intent = "To hear the keyboard alone"
mood   = calm
keys   = C
player = "warm pad"
part melody { instrument = "felt piano" texture = melody level = -30 }
END

mkfifo "$here/orders"
export FAKE_MIDI=$here/orders
exec 9<>"$FAKE_MIDI"
ended() { ! kill -0 "$player" 2>/dev/null; }
order() { printf '%s\n' "$@" >&9; }

level() { tail -n "${1:-2}" "$here/levels" 2>/dev/null; }
# Compares column $1 of each of the newest lines with $3: loud is "heard 1 '>' -45"
heard() { level 3 | awk -v c="$1" -v op="$2" -v x="$3" '
  { n++; if (op == ">" ? $c > x : $c < x) good++ } END { exit !(n == 3 && good == 3) }'; }
middle() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] + 0 }'; }
column() { level 5 | awk -v c="$1" '{ print $c }' | middle; }
loud() { heard 1 '>' -45; }
hushed() { heard 1 '<' -50; }
lines() { wc -l <"$here/levels"; }
later() { [ "$(lines)" -ge "$((since + ${1:-5}))" ]; }  # so many tenths of a second have been heard
hear() { since=$(lines); until_ok 15 later "${1:-5}"; }

expect() { # NAME SECONDS COMMAND...
  if until_ok "$2" "${@:3}"; then ok "$1"; else not_ok "$1" "$here/levels" "$here/err"; fi
}
# Is $2 about $3 times $4?  ratio NAME A FACTOR B
ratio() {
  if awk -v r="$2" -v f="$3" -v b="$4" 'BEGIN { r /= f * b; exit !(r > 0.97 && r < 1.03) }'; then
    ok "$1 ($4 to $2)"
  else
    not_ok "$1: $4 to $2" "$here/levels"
  fi
}

order 'plug Midi Through Port-0' 'plug Grand 88'
"$tools/jack_level" lull >"$here/levels" &
listener=$!
# A path with a space in it cannot be preloaded, a name that is looked for can.
LD_LIBRARY_PATH="$PWD/$tools" LD_PRELOAD=fake_portmidi.so "$LULL" play "$here/hush.conf" \
  --seed 5 --volume 100 --set play.snap=off >"$here/out" 2>"$here/err" </dev/null &
player=$!

expect "the first keyboard is found" 10 grep -q 'keyboard: Grand 88' "$here/err"
expect "the piece is in the background" 10 hushed
order '90 3C 70'
expect "a key is heard" 5 loud
hear
at_rest=$(column 2)
ratio "at its pitch" "$at_rest" 1 261.6
order 'E0 7F 7F'
hear 8
ratio "the bend wheel lifts it by two semitones" "$(column 2)" 1.1225 "$at_rest"
order 'E0 00 40'
hear 8
order 'B0 07 00'
expect "controller 7 turns all down" 5 heard 1 '<' -70
order 'B0 07 7F'
expect "and up again, no faster than is pleasant" 20 loud
order '90 3C 00'
expect "the key ends" 8 hushed

order 'B0 40 7F' '90 43 70' '80 43 40'
expect "the pedal holds a key that is up" 5 loud
hear 10
expect "for as long as it is down" 1 loud
order 'B0 40 00'
expect "and lets it go" 8 hushed

order 'B0 40 7F' '90 3C 70' '90 40 70' 'E0 00 00'
expect "a chord is held" 5 loud
order 'unplug Grand 88'
expect "an unplugged keyboard leaves no note" 8 hushed
expect "which is told" 5 grep -q 'keyboard gone: Grand 88' "$here/err"
order 'plug Grand 88' '90 3C 70'
found_again() { [ "$(grep -c 'keyboard: Grand 88' "$here/err")" -eq 2 ]; }
expect "the same keyboard is taken back" 8 found_again
order '90 3C 70'
expect "and heard, its pedal up and its wheel at rest" 5 loud
hear
ratio "at its pitch" "$(column 2)" 1 "$at_rest"
order '80 3C 40'
expect "until the key is up" 8 hushed

if kill -0 "$player" 2>/dev/null; then ok "the music has gone on all the while"; else
  not_ok "the music has gone on all the while" "$here/err"
fi
kill -INT "$player"
until_ok 8 ended || kill -KILL "$player"
wait "$player" "$listener" 2>/dev/null

# What a terminal shows when knobs and keys are moved.
if ! script -qc true /dev/null >/dev/null 2>&1; then
  skip "knobs and keys steer the music" "there is no script(1) to make a terminal"
  exit $((failures > 0))
fi
mkfifo "$here/typed"
exec 8<>"$here/typed"
export LULL PRELOAD_FROM=$PWD/$tools
order 'plug Grand 88'
"$tools/jack_level" lull >"$here/levels" &
# shellcheck disable=SC2016  # for the shell of script
script -qfc 'LD_LIBRARY_PATH=$PRELOAD_FROM LD_PRELOAD=fake_portmidi.so "$LULL" play evening \
  --seed 5 --for 10m --fade 1s --volume 100' "$here/screen" <"$here/typed" >/dev/null 2>&1 &
player=$!
shows() { tr '\r' '\n' <"$here/screen" | tail -n 2 | grep -q "$1"; }
# The middle of the newest $2 values of column $1.
over() { tail -n "$2" "$here/levels" | awk -v c="$1" '$1 > -60 { print $c }' | middle; }

expect "the status line shows the mood" 10 shows 'evening.*BPM.*calm'
order 'B0 01 7F'
expect "the mod wheel steers arousal" 5 shows 'to joyful'
order 'B0 01 20'
order 'B0 4A 7F'
hear 60
bright=$(over 3 40)
order 'B0 4A 00'
hear 60
if awk -v a="$(over 3 40)" -v b="$bright" 'BEGIN { exit !(a < 0.9 * b) }'; then
  ok "controller 74 makes the music darker ($bright to $(over 3 40))"
else
  not_ok "controller 74 makes the music darker: $bright to $(over 3 40)" "$here/levels"
fi
# From one edge of the plane toward the other, so that the way is long enough to be seen.
printf '\033[D%.0s' 1 2 3 4 5 6 7 8 9 10 11 12 >&8
expect "an arrow key steers the mood" 5 shows ' to '
order 'C0 02'
expect "a program change calls a preset at the next phrase" 30 shows '^drift'
printf q >&8
until_ok 8 ended || kill -KILL "$player"
wait "$player" 2>/dev/null
code=$?
if [ $code -eq 0 ]; then ok "the key q ends the session"; else
  not_ok "the key q ends the session: code $code" "$here/screen"
fi
exit $((failures > 0))
