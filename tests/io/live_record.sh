#!/usr/bin/env bash
# run: alone
# play --record: the folder has all of it, and the log makes the same bits; so it does after kill -9.
. "$(dirname "$0")/_live.sh"
if ! start_jack 512; then
  skip "a session is kept and played again" "no JACK server starts here"
  exit 0
fi
export XDG_RUNTIME_DIR=$here
lull=${LULL:-./lull}
kept=$here/kept
log_has() { grep -q " $2" "$1/session.log"; }

mkfifo "$here/words"
"$lull" play evening --seed 7 --midi-in none --fade 1s --record "$kept" \
  <"$here/words" >"$here/out.txt" 2>"$here/err.txt" &
pid=$!
exec 9>"$here/words"
printf '%s\n' 'mood bright' 'tempo 70' 'key G dorian' 'volume 60' 'breath 8' 'preset sleep' >&9
until_ok 10 log_has "$kept" 'preset sleep.conf'
sleeping=$?
kill -INT $pid
wait $pid
code=$?
ls -A "$kept" >"$here/ls.txt"
if [ "$(tr '\n' ' ' <"$here/ls.txt")" = "evening.conf session.log session.mid session.wav sleep.conf " ] &&
  [ $code -eq 0 ] && [ $sleeping -eq 0 ]; then
  ok "a session is kept: log, score, sound, presets"
else
  not_ok "a session is kept: log, score, sound, presets (code $code)" "$here/ls.txt" "$here/err.txt"
fi
"$lull" render --replay "$kept/session.log" -o "$here/again.wav" --midi "$here/again.mid" -q 2>"$here/err.txt"
if cmp "$here/again.wav" "$kept/session.wav" >"$here/cmp.txt" 2>&1 &&
  cmp "$here/again.mid" "$kept/session.mid" >>"$here/cmp.txt" 2>&1; then
  ok "its log makes the same files, to the byte"
else
  not_ok "its log makes the same files, to the byte" "$here/cmp.txt" "$here/err.txt"
fi

"$lull" play evening --seed 7 --midi-in none --record "$here/killed" </dev/null >"$here/out.txt" 2>"$here/err.txt" &
pid=$!
until_ok 10 test -s "$here/killed/session.log"
until_ok 10 grep -q '^[0-9][0-9][0-9][0-9][0-9][0-9]* [0-9]* end' "$here/killed/session.log"
kill -KILL $pid
wait $pid 2>/dev/null
frames=$(sed -n 's/^\([0-9]*\) [0-9]* end/\1/p' "$here/killed/session.log")
"$lull" render --replay "$here/killed/session.log" -o "$here/after.wav" -q 2>"$here/err.txt"
if [ "${frames:-0}" -gt 0 ] && [ "$(soxi -s "$here/after.wav")" = "$frames" ]; then
  ok "a session that is killed is played again up to there"
else
  not_ok "a session that is killed is played again up to there" "$here/killed/session.log" "$here/err.txt"
fi

"$lull" play evening --midi-in none --record "$kept" </dev/null >"$here/out.txt" 2>"$here/err.txt"
code=$?
if [ $code -eq 6 ] && grep -q 'is not empty' "$here/err.txt"; then
  ok "what was kept is not written over"
else
  not_ok "what was kept is not written over (code $code)" "$here/err.txt"
fi
exit $((failures > 0))
