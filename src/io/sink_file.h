// A sink that writes a sound file of any kind, or a stream of it on standard output (libsndfile).
#ifndef IO_SINK_FILE_H
#define IO_SINK_FILE_H

#include "base/status.h"
#include "io/sound_format.h"
#include "session/sink.h"

#include <stdint.h>

/// What a file tells about itself; NULL = nothing. No dates: equal music gives equal bytes.
typedef struct {
    const char *title;
    const char *artist;
    const char *album;
    const char *track;   ///< Number, as in "3" or "3/12".
    const char *comment; ///< All that it takes to make the file again.
    const char *software;
} SoundTags;

typedef struct {
    const char *path; ///< "-" = a stream on standard output.
    SoundFormat format;
    int rate_hz;
    int force;           ///< 1: an existing file is replaced.
    int grows;           ///< 1: a new file that is whole, and has its name, after every write.
    int64_t frames;      ///< That will be written; 0 = not known. WAV needs it for its header.
    int64_t first_frame; ///< Place of the first one in the piece, for the dither.
    uint64_t seed;       ///< Of the dither.
    int loops;           ///< 1: marked as a loop from first to last frame, where the format can.
    SoundTags tags;
} FileSinkConfig;

/// STATUS_USAGE when a file of that kind cannot be written here: the rate, or this libsndfile.
Status sink_file_check(SoundFormat format, int rate_hz, Error *error);

/// Opens the file, or returns NULL with STATUS_WRITE_FAILED in `error`. Equal frames and tags
/// give equal bytes. A file appears under its name only when closed
/// with `keep`. Whole numbers are dithered. Any one thread.
Sink *sink_file_open(const FileSinkConfig *config, Error *error);

/// Completes a sink that sink_file_open() gave, but for its name: nothing more can be written, and
/// it holds no file open. It is still to be closed.
Status sink_file_seal(Sink *sink, Error *error);

#endif
