// A sink that listens to what passes through it, for pictures and reports of the sound.
#ifndef APP_EARS_H
#define APP_EARS_H

#include "session/sink.h"
#include "text/hearing.h"

#include <stdint.h>

typedef struct Ears Ears;

/// For `frames` frames to come, which go on to `inner`; with NULL they end here. The caller keeps
/// `inner`. NULL with STATUS_INTERNAL in `error` when memory is short. Free with ears_close().
Ears *ears_open(int rate_hz, int64_t frames, Sink *inner, Error *error);

/// To be written to; closing it does nothing.
Sink *ears_sink(Ears *ears);

/// What was heard, when all has been written. It lives as long as `ears`.
const Hearing *ears_heard(Ears *ears);

void ears_close(Ears *ears);

#endif
