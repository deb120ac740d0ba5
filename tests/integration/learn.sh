#!/usr/bin/env bash
# Knobs are watched with lull monitor and mapped with lull learn: a stand-in for PortMidi is preloaded.
# shellcheck disable=SC2154 # lib.sh leaves out, err and code
. "$(dirname "$0")/lib.sh"
set -m # with -m, jobs in the background have the usual SIGINT

export XDG_CONFIG_HOME=$place/config
conf=$XDG_CONFIG_HOME/lull/midi.conf
mkdir -p "$XDG_CONFIG_HOME/lull"

# Passes when the command before it succeeded; else shows the files.
holds() { # NAME FILE...
  local status=$? name=$1
  shift
  if [ "$status" -eq 0 ]; then ok "$name"; else not_ok "$name" "$(tail -n 8 "$@")"; fi
}

# ---- Without a keyboard ----
refuses "a target that there is not" 2 "did you mean 'density'?" learn densit
refuses "a range beyond what there is" 2 "legal: 40 to 120" learn tempo 10..50
printf '# mine\ncc 21 = densit\n' >"$conf"
refuses "a mistake in midi.conf is told with its line" 2 "midi.conf:2:" learn --show
refuses "and not played over" 2 "midi.conf:2:" monitor --for 1s
rm "$conf"
run learn --show
[ "$code" -eq 0 ] && grep -qx 'cc 20 = valence -1.0..1.0  # without configuration' out.txt
passes "the whole map can be printed" "$out"
run learn --clear
[ "$code" -eq 0 ] && [ ! -e "$conf" ]
passes "there may be nothing to clear" "$err"

if [ "$(uname -s)" != Linux ] || [[ $BUILD == */asan || $BUILD == */tsan ]]; then
  skip "a knob is learned" "needs to preload a library"
  end
fi

# ---- With one ----
tools=$place/tools
mkdir "$tools" && "${CC:-cc}" -std=c11 -O1 -D_DEFAULT_SOURCE -pthread -shared -fPIC \
  -o "$tools/fake_portmidi.so" "$root/tests/io/tools/fake_portmidi.c" || exit 1
mkfifo orders
export FAKE_MIDI=$place/orders
exec 9<>"$FAKE_MIDI"
order() { printf '%s\n' "$@" >&9; }
listen() { # ARGUMENTS... in the background
  LD_LIBRARY_PATH=$tools LD_PRELOAD=fake_portmidi.so "$lull" "$@" >out.txt 2>err.txt </dev/null &
  job=$!
  wait_for grep -q 'keyboard: Grand 88' err.txt
}
ended() { wait "$job"; code=$?; }

order 'plug Grand 88'
listen monitor
order '90 3C 64' 'B0 16 40' 'B0 63 01' 'C0 02' 'FA'
wait_for grep -q 'Start' out.txt
kill -INT "$job"
ended
[ "$code" -eq 0 ] && diff - out.txt <<'END'
Grand 88: note on C4 (60), velocity 100, channel 1 -> plays C4, velocity 100
Grand 88: cc 22, value 64, channel 1 -> density 50 %
Grand 88: cc 99, value 1, channel 1 -> nothing
Grand 88: program 2, channel 1 -> preset 2
Grand 88: Start -> play
END
holds "monitor tells what comes and what it does" out.txt err.txt

printf '# keep me\n' >"$conf"
order 'plug Grand 88'
listen learn density 100..0
# A key, a pedal and a trembling knob are not what is meant.
order '90 3C 64' 'B0 40 7F' 'B0 40 00' 'B0 1E 05' 'B0 1E 06' 'B0 63 00' 'B0 63 10' 'B0 63 20'
ended
[ "$code" -eq 0 ] && diff - "$conf" <<'END'
# keep me
cc 99 = density 100..0
END
holds "the knob that is turned is learned, and saved beside what was there" err.txt "$conf"

order 'plug Grand 88'
listen learn pause
order '99 24 7F'
ended
[ "$code" -eq 0 ] && grep -qx 'note 36 channel 10 = pause' "$conf"
holds "a pad is learned by striking it" err.txt "$conf"

order 'plug Grand 88'
listen monitor
order 'B0 63 7F' '99 24 7F'
wait_for grep -q 'pause' out.txt
kill -INT "$job"
ended
grep -q 'cc 99, value 127, channel 1 -> density 0 % (midi.conf)' out.txt
holds "what is learned wins" out.txt

order 'plug Grand 88'
listen learn volume
kill -INT "$job"
ended
[ "$code" -eq 130 ] && [ "$(wc -l <"$conf")" -eq 3 ]
holds "Ctrl-C leaves all as it is" "$conf"

run learn --clear density
[ "$code" -eq 0 ] && diff - "$conf" <<'END'
# keep me
note 36 channel 10 = pause
END
holds "and it can be forgotten" "$conf"
end
