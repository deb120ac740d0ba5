# Sourced by the checks: results in the runner's form, and where to look.
# shellcheck shell=bash
# A check looks at the tree it is started in, or at CHECK_ROOT: that is how selftest.sh shows it a
# tree with a mistake in it.
cd "${CHECK_ROOT:-$(dirname "${BASH_SOURCE[0]}")/../..}" || exit 1
export LC_ALL=C
failures=0

ok() { echo "ok - $1"; }
skip() { echo "ok - $1 # SKIP $2"; }
not_ok() { # NAME DETAILS
  echo "not ok - $1"
  [ -z "${2-}" ] || head -n 20 <<<"$2" | sed 's/^/# /'
  failures=$((failures + 1))
}

# Passes when there is nothing to complain about: verdict NAME COMPLAINTS
verdict() {
  if [ -z "$2" ]; then ok "$1"; else not_ok "$1" "$2"; fi
}

end() { exit $((failures > 0)); }
