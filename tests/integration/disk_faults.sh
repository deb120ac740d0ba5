#!/usr/bin/env bash
# Whatever is written, and whatever is wrong with the place: one line that says it, code 6, nothing half
# written, nothing left behind.
# shellcheck disable=SC2154 # lib.sh leaves out, err and code
. "$(dirname "$0")/lib.sh"

# Name and command of each output; OUT stands for its file.
outputs=(
  "a.wav|render evening --seed 1 --for 20s -q -o OUT"
  "a.flac|render evening --seed 1 --for 20s -q --lufs off -o OUT"
  "a.ogg|render evening --seed 1 --for 20s -q -o OUT"
  "a.mid|render evening --seed 1 --for 5m -q -o OUT"
  "b.mid|render evening --seed 1 --for 10s -q -o never.wav --midi OUT"
  "a.html|render evening --seed 1 --for 10s -q -o never.wav --report OUT"
  "a.svg|plot evening --seed 1 --for 60s -q -o OUT"
  "b.svg|moods --plot OUT -q"
  "c.wav|audition harp -q -o OUT"
)
kinds() { # those that this program can write
  local output
  for output in "${outputs[@]}"; do
    case $output in
      *.ogg*) "$lull" render evening --for 1s -q -o - --format ogg >/dev/null 2>&1 || continue ;;
    esac
    echo "$output"
  done
}

# Runs the command of output $1 with its file in folder $2; what was said in $err, the code in $code.
attempt() {
  local words
  read -ra words <<<"${1#*|}"
  run "${words[@]/OUT/$2/${1%%|*}}"
}

# Complaints about the last attempt, when it was to fail with WORDS and leave folder $2 as $3 lists it.
complaints() { # OUTPUT FOLDER LISTING WORDS
  [ "$code" -eq 6 ] || echo "${1%%|*}: code $code"
  [[ $err == "lull: cannot write "*"$4"* ]] && [ "$(wc -l <err.txt)" -eq 1 ] || echo "${1%%|*}: $err"
  [ -z "$out" ] || echo "${1%%|*}: on standard output: $out"
  [ "$(ls -A "$2" 2>&1)" = "$3" ] || echo "${1%%|*}: left $(ls -A "$2")"
  [ ! -e never.wav ] || { echo "${1%%|*}: never.wav is there"; rm never.wav; }
}

all=$(kinds)
fault() { # NAME FOLDER WORDS [PREPARE [UNDO]], each with the name of the file
  local said='' output listing file
  while read -r output; do
    file=$2/${output%%|*}
    ${4:+$4 "$file"}
    listing=$(ls -A "$2" 2>&1)
    attempt "$output" "$2"
    said+=$(complaints "$output" "$2" "$listing" "$3")
    ${5:+$5 "$file"}
  done <<<"$all"
  verdict "$1" "$said"
}

fault "no such folder" nowhere "there is no such folder"
mkdir place
fault "a folder in the way" place "it is a folder" mkdir rmdir
keep() { echo kept >"$1"; }
taken_away() { [ "$(cat "$1")" = kept ] && rm "$1"; }
fault "a file in the way, which is kept" place "it exists already" keep taken_away
touch file
fault "a file where a folder should be" file "there is no such folder"

attempt_plain=$(declare -f attempt)
eval "${attempt_plain/attempt/attempt_unlimited}"
attempt() { # no file may grow beyond a kilobyte
  (ulimit -f 1 && attempt_unlimited "$@" && echo "$code" >code.txt)
  code=$(cat code.txt)
  out=$(cat out.txt)
  err=$(cat err.txt)
}
fault "no room for the file" place "it has grown larger than is allowed"
eval "$attempt_plain"

if [ "$(id -u)" -ne 0 ]; then
  chmod a-w place
  fault "a folder that is write-protected" place "writing is not allowed there"
  chmod u+w place
elif mount -t tmpfs -o ro tmpfs place 2>/dev/null; then
  trap 'umount "$place/place" 2>/dev/null; rm -rf "$place"' EXIT
  fault "a disk that is write-protected" place "writing is not allowed there"
  umount place
  mount -t tmpfs -o size=4k tmpfs place
  dd if=/dev/zero of=place/filler bs=4k count=1 2>/dev/null
  fault "a disk that is full" place "the disk is full"
  umount place
else
  skip "a folder that is write-protected" "root may write anywhere, and mounts nothing here"
fi
end
