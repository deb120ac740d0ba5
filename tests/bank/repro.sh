#!/bin/sh
# SPDX-License-Identifier: MIT
# The bank's bytes depend on its source alone: builds the generator with two compilers and
# two levels of optimisation, compares what they write, and checks how it fails.
# Usage: tests/bank/repro.sh (from anywhere)
set -u

here=$(cd "$(dirname "$0")" && pwd)
sources=$here/../../soundfonts
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
failed=0

# report STATUS NAME: one line, zero is good
report() {
    if [ "$1" -eq 0 ]; then
        echo "ok - bank: $2"
    else
        echo "not ok - bank: $2"
        failed=1
    fi
}

# make_bank NAME COMPILER FLAGS...: writes $work/NAME.sf2
make_bank() {
    name=$1
    shift
    "$@" -std=c11 -ffp-contract=off "$sources"/*.c -o "$work/mk-$name" &&
        "$work/mk-$name" "$work/$name.sf2"
}

# same_bank NAME COMPILER FLAGS...: builds it and compares with the first
same_bank() {
    label="$2 $3 makes the same bytes"
    if ! command -v "$2" >/dev/null 2>&1; then
        echo "ok - bank: $label # SKIP no $2"
        return
    fi
    make_bank "$@" && cmp "$work/first.sf2" "$work/$1.sf2"
    report $? "$label"
}

make_bank first "${CC:-cc}" -O2
report $? "${CC:-cc} -O2 makes a bank"
same_bank gcc0 gcc -O0
same_bank gcc3 gcc -O3 -march=native
same_bank clang2 clang -O2

size=$(wc -c <"$work/first.sf2")
test "$size" -le 12000000
report $? "at most 12 MB ($size bytes)"

"$work/mk-first" "$work/none/bank.sf2" 2>"$work/said"
test $? -eq 1 && grep -q 'cannot write' "$work/said"
report $? "says when it cannot write"

# A disk that fills up: no file of the final name, no left-over beside it.
(trap '' XFSZ && ulimit -f 1000 && "$work/mk-first" "$work/full.sf2" 2>"$work/said")
test $? -eq 1 && grep -q 'cannot write' "$work/said" && ! ls "$work"/full.sf2* >/dev/null 2>&1
report $? "leaves nothing behind on a full disk"

exit $failed
