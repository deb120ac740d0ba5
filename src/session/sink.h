// The contract of an audio output: it takes interleaved stereo frames in order.
#ifndef SESSION_SINK_H
#define SESSION_SINK_H

#include "base/status.h"

#include <stddef.h>

typedef struct Sink Sink;

typedef enum {
    SINK_READY,
    SINK_NOT_YET,
    SINK_AWAY, ///< There is no device now; it comes back, or write() tells why not.
} SinkRoom;

typedef struct {
    const char *name;
    /// Takes `frames` interleaved stereo frames. A live sink may wait until it has room; a file may
    /// fail, and then says why in `error`. Returns the status that `error` holds.
    Status (*write)(Sink *sink, const float *stereo, size_t frames, Error *error);
    /// Ends the output and frees it. With `keep` the result is made final (a file appears under its
    /// name), without it nothing is left behind. Legal after a failed write.
    Status (*close)(Sink *sink, int keep, Error *error);
    /// Of a live sink, NULL for others: whether write() takes `frames` without waiting.
    /// SINK_NOT_YET comes after a pause that is short beside what has been taken and not played.
    SinkRoom (*wait)(Sink *sink, size_t frames);
} SinkOps;

/// First member of each implementation's own struct.
struct Sink {
    const SinkOps *ops;
};

#endif
