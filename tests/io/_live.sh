# Sourced by the live tests: a JACK server of our own without a sound card, and tools built here.
# shellcheck shell=bash
set -u -m # with -m, jobs in the background have the usual SIGINT
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
tools=${BUILD:-build}/tests/io/tools
here=$(mktemp -d "${TMPDIR:-/tmp}/lull live XXXXXX") || exit 1
export XDG_RUNTIME_DIR=$here DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent # nobody else is heard
failures=0
server=

ok() { echo "ok - $1"; }
skip() { echo "ok - $1 # SKIP $2"; }
not_ok() { # NAME [FILE...] shows the ends of the files
  echo "not ok - $1"
  failures=$((failures + 1))
  shift
  for file in "$@"; do tail -n 8 "$file" | sed 's/^/# /'; done
}

finish() {
  exec 9>&- 2>/dev/null
  [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null
  rm -rf "$here"
}
trap finish EXIT
trap 'exit 130' INT TERM

tool() { # NAME SOURCE FLAGS... builds a tool when its source is newer
  mkdir -p "$tools"
  if [ "$2" -nt "$tools/$1" ]; then
    "${CC:-cc}" -std=c11 -O1 -D_DEFAULT_SOURCE -pthread -o "$tools/$1" "$2" "${@:3}" -lm || exit 1
  fi
}

# Waits up to $1 seconds for a command to succeed.
until_ok() {
  local tries=$(($1 * 50))
  shift
  until "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    [ $tries -gt 0 ] || return 1
    read -rt 0.02 <> <(:) || true # a pause without a process
  done
}

# Starts a JACK server that only this test knows; JACK and PortAudio read its name.
start_jack() { # FRAMES
  command -v jackd >/dev/null && command -v jack_lsp >/dev/null || return 1
  # One name for every run: JACK knows eight servers at once, and takes a place back only for the name
  # that held it. Tests that need a server run alone.
  export JACK_DEFAULT_SERVER=lull-test JACK_NO_AUDIO_RESERVATION=1
  jackd -n "$JACK_DEFAULT_SERVER" -r -d dummy -r 48000 -p "$1" >"$here/jackd" 2>&1 &
  server=$!
  until_ok 10 jack_lsp
}
