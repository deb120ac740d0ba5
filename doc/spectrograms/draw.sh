#!/bin/sh
# SPDX-License-Identifier: MIT
# Draws the pictures of doc/instruments.md: one note at velocities 40, 80 and 120, 2 s each, dry.
# Usage: doc/spectrograms/draw.sh BANK.sf2 FLUIDR3.sf2 (needs fluidsynth and sox)
set -eu
[ $# -eq 2 ] || { echo "usage: draw.sh BANK.sf2 FLUIDR3.sf2" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A byte, and a MIDI file at 100 ticks a second: a program, then three notes, 3 s apart.
byte() { printf "\\$(printf '%03o' "$1")"; }
notes() { # PROGRAM KEY
  printf 'MThd\0\0\0\006\0\0\0\001\0\144MTrk\0\0\0\053'
  printf '\0\377\121\003\017\102\100' # a quarter note takes a second
  printf '\0\300'; byte "$1"
  for strength in 40 80 120; do
    printf '%b\220' "$([ "$strength" = 40 ] && echo '\000' || echo '\0144')"; byte "$2"; byte "$strength"
    printf '\201\110\200'; byte "$2"; printf '\100'
  done
  printf '\144\260\173\0\0\377\057\0'
}

draw() { # NAME FONT-NAME FONT PROGRAM KEY
  notes "$4" "$5" >"$work/note.mid"
  fluidsynth -q -n -i -R 0 -C 0 -g 1 -r 44100 -F "$work/note.wav" -T wav "$3" "$work/note.mid" >/dev/null 2>&1
  sox "$work/note.wav" "$work/mono.wav" remix 1,2 rate 16000 trim 0 8.7 norm -1
  sox "$work/mono.wav" -n spectrogram -l -m -x 300 -y 160 -z 80 -t "$1, $2" -c '' -o "$here/$1-$(echo "$2" | tr -d ' ' | tr 'FR' 'fr').png"
}

while read -r name program key; do
  draw "$name" lull "$1" "$program" "$key"
  draw "$name" "Fluid R3" "$2" "$program" "$key"
done <<'TABLE'
piano 0 60
vibraphone 11 65
harp 46 60
guitar 24 52
strings 48 60
flute 73 72
TABLE
