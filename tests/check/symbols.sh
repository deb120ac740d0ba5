#!/usr/bin/env bash
# What the core's archive asks of the outside, and what it keeps for itself: no heap, clock, file, lock,
# printing or library, and no variable that outlives a call.
. "$(dirname "$0")/lib.sh"
archive=${CORE_ARCHIVE:-${BUILD:-build}/libcore.a}

memory='mem(cpy|set|move|cmp|chr)|str(len|cmp|ncmp|chr|rchr|cpy|ncpy|cat|ncat|str|spn|cspn|nlen)'
maths='(a?(sin|cos|tan)h?|atan2|exp|exp2|expm1|log|log2|log10|log1p|pow|sqrt|cbrt|hypot|fabs|floor|ceil|l?l?round|trunc|l?l?rint|nearbyint|fmod|remainder|fmin|fmax|fma|ldexp|frexp|modf|copysign|scalbn)[fl]?'
# What the compiler calls on its own: wide arithmetic, checked memory functions, sanitizers.
runtime='__(asan|tsan|ubsan|sanitizer|stack_chk|atomic)_?[a-z0-9_]*|__u?(div|mod|divmod|mul|ashl|ashr|lshr)[sdt]i[34]|__(mem(cpy|set|move)|str(cpy|cat|ncpy))_chk|__(popcount|clz|ctz)[sdt]i2|_GLOBAL_OFFSET_TABLE_'

undefined() {
  nm -g "$archive" 2>/dev/null | awk -v strip="$(uname -s)" '
    NF < 2 { next }
    { name = $NF; if (strip == "Darwin") sub(/^_/, "", name) }
    $(NF - 1) == "U" { wanted[name]; next }
    { defined[name] }
    END { for (name in wanted) if (!(name in defined)) print name }' | sort
}

# Constant tables that hold pointers lie in .data.rel.ro and are fine; .data and .bss can change.
variables() {
  nm -f sysv "$archive" 2>/dev/null |
    awk -F'|' '{ gsub(/ /, "") } $7 ~ /^(\.data|\.bss|\.tdata|\.tbss|COM|\*COM\*)$/ && $1 !~ /^__|^\.L/ { print $1 " in " $7 }'
}

if [ ! -f "$archive" ]; then
  not_ok "symbols: $archive is there"
  end
fi
verdict "symbols: the core calls nothing but memory and mathematics" "$(undefined | grep -vxE "$memory|$maths|$runtime")"
if [ "$(uname -s)" = Darwin ] || [[ ${BUILD:-build} == */?san ]]; then
  skip "symbols: the core keeps no variable of its own" "nm shows no plain sections here"
else
  verdict "symbols: the core keeps no variable of its own" "$(variables)"
fi
end
