#!/usr/bin/env bash
# Breaks each rule once on purpose, in a small tree of its own, and sees the check for it fail.
# A check that cannot fail protects nothing.
. "$(dirname "$0")/lib.sh"
home=$PWD
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
unset CHECK_ROOT CORE_ARCHIVE

# A new tree that keeps every rule: one small file for each folder, the real Makefile and checks.
tree() {
  rm -rf "$scratch/a tree" && mkdir -p "$scratch/a tree" && cd "$scratch/a tree" || exit 1
  mkdir -p src/base src/music src/compose src/session src/text src/io src/app soundfonts presets tests
  cp "$home/Makefile" . && cp -R "$home/.ci" . && cp -R "$home/tests/check" "$home/tests/run" tests/
  touch presets/one.conf
  printf '#include <math.h>\nint base_two(void);\n' >src/base/two.h
  printf '#include "base/two.h"\n#include <string.h>\nint base_two(void)\n{\n    return (int)strlen("ab");\n}\n' >src/base/two.c
  printf '#include "base/two.h"\n' >src/music/pitch.h
  printf 'int world(void);\n' >src/io/world.h
  printf '#include "io/world.h"\n#include "base/two.h"\n' >src/io/world.c
  printf '#include <%s.h>\n' fluidsynth portaudio portmidi sndfile ebur128 confuse >>src/io/world.c
  printf 'int world(void)\n{\n    return base_two();\n}\n' >>src/io/world.c
  printf '#include "io/world.h"\n#include <stdio.h>\nint main(void)\n{\n    return printf("%%d\\n", world()) < 0;\n}\n' >src/app/main.c
  printf '#include <stdio.h>\nint main(int argc, char **argv)\n{\n    return argc < 2 || !fopen(argv[1], "w");\n}\n' >soundfonts/bank.c
}

edit() { # FILE SED-SCRIPT
  sed "$2" "$1" >"$1.new" && mv "$1.new" "$1"
}

run() { # CHECK: its output, with no setting of ours in the way
  env -u BUILD -u LULL -u BANK -u CC bash "tests/check/$1.sh" 2>&1
}

passes() { # CHECK: the tree as it is pleases it
  local said
  if said=$(run "$1"); then ok "selftest: $1 accepts a good tree"; else not_ok "selftest: $1 accepts a good tree" "$said"; fi
}

# The check must exit non-zero and name the case: fails CHECK CASE WHAT-WAS-BROKEN
fails() {
  local said
  if said=$(run "$1"); then
    # What this machine cannot check, it cannot see either.
    if grep -q '# SKIP' <<<"$said"; then skip "selftest: $1 sees $3" "$1 skips here"; else not_ok "selftest: $1 sees $3" "$said"; fi
  elif grep -q "^not ok - $1: $2" <<<"$said"; then ok "selftest: $1 sees $3"; else not_ok "selftest: $1 sees $3" "$said"; fi
}

core() { # the archive of the tree's core
  make -s build/libcore.a >/dev/null 2>&1
}

include_direction() {
  tree
  passes includes
  echo '#include "io/world.h"' >>src/text/up.c
  fails includes "every folder" "an include against the direction"
  tree
  echo '#include "two.h"' >src/base/near.c
  fails includes "every folder" "an include without its folder"
  tree
  echo '#include <stdio.h>' >>src/music/pitch.h
  fails includes "the core" "a header of the system in the core"
  tree
  printf '#include <string.h>\n#include "base/two.h"\n' >src/base/two.c
  fails includes "every source" "a source whose own header comes second"
}

library_files() {
  tree
  passes libraries
  echo '#include <portaudio.h>' >src/io/second.c
  fails libraries "PortAudio is used in one file" "a library in two files"
  tree
  echo '# include <jack/jack.h>' >src/app/jack.c
  fails libraries "JACK is used in src/io/" "a library outside src/io/"
  tree
  edit src/io/world.c '/confuse/d'
  fails libraries "libconfuse is used" "a library that nobody uses"
}

core_symbols() {
  local call
  tree
  core
  passes symbols
  for call in 'void *malloc(unsigned long);|malloc(8) != 0' 'long time(long *);|(int)time(0)' \
    'int printf(const char *, ...);|printf("%d", 1)' 'int pthread_mutex_lock(void *);|pthread_mutex_lock(0)' \
    'void *fopen(const char *, const char *);|fopen("a", "r") != 0' 'int rand(void);|rand()'; do
    tree
    printf '%s\nint base_bad(void);\nint base_bad(void)\n{\n    return %s;\n}\n' "${call%|*}" "${call#*|}" >src/base/bad.c
    core
    fails symbols "the core calls" "the core calling ${call#*|}"
  done
  tree
  printf 'int base_count(void);\nint base_count(void)\n{\n    static int count;\n    return ++count;\n}\n' >src/base/bad.c
  core
  fails symbols "the core keeps" "a variable in the core"
}

