// The contract of an audio output: it takes interleaved stereo frames in order.
#ifndef SESSION_SINK_H
#define SESSION_SINK_H

#include "base/status.h"

#include <stddef.h>

typedef struct Sink Sink;

typedef struct {
    const char *name;
    /// Takes `frames` interleaved stereo frames. A live sink may wait until it has room; a file may
    /// fail, and then says why in `error`. Returns the status that `error` holds.
    Status (*write)(Sink *sink, const float *stereo, size_t frames, Error *error);
    /// Ends the output and frees it. With `keep` the result is made final (a file appears under its
    /// name), without it nothing is left behind. Legal after a failed write.
    Status (*close)(Sink *sink, int keep, Error *error);
} SinkOps;

/// First member of each implementation's own struct.
struct Sink {
    const SinkOps *ops;
};

#endif
