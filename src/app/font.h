// The SoundFont of a command: found, loaded, and what there is to tell of it.
#ifndef APP_FONT_H
#define APP_FONT_H

#include "base/status.h"
#include "io/paths.h"
#include "session/synth.h"

/// Finds the font (NULL = $LULL_SOUNDFONT or the own bank) and fills its path, PATH_BYTES long;
/// tells when loading it will take long, unless `quiet`. STATUS_NO_SOUNDFONT in `error` when there
/// is none.
Status font_find(const char *soundfont, int quiet, char *path, Error *error);

/// Finds the font and opens the synth that plays a whole piece. Errors as above: NULL.
Synth *font_open(const char *soundfont, int rate_hz, int quiet, Error *error);

/// Tells what the font lacked, each thing once; when the music is over.
void font_tell_warnings(int quiet);

#endif
