#!/usr/bin/env bash
# What a newcomer meets: one clear line when something is missing, the right install line on each system,
# an installation that finds its data, all from a path with spaces.
. "$(dirname "$0")/lib.sh"
unset MAKEFLAGS MFLAGS
home=$PWD
scratch=$(mktemp -d "${TMPDIR:-/tmp}/lull check.XXXXXX") || exit 1
trap 'rm -rf "$scratch"' EXIT

# A machine with the usual small tools, the package manager $1, and no compiler.
bare_machine() {
  local tool
  rm -rf "${scratch:?}/bin" && mkdir "$scratch/bin"
  for tool in sh bash make git sed cat cut tr grep id uname printf basename dirname mkdir rm find awk env head tail; do
    ln -s "$(command -v $tool)" "$scratch/bin/$tool"
  done
  [ -z "$1" ] || { printf '#!/bin/sh\nexit 0\n' >"$scratch/bin/$1" && chmod +x "$scratch/bin/$1"; }
}

# MANAGER LINE: on a system with that package manager, setup prints the line and stops.
prints_line() {
  local said code name="setup: prints the ${1:-} line and stops"
  bare_machine "$1"
  said=$(PATH="$scratch/bin" sh .ci/setup run 2>&1)
  code=$?
  if [ "$code" -ne 0 ] && grep -qF "$2" <<<"$said"; then ok "$name"; else not_ok "$name" "code $code: $said"; fi
}

one_clear_line() { # what make says without a compiler
  local said
  bare_machine apt-get
  said=$(PATH="$scratch/bin" make BUILD="build/check/bare" LULL=build/check/bare/lull CC=cc 2>&1 | grep -v '^make')
  if [ "$(grep -c . <<<"$said")" -eq 1 ] && grep -q "make setup" <<<"$said"; then
    ok "setup: without a compiler make says what to do, in one line"
  else
    not_ok "setup: without a compiler make says what to do, in one line" "$said"
  fi
}

no_libraries() {
  local said
  said=$(PKG_CONFIG_LIBDIR=/nowhere PKG_CONFIG_PATH='' sh .ci/probe "$scratch/libs" 2>&1)
  if [ "$(grep -c . <<<"$said")" -eq 1 ] && grep -q "fluidsynth.*make setup" <<<"$said"; then
    ok "setup: without libraries the build names them and says what to do"
  else
    not_ok "setup: without libraries the build names them and says what to do" "$said"
  fi
}

silent_when_complete() {
  local said
  said=$(sh .ci/setup run 2>&1 </dev/null)
  verdict "setup: says nothing when nothing is missing" "$said"
}

# A clone at a path with a space builds, installs, and the installed program finds its presets from
# anywhere; uninstalling leaves nothing behind.
installs() {
  local said prefix="$scratch/in stalled" tree="$scratch/my lull"
  mkdir "$tree" && tar -cf - --exclude=./build --exclude=./.git --exclude=./lull . | tar -C "$tree" -xf -
  cd "$tree" || exit 1
  said=$(make -s all PREFIX="$prefix" 2>&1 >/dev/null)
  verdict "setup: builds at a path with spaces" "$said"
  said=$(make -s install PREFIX="$prefix" 2>&1 >/dev/null && make -s install PREFIX="$prefix" DESTDIR="$scratch/staged" 2>&1 >/dev/null)
  verdict "setup: installs to PREFIX and DESTDIR" "$said"
  [ -f "$scratch/staged$prefix/share/lull/soundfonts/lull.sf2" ] || not_ok "setup: DESTDIR holds the bank" "it does not"
  cd / && rm -rf "$tree"
  said=$(env -u LULL_SOUNDFONT "$prefix/bin/lull" notes evening --seed 1 --for 10s 2>&1 | grep -c .)
  if [ "$said" -gt 3 ]; then ok "setup: the installed program finds its presets"; else not_ok "setup: the installed program finds its presets" "$said lines of notes"; fi
  cd "$home" || exit 1
  make -s uninstall PREFIX="$prefix" >/dev/null
  said=$(find "$prefix" -type f)
  verdict "setup: uninstalling leaves no file behind" "$said"
}

prints_line dnf "sudo dnf install gcc pkgconf-pkg-config fluidsynth-devel portaudio-devel portmidi-devel libsndfile-devel libconfuse-devel"
prints_line pacman "sudo pacman -S --needed gcc pkgconf fluidsynth portaudio portmidi libsndfile confuse"
prints_line brew "brew install gcc pkgconf fluid-synth portaudio portmidi libsndfile confuse"
one_clear_line
no_libraries
silent_when_complete
installs
end
