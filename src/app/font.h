// The SoundFont of a command: found, loaded, and what there is to tell of it.
#ifndef APP_FONT_H
#define APP_FONT_H

#include "app/options.h"
#include "session/synth.h"

/// Finds the font that the options ask for and opens a synth with it; tells when that takes long.
/// NULL with STATUS_NO_SOUNDFONT in `error` when there is none.
Synth *font_open(const CliOptions *options, int rate_hz, Error *error);

/// Tells what the font lacked, each thing once; when the music is over.
void font_tell_warnings(int quiet);

#endif
