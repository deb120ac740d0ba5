// Files by their names, and text into one that appears under its name when it is complete, or to
// standard output.
#ifndef APP_OUTPUT_H
#define APP_OUTPUT_H

#include "base/status.h"
#include "text/out.h"

typedef enum { FORMAT_NONE, FORMAT_WAV, FORMAT_MIDI } Format;

/// What a file of that name is to hold; standard output and devices take WAV.
Format output_format(const char *path);

/// The path as a message names it.
const char *output_shown(const char *path);

/// STATUS_USAGE when `path` is "-" and that is a terminal: it cannot take audio.
Status output_check_pipe(const char *path, Error *error);

/// Writes what `write` gives. `path` may be "-". A file that exists is refused unless `force`.
Status output_write(const char *path, int force, void (*write)(const void *context, const Out *out),
                    const void *context, Error *error);

#endif