lone_headers() {
  tree
  passes headers
  echo 'uint8_t music_key(void);' >src/music/key.h
  fails headers "each compiles alone" "a header that needs another one first"
  tree
  echo 'static int music_one = 1;' >src/music/twice.h
  fails headers "each compiles alone" "a header that cannot be included twice"
}

house_rules() {
  tree
  passes sources
  printf '\tint x;\n' >src/text/tab.h
  fails sources "no tab" "a tab"
  tree
  printf '// %0100d\n' 0 >src/text/wide.h
  fails sources "no line above" "a line that is too long"
  tree
  seq 1 601 | sed 's|^|// |' >src/text/long.h
  fails sources "no file above" "a file that is too long"
  tree
  echo '// FIX''ME later' >src/text/later.h
  fails sources "nothing marked" "unfinished work"
  tree
  passes scripts
  echo 'if true; then' >tests/check/open.sh
  fails scripts "every script parses" "a script that does not parse"
}

commit_subjects() {
  tree
  git init -q . && git config user.name nobody && git config user.email nobody@example.org
  git commit -q --allow-empty -m "text: name the nearest key"
  passes commits
  git commit -q --allow-empty -m "Fixed things."
  fails commits "every subject" "a subject without an area"
}

compilers() {
  tree
  passes compilers
  echo 'static int unused;' >>src/app/main.c
  fails compilers "gcc -O2 builds" "a warning"
  tree
  printf '#ifdef __clang__\n#define BASE_TWO 2\n#else\n#define BASE_TWO 3\n#endif\n' >src/base/bias.h
  edit src/base/two.c 's/(int)strlen("ab")/BASE_TWO/; s/#include <string.h>/#include "base\/bias.h"/'
  fails compilers "clang -O2 composes the same" "notes that depend on the compiler"
}

sanitizers() {
  tree
  mkdir -p tests/unit && cp "$home/tests/harness.h" tests/
  printf 'int main(void)\n{\n    return 0;\n}\n' >tests/unit/test_good.c
  passes sanitizers
  printf 'int main(int argc, char **argv)\n{\n    int a[4] = {0};\n    (void)argv;\n    return a[argc + 3];\n}\n' >tests/unit/test_bad.c
  fails sanitizers "asan/tests/unit/test_bad" "a read past the end of an array"
  tree
  mkdir -p tests/unit
  printf '#include <pthread.h>\n#include <stddef.h>\nstatic int n;\nstatic void *add(void *p)\n{\n    n += p == NULL;\n    return p;\n}\n' >tests/unit/test_race.c
  printf 'int main(void)\n{\n    pthread_t t;\n    pthread_create(&t, NULL, add, NULL);\n    add(NULL);\n    return pthread_join(t, NULL);\n}\n' >>tests/unit/test_race.c
  fails sanitizers "tsan/tests/unit/test_race" "two threads in a race"
}

# The runner counts what passed, failed, was skipped, died, said nothing, or hung.
runner() {
  local said
  tree
  mkdir -p tests/unit
  printf 'echo "ok - a"; echo "ok - b # SKIP no card"; echo "not ok - c"; exit 1\n' >tests/unit/counts.sh
  printf 'echo "ok - a"; kill -9 $$\n' >tests/unit/dies.sh
  printf 'true\n' >tests/unit/silent.sh
  printf '# run: alone\necho "ok - a"; sleep 60\n' >tests/unit/hangs.sh
  said=$(TEST_SECONDS=1 bash tests/run tests/unit/*.sh)
  local code=$? want="3 passed, 4 failed, 1 skipped"
  command -v timeout >/dev/null || { skip "selftest: the runner counts every ending" "no timeout command here"; return; }
  if [ "$code" -ne 0 ] && [ "$(tail -n 1 <<<"$said")" = "$want" ]; then
    ok "selftest: the runner counts every ending"
  else
    not_ok "selftest: the runner counts every ending" "wanted $want with a code above 0, got code $code and: $said"
  fi
}

include_direction
library_files
core_symbols
lone_headers
house_rules
commit_subjects
compilers
sanitizers
runner
end
