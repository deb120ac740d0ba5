#!/usr/bin/env bash
# One library, one file: each external library is included in exactly one file, and that in src/io/.
. "$(dirname "$0")/lib.sh"

users() { # the files that include a header matching $1
  grep -lE "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]$1" -r src | sort
}

one_file() { # NAME HEADER-PATTERN MINIMUM
  local files count
  files=$(users "$2")
  count=$(grep -c . <<<"$files")
  if [ "$count" -lt "$3" ]; then
    not_ok "libraries: $1 is used" "no file includes it"
  elif [ "$count" -gt 1 ]; then
    not_ok "libraries: $1 is used in one file" "$files"
  elif [ "$count" -eq 1 ] && [[ $files != src/io/* ]]; then
    not_ok "libraries: $1 is used in src/io/" "$files"
  else
    ok "libraries: $1 is used in ${files:-no file}"
  fi
}

one_file FluidSynth 'fluidsynth\.h' 1
one_file PortAudio 'portaudio\.h' 1
one_file PortMidi 'portmidi\.h' 1
one_file PortTime 'porttime\.h' 0
one_file libsndfile 'sndfile\.h' 1
one_file libconfuse 'confuse\.h' 1
one_file ALSA 'alsa/' 0
one_file JACK '(jack/|pa_jack\.h)' 0
one_file cairo 'cairo[a-z-]*\.h' 0
one_file 'KISS FFT' '(kissfft/)?kiss_fft' 0
one_file liblo 'lo/' 0
one_file sd-bus '(systemd|elogind|basu)/' 0
one_file libebur128 'ebur128\.h' 1
end
