#!/usr/bin/env bash
# A render that is stopped leaves nothing behind, whatever the signal.
# shellcheck disable=SC2154 # lib.sh leaves out, err and code
. "$(dirname "$0")/lib.sh"

left() { find . -type f ! -name err.txt; }
begun() { [ -n "$(find . -type f -size +3000k)" ]; } # by then both files are under way

# A background job of a script has SIGINT ignored: job control gives it a group and a handler of its own.
set -m
stop() { # SIGNAL CODE
  "$lull" render evening -o long.wav --midi long.mid --for 2h --seed 1 --lufs off 2>err.txt &
  local pid=$!
  wait_for begun || { kill -KILL $pid; not_ok "SIG$1: it began" "$(left; cat err.txt)"; return; }
  kill "-$1" $pid
  wait $pid
  local code=$?
  [ $code -eq "$2" ]
passes "SIG$1 ends with code $2" "$code $(cat err.txt)"
  verdict "SIG$1 leaves no file" "$(left)"
}
measuring() { [ "$(find . -name '.lull-*.part' | wc -l)" -eq 2 ]; } # both files have been opened
"$lull" render evening -o long.wav --midi long.mid --for 2h --seed 1 2>err.txt &
pid=$!
wait_for measuring
kill -INT $pid
wait $pid
code=$?
[ $code -eq 130 ]
passes "SIGINT in the first pass ends with code 130" "$code $(cat err.txt)"
verdict "and leaves no file" "$(left)"
stop INT 130
stop TERM 143
stop HUP 129
stop QUIT 131
end
