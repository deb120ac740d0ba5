// A sink that plays at once: a ring that a device pulls from, kept as long as it must be, and a
// thread that takes the device back when it is lost.
#ifndef IO_SINK_LIVE_H
#define IO_SINK_LIVE_H

#include "base/status.h"
#include "io/latency.h"
#include "io/output.h"
#include "session/sink.h"

typedef struct {
    const char *device; ///< As in OutputWish.
    int rate_hz;        ///< Wish; 0 = 48000.
    LatencyWish latency;
} LiveSinkConfig;

typedef enum {
    LIVE_PLAYING,
    LIVE_LOST,      ///< No device: the music waits, and the device is looked for.
    LIVE_SUSPENDED, ///< The device has been given back, by sink_live_suspend().
} LiveState;

/// What happened since the stream began.
typedef struct {
    LiveState state;
    long pulls;
    long device_breaks;  ///< Breaks that the device reported.
    long ring_underruns; ///< Times the ring ran empty; each was faded, not cut.
    long losses;         ///< Times the device was lost.
    int latency_ms;      ///< From a control to its sound, at most: ring and device together.
    char device[OUTPUT_NAME_BYTES]; ///< In use, or the last that was.
} LiveStats;

/// Opens a device of `output` and starts it in silence; NULL with STATUS_NO_DEVICE in `error` when
/// there is none. `rate_hz` receives the rate that the device took. Main thread.
///
/// A device that stops, or that asks for nothing for 2 s, is closed and opened again by its name,
/// from the second try on also the default one, until one is there; the music fades back in where
/// it was heard last. A device of another rate than at first gets resampled sound.
/// write() blocks while the ring is full, and fails while there is no device; wait() does neither.
/// close() with `keep` plays out what is in the ring first.
Sink *sink_live_open(Output *output, const LiveSinkConfig *config, int *rate_hz, Error *error);

/// A keyboard is there or not: makes the ring short, so that keys are heard soon, or long again,
/// without a break. Any thread.
void sink_live_play_along(Sink *sink, int is_played);

/// Gives the device back (1) and returns when it is closed or a second has passed, or takes it
/// again (0). Main thread.
void sink_live_suspend(Sink *sink, int is_suspended);

/// Any thread but the device's.
LiveStats sink_live_stats(Sink *sink);

/// What sink_live_stats() will tell of latency with or without a keyboard. Any thread.
int sink_live_latency_ms(const Sink *sink, int is_played);

#endif
