// Files by their names, and text into one that appears under its name when it is complete, or to
// standard output.
#ifndef APP_OUTPUT_H
#define APP_OUTPUT_H

#include "base/status.h"
#include "io/sound_format.h"
#include "text/out.h"

typedef enum { FORMAT_NONE, FORMAT_SOUND, FORMAT_MIDI } Format;

/// What a file of that name is to hold; standard output and devices take sound.
Format output_format(const char *path);

/// The kind of sound for `path`: the one named `wish`, or, when that is NULL, what its ending says
/// (WAV for standard output and devices). STATUS_USAGE when there is none, when the two disagree,
/// or when it cannot be written at that rate.
Status output_sound(const char *path, const char *wish, int rate_hz, SoundFormat *format,
                    Error *error);

/// 1 for standard output, and for a device or pipe that is there: what takes sound without end.
int output_is_stream(const char *path);

/// The path as a message names it.
const char *output_shown(const char *path);

/// STATUS_USAGE when `path` is "-" and that is a terminal: it cannot take audio.
Status output_check_pipe(const char *path, Error *error);

/// Writes what `write` gives. `path` may be "-". A file that exists is refused unless `force`.
Status output_write(const char *path, int force, void (*write)(const void *context, const Out *out),
                    const void *context, Error *error);

#endif
