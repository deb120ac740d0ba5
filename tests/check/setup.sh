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
  for tool in sh bash make git sed cat cut tr grep mktemp uname printf basename dirname mkdir rm find awk env head tail; do
    ln -s "$(command -v $tool)" "$scratch/bin/$tool"
  done
  # Not root, and no sudo: nothing can be installed by accident.
  printf '#!/bin/sh\necho 1000\n' >"$scratch/bin/id" && chmod +x "$scratch/bin/id"
  [ -z "$1" ] || { printf '#!/bin/sh\nexit 0\n' >"$scratch/bin/$1" && chmod +x "$scratch/bin/$1"; }
}

# MANAGER LINE: on a system with that package manager, setup prints the line and stops.
prints_line() {
  local said code name="setup: with ${1:-no package manager} it says what to install and stops"
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
  [ -x lull ] || return
  said=$(make -s install PREFIX="$prefix" 2>&1 >/dev/null)
  said+=$(make -s install PREFIX="$prefix" DESTDIR="$scratch/staged" 2>&1 >/dev/null)
  said+=$(diff -r "$prefix" "$scratch/staged$prefix")
  verdict "setup: installs to PREFIX, and the same to DESTDIR" "$said"
  cd / && rm -rf "$tree"
  said=$(env -u LULL_SOUNDFONT "$prefix/bin/lull" render evening --seed 1 --for 5s -q -o "$scratch/a.wav" 2>&1)
  [ -s "$scratch/a.wav" ] || said+="no file was written"
  verdict "setup: the installed program finds its preset and bank" "$said"
  cd "$home" && make -s uninstall PREFIX="$prefix" >/dev/null
  said=$(find "$prefix" -type f)
  verdict "setup: uninstalling leaves no file behind" "$said"
}

prints_line dnf "sudo dnf install gcc pkgconf-pkg-config fluidsynth-devel portaudio-devel portmidi-devel libsndfile-devel libebur128-devel libconfuse-devel"
prints_line pacman "sudo pacman -S --needed gcc pkgconf fluidsynth portaudio portmidi libsndfile libebur128 confuse"
prints_line brew "brew install gcc pkgconf fluid-synth portaudio portmidi libsndfile libebur128 confuse"
prints_line pkg "sudo pkg install gcc pkgconf fluidsynth portaudio portmidi libsndfile libebur128 libconfuse"
prints_line apk "sudo apk add gcc musl-dev pkgconf fluidsynth-dev portaudio-dev portmidi-dev libsndfile-dev libebur128-dev confuse-dev"
prints_line apt-get "apt-get install --no-install-recommends gcc libc6-dev pkg-config libfluidsynth-dev portaudio19-dev"
prints_line "" "gcc libc6-dev pkg-config libfluidsynth-dev"
one_clear_line
no_libraries
silent_when_complete
installs
end
