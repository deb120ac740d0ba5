#!/usr/bin/env bash
# A render that is stopped leaves nothing behind, whatever the signal.
# shellcheck disable=SC2154 # lib.sh leaves out, err and code
. "$(dirname "$0")/lib.sh"

left() { find . -type f ! -name err.txt ! -name out.txt; }
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
passes_if $? "SIG$1 ends with code $2" "$code $(cat err.txt)"
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
passes_if $? "SIGINT in the first pass ends with code 130" "$code $(cat err.txt)"
verdict "and leaves no file" "$(left)"
stop INT 130
stop TERM 143
stop HUP 129
stop QUIT 131

# With --keep-partial: whole files, shorter, that fade out.
keep() { # WHEN OPTIONS...
  local when=$1
  shift
  "$lull" render evening -o kept.wav --midi kept.mid --for 2h --seed 1 --keep-partial "$@" 2>err.txt &
  local pid=$! code frames last
  wait_for "$when" || { kill -KILL $pid; not_ok "$*: it began" "$(left; cat err.txt)"; return; }
  kill -INT $pid
  wait $pid
  code=$?
  frames=$(soxi -s kept.wav 2>&1)
  [ $code -eq 130 ] && [ "$frames" -ge 144000 ] && [ "$frames" -lt 345600000 ] &&
    [ "$(left | sort | tr '\n' ' ')" = "./kept.mid ./kept.wav " ]
  passes_if $? "--keep-partial $*: whole files are left" "$code $frames $(left) $(cat err.txt)"
  last=$(sox kept.wav -n trim -0.01 stat 2>&1 | sed -n 's/^Maximum amplitude: *//p')
  awk -v last="$last" 'BEGIN { exit !(last != "" && last < 0.001) }'
  passes "--keep-partial $*: that end in silence" "$last"
  "$lull" render evening -o longer.mid --for "$((frames / 48000 + 60))s" --seed 1 -q
  [ "$(wc -c <kept.mid)" -gt 500 ] && [ "$(wc -c <kept.mid)" -lt "$(wc -c <longer.mid)" ]
  passes_if $? "--keep-partial $*: with a score as short" "$(wc -c ./*.mid)"
  rm -f kept.wav kept.mid longer.mid
}
keep begun --lufs off
keep measuring --lufs -20
refuses "--keep-partial where half is of no use" 2 "leave one out" \
  render evening -o kept.wav --keep-partial --report kept.html --for 10s
end
