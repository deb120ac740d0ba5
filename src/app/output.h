// Files by their names, and text into one that appears under its name when it is complete, or to
// standard output.
#ifndef APP_OUTPUT_H
#define APP_OUTPUT_H

#include "base/status.h"
#include "io/sound_format.h"
#include "text/out.h"

typedef enum { FORMAT_NONE, FORMAT_SOUND, FORMAT_MIDI } Format;

/// Whether a path ends so, in letters of either case, and is more than that.
int output_ends_in(const char *path, const char *ending);

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

/// Gives what belongs into a file.
typedef void (*OutputWriter)(const void *context, const Out *out);

/// A text or picture that appears under its name when it is complete.
typedef struct Output Output;

/// `path` may be "-". A file that exists is refused unless `force`. NULL with the reason in `error`
/// when it cannot be written; to be ended with output_end().
Output *output_open(const char *path, int force, Error *error);

/// Writes what `write` gives.
Status output_fill(Output *output, OutputWriter write, const void *context, Error *error);

/// Gives the file its name when all went well `so_far`, or removes it; frees `output`. Returns how
/// all of it went.
Status output_end(Output *output, Status so_far, Error *error);

/// All three at once.
Status output_write(const char *path, int force, OutputWriter write, const void *context,
                    Error *error);

#endif
