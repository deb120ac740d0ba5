// A sink between two others: brings the sound to its gain, holds true peaks below a ceiling, and
// measures what comes out.
#ifndef APP_FINISH_SINK_H
#define APP_FINISH_SINK_H

#include "io/loudness_ebur128.h"
#include "session/finish.h"
#include "session/sink.h"

typedef struct {
    Sink sink;
    Finish finish;
    Sink *to;             ///< Takes the result; NULL = it is only measured.
    LoudnessMeter *meter; ///< Measures the result; NULL = not measured.
    int64_t skip; ///< Frames that are still to be left out: the limiter begins with silence.
} FinishSink;

/// `to` and `meter` stay the caller's. Any one thread, as the sinks.
void finish_sink_init(FinishSink *self, int32_t rate_hz, double gain_db, double ceiling_db,
                      Sink *to, LoudnessMeter *meter);

/// Brings out what the limiter still holds, as if `after` followed (NULL = silence): at least
/// finish_delay() frames. To be called once, at the end.
Status finish_sink_drain(FinishSink *self, const float *after, Error *error);

#endif
