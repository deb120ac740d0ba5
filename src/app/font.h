// The SoundFont of a command: found, loaded, and what there is to tell of it.
#ifndef APP_FONT_H
#define APP_FONT_H

#include "base/status.h"
#include "session/synth.h"

/// Finds the font (NULL = $LULL_SOUNDFONT or the own bank) and opens a synth with it; tells when
/// that takes long, unless `quiet`. NULL with STATUS_NO_SOUNDFONT in `error` when there is none.
Synth *font_open(const char *soundfont, int rate_hz, int quiet, Error *error);

/// Tells what the font lacked, each thing once; when the music is over.
void font_tell_warnings(int quiet);

#endif
