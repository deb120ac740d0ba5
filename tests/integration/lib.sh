# Sourced by the command-line tests: results in the runner's form, and lull run with its output caught.
# shellcheck shell=bash
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd) || exit 1
export LC_ALL=C
LULL=${LULL:-./lull}
case $LULL in
  /*) lull=$LULL ;;
  *) lull=$root/${LULL#./} ;;
esac
module=$(basename "$0" .sh)
failures=0
place=$(mktemp -d) && cd "$place" || exit 1
trap 'rm -rf "$place"' EXIT

# No JACK server, no preset or font but our own.
export JACK_NO_START_SERVER=1 JACK_DEFAULT_SERVER=none
export XDG_DATA_HOME=$place/data HOME=$place
unset LULL_SOUNDFONT
# Sessions are reached in a folder of our own, and no desktop's media keys reach them.
export XDG_RUNTIME_DIR=$place/run DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent
mkdir -m 700 "$XDG_RUNTIME_DIR"

ok() { echo "ok - $module: $1"; }
skip() { echo "ok - $module: $1 # SKIP $2"; }
not_ok() { # NAME DETAILS
  echo "not ok - $module: $1"
  [ -z "${2-}" ] || head -n 20 <<<"$2" | sed 's/^/# /'
  failures=$((failures + 1))
}
passes() { # NAME DETAILS: passes when the command before it succeeded
  local status=$?
  if [ "$status" -eq 0 ]; then ok "$1"; else not_ok "$1" "${2-}"; fi
}
# The same for details that a command makes: its status would hide the one that counts.
passes_if() { # STATUS NAME DETAILS: passes_if $? NAME "$(COMMAND)"
  if [ "$1" -eq 0 ]; then ok "$2"; else not_ok "$2" "${3-}"; fi
}
verdict() { # NAME COMPLAINTS: passes when there are none
  if [ -z "$2" ]; then ok "$1"; else not_ok "$1" "$2"; fi
}
end() { exit $((failures > 0)); }

# Runs lull; leaves standard output in $out, standard error in $err, the exit code in $code.
run() {
  "$lull" "$@" >out.txt 2>err.txt </dev/null
  code=$?
  out=$(cat out.txt)
  err=$(cat err.txt)
}

# refuses NAME CODE WORDS ARGUMENTS...: exits with CODE, prints nothing but one line that has WORDS.
refuses() {
  local name=$1 want=$2 words=$3
  shift 3
  run "$@"
  if [ "$code" -eq "$want" ] && [ -z "$out" ] && [ "$(wc -l <err.txt)" -eq 1 ] &&
    [[ $err == "lull: "*"$words"* ]]; then
    ok "$name"
  else
    not_ok "$name" "wanted code $want and one line with: $words"$'\n'"code $code, standard output: $out"$'\n'"$err"
  fi
}

# Waits until a command succeeds, for at most 20 seconds.
wait_for() {
  local tries=400
  until "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || return 1
    read -r -t 0.05 <> <(:) || :
  done
}
