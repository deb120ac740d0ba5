#!/usr/bin/env bash
# lull plot and lull moods: files that appear whole, the same bytes each time, errors that help.
# shellcheck disable=SC2154 # lib.sh leaves out, err and code
. "$(dirname "$0")/lib.sh"

run plot evening --seed 7 --for 60s -o a.svg
[[ $code -eq 0 && -z $out && $err == "wrote a.svg" ]]
passes "plot draws a piece" "$err"
run plot evening --for 5s -o -
[[ $err == "wrote standard output" ]]
passes "standard output is called so" "$err"
run plot evening --seed 7 --for 60s -o - --quiet
cmp -s out.txt a.svg
passes "and the same bytes again, on standard output" "$err"
grep -q '>section 1<' a.svg && grep -q '>A<' a.svg && grep -q 'lull plot evening --seed 7' a.svg
passes "it tells of sections, themes and how it was made" "$(head -c 600 a.svg)"
if command -v xmllint >/dev/null; then
  verdict "it is sound XML" "$(xmllint --noout a.svg 2>&1)"
fi

refuses "plot without an output is refused" 2 "-o FILE.svg" plot evening
refuses "a file that exists is kept" 6 "a.svg" plot evening --for 60s -o a.svg
run plot evening --seed 7 --for 60s -o a.svg --force --quiet
[[ $code -eq 0 && -z $err ]]
passes "unless --force is given" "$err"

run moods
[[ $code -eq 0 && $out == *"calm "*"0.55,-0.65"*"tempo "* ]]
passes "moods lists points and parameters" "$out$err"
run moods --plot plane.svg
[[ $code -eq 0 ]] && grep -q '>wistful<' plane.svg
passes "moods --plot draws the plane" "$err"
refuses "moods takes no words" 2 "one word too many" moods calm
end
