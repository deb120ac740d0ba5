#!/usr/bin/env bash
# run: alone
# The examples of doc/control.md do what it says, as they stand there.
# shellcheck disable=SC2154 # lib.sh leaves out, err and code
. "$(dirname "$0")/lib.sh"

example() { # NAME: the block of that name
  awk -v name="$1" '/^```/ { inside = $2 == name; next } inside' "$root/doc/control.md"
}

# Each line of the list of words is one that a session takes.
example_words() { sed -n 's/^lull send \([^#]*[^# ]\) *#.*/\1/p; s/^lull send \([^#]*[^# ]\)$/\1/p' "$root/doc/control.md"; }
[ "$(example_words | wc -l)" -ge 13 ]
passes_if $? "the list of words is found" "$(example_words)"

if ! command -v jackd >/dev/null; then
  skip "the examples" "jackd is not here"
  end
fi
unset JACK_NO_START_SERVER
export JACK_DEFAULT_SERVER=lull-test # one name for every run: JACK takes a place back only for it
jackd -n "$JACK_DEFAULT_SERVER" -d dummy -r 48000 -p 512 >jack.txt 2>&1 &
jack=$!
pid=
trap 'kill $pid $jack 2>/dev/null; wait 2>/dev/null; rm -rf "$place"' EXIT
if ! wait_for jack_lsp; then
  skip "the examples" "the JACK server does not start here"
  end
fi

# What the examples call: this lull, and no time to wait.
mkdir bin
printf '#!/bin/sh\nexec "%s" "$@"\n' "$lull" >bin/lull
printf '#!/bin/sh\n' >bin/sleep
chmod +x bin/*
export PATH=$place/bin:$PATH

state_has() { lull send state | grep -q "$1"; }
start() { # OPTIONS...
  lull play evening --seed 4 --midi-in none "$@" </dev/null 2>told.txt &
  pid=$!
  wait_for state_has '"seed": 4'
}
stop() { lull send stop 100ms && wait "$pid"; }

start --for 2h --set tempo=70
example heart >heart.sh
printf '300\n80\n' | sh heart.sh 2>err.txt
grep -q "tempo: '270' is too high" err.txt && wait_for state_has '"tempo": 72'
passes_if $? "the shell loop follows a heart, and minds no wrong number" "$(cat err.txt; lull send state)"

if command -v python3 >/dev/null; then
  example socket >ask.py
  python3 ask.py >out.txt 2>&1
  [[ $(head -n 1 out.txt) == ok && $(sed -n 2p out.txt) == "error: tempo: 'fast'"* && $(sed -n 3p out.txt) == evening ]]
  passes_if $? "Python asks and is answered" "$(cat out.txt)"
else
  skip "Python asks and is answered" "python3 is not here"
fi

# All of the words; the last one is stop.
wrong=
while IFS= read -r words; do
  # shellcheck disable=SC2086  # words as they stand there
  lull send $words >/dev/null 2>err.txt || wrong+="$words: $(cat err.txt)"$'\n'
done < <(example_words)
verdict "each word of the list is taken" "$wrong"
wait "$pid"
passes_if $? "the last one ends it" "$(cat told.txt)"

if command -v oscsend >/dev/null && pkg-config --exists liblo; then
  start --osc 0
  port=$(sed -n 's/.* port //p' told.txt)
  example oscsend | sed "s/9000/$port/" >down.sh
  sh down.sh && wait_for state_has '"target": {[^}]*"valence": 0.5, "arousal": -0.8}' &&
    wait_for state_has '"breath": 11.5'
  passes_if $? "oscsend leads down" "$(cat told.txt; lull send state)"
  stop
else
  skip "oscsend leads down" "oscsend or liblo is not here"
fi

if command -v python3 >/dev/null; then
  example knobs >knobs.py
  python3 knobs.py && [[ $(od -An -tx1 -N 8 knobs.mid) == " 4d 54 68 64 00 00 00 06" && $(wc -c <knobs.mid) -eq 154 ]]
  passes_if $? "a MIDI file of knob moves is written" "$(od -An -tx1 knobs.mid)"
fi
if command -v aplaymidi >/dev/null && [ -e /dev/snd/seq ] && [ -f knobs.mid ]; then
  start --midi-in "Midi Through"
  example aplaymidi | sh && wait_for state_has '"target": {[^}]*"arousal": -0.9'
  passes_if $? "and its knobs are heard" "$(lull send state)"
  stop
else
  skip "and its knobs are heard" "there is no ALSA sequencer, or no aplaymidi"
fi
end
