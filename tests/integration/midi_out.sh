#!/usr/bin/env bash
# The score goes to another synthesizer, with a clock if asked for; every end is silence. And a clock
# is followed. A stand-in for PortMidi is preloaded; no sound card is needed.
# shellcheck disable=SC2154 # lib.sh leaves out, err and code
. "$(dirname "$0")/lib.sh"
set -m # with -m, jobs in the background have the usual SIGINT

refuses "a clock that goes nowhere" 2 "add --midi-out" play --clock out
refuses "no sound and no MIDI" 2 "nothing would be heard" play --no-sound
refuses "a clock that comes from nowhere" 2 "leave out --midi-in none" play --clock in --midi-in none
if [ "$(uname -s)" != Linux ] || [[ $BUILD == */asan || $BUILD == */tsan ]]; then
  skip "the score is sent" "needs to preload a library"
  end
fi

tools=$place/tools
mkdir "$tools" && "${CC:-cc}" -std=c11 -O1 -D_DEFAULT_SOURCE -pthread -shared -fPIC \
  -o "$tools/fake_portmidi.so" "$root/tests/io/tools/fake_portmidi.c" || exit 1
mkfifo orders
export FAKE_MIDI=$place/orders FAKE_MIDI_OUT=$place/sent
exec 9<>"$FAKE_MIDI"
order() { printf '%s\n' "$@" >&9; }
play() { # ARGUMENTS... in the background
  rm -f sent && touch sent
  LD_LIBRARY_PATH=$tools LD_PRELOAD=fake_portmidi.so "$lull" play "$@" --no-sound --seed 7 \
    --socket none >out.txt 2>err.txt </dev/null &
  job=$!
}
ended() { wait "$job"; code=$?; }
sent() { [ "$(grep -c "$1" sent)" -ge "$2" ]; }

# Passes when the command before it succeeded; else shows the ends of the files.
holds() { # NAME FILE...
  local status=$? name=$1
  shift
  if [ "$status" -eq 0 ]; then ok "$name"; else not_ok "$name" "$(tail -n 5 "$@")"; fi
}

# What still sounds, or an end that had no beginning.
hanging() {
  awk '{ s = substr($1, 1, 1); key = substr($1, 2, 1) " " $2 }
    s == "9" && $3 != "00" { held[key]++ }
    s == "8" || (s == "9" && $3 == "00") { if (held[key] > 0) held[key]-- }
    END { for (k in held) if (held[k] > 0) print "channel, pitch " k " hangs" }' sent
}
silenced() { # the last word to a channel that was used
  grep -q '^B0 7B 00$' sent && grep -q '^B0 78 00$' sent && grep -q '^B0 40 00$' sent
}

order 'plug-out Other Synth'
play evening --midi-out other --for 5s --midi-in none
ended
[ "$code" -eq 0 ] && grep -q 'synthesizer: Other Synth' err.txt && silenced
holds "the score goes to a synthesizer" err.txt sent
verdict "each of its notes ends" "$(hanging)"
"$lull" notes evening --seed 7 --for 5s | awk '!/^#/ { print $3 }' | sort >wanted
awk '/^9[0-8]/ && $3 != "00" { print $2 }' sent | sort >pitches
[ "$(wc -l <pitches)" -gt 5 ] && [ "$(wc -l <pitches)" -eq "$(wc -l <wanted)" ]
holds "with every note of the piece" pitches wanted
grep -q '^C0 ' sent && grep -q '^B0 07 ' sent
holds "with programs and levels" sent
awk '/^B0 07/ { v[++n] = $3 } END { exit !(n > 5 && v[n] < "10") }' sent
holds "and it fades with the session" sent

# Once, and again and again by somebody who cannot wait.
for signal in TERM INT; do
  order 'plug-out Other Synth'
  play evening --midi-out other --midi-in none --fade 1s
  wait_for sent '^9' 4
  kill -"$signal" "$job"
  until [ "$signal" = TERM ] || ! kill -INT "$job" 2>/dev/null; do
    read -rt 0.05 <> <(:) || :
  done
  ended
  silenced
  holds "after $signal it is silenced" sent err.txt
  verdict "and nothing hangs" "$(hanging)"
done

order 'plug-out Other Synth'
play evening --midi-out other --midi-in none --clock out --tempo 60 --for 5s
ended
head -n 200 sent | grep '^F' | head -n 2 | tr '\n' ' ' | grep -q 'FA .*F8 ' && tail -n 1 sent | grep -q '^FC'
holds "a clock starts, and stops at the end" sent
# As many clocks before the last note as its place in the score says, 40 ticks each.
"$lull" notes evening --seed 7 --for 5s --tempo 60 | awk '!/^#/ { split($1, at, ":")
  print (at[1] - 1) * 3840 + (at[2] - 1) * 960 + at[3] }' | sort -n | tail -n 1 >wanted
awk '/^F8/ { clocks++ } /^9/ && $3 != "00" { at = clocks } END { print at }' sent >clocks
off=$(($(cat clocks) - $(cat wanted) / 40))
[ "$(cat clocks)" -gt 40 ] && [ "$off" -ge -1 ] && [ "$off" -le 2 ]
holds "and counts 24 to a quarter note" clocks wanted

order 'plug-out Other Synth' 'plug Sequencer'
play evening --midi-out other --clock in
wait_for grep -q 'keyboard: Sequencer' err.txt
order 'clock 31250' 'FA' # 80 BPM
wait_for grep -q 'clock: followed at' err.txt
grep -Eq 'clock: followed at (79\.[6-9]|80\.[0-4]) BPM' err.txt
holds "a clock is followed" err.txt
order 'FC'
wait_for sent '^B0 78 00$' 1
holds "its Stop silences the other synthesizer" sent
verdict "nothing hangs in the pause" "$(hanging)"
before=$(grep -c '^9' sent)
order 'FB'
wait_for sent '^9' $((before + 3))
passes "its Continue goes on"
kill -INT "$job"
kill -INT "$job"
ended
verdict "and nothing hangs at the end" "$(hanging)"
end
