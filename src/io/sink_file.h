// A sink that writes a 24-bit WAV file, or a WAV stream on standard output (libsndfile).
#ifndef IO_SINK_FILE_H
#define IO_SINK_FILE_H

#include "base/status.h"
#include "session/sink.h"

typedef struct {
    const char *path; ///< "-" = a stream on standard output.
    int rate_hz;
    int force;           ///< 1: an existing file is replaced.
    const char *title;   ///< Metadata; NULL = none.
    const char *comment; ///< Preset, seed and options, so that the file can be made again.
    const char *software;
} FileSinkConfig;

/// Opens the file, or returns NULL with STATUS_WRITE_FAILED in `error`. Equal frames give equal
/// bytes. A file appears under its name only when closed with `keep`. Any one thread.
Sink *sink_file_open(const FileSinkConfig *config, Error *error);

#endif
