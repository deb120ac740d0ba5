// A sink that plays at once: a ring, and a callback that only copies from it (PortAudio).
#ifndef IO_SINK_PORTAUDIO_H
#define IO_SINK_PORTAUDIO_H

#include "base/status.h"
#include "session/sink.h"

typedef struct {
    const char *device;    ///< NULL = default; part of a name or host API, any case; or a number.
    int rate_hz;           ///< Wish; 0 = 48000.
    int ring_frames;       ///< Safety between render thread and callback; 0 = about 100 ms.
    int frames_per_buffer; ///< Power of two; 0 = 512.
} LiveSinkConfig;

/// Counts since the stream began.
typedef struct {
    long callbacks;
    long underflows;     ///< Breaks that the device reported.
    long ring_underruns; ///< Times the ring ran empty; each was faded, not cut.
} LiveStats;

typedef struct {
    int index; ///< What --device takes as a number.
    char name[128];
    char host_api[64];
    int channels;
    int default_rate_hz;
    int is_default;
} OutputDevice;

/// Opens an output and starts it in silence; NULL with STATUS_NO_DEVICE in `error` when there is
/// none. `rate_hz` receives the rate that the device took. Main thread.
/// write() blocks the render thread until the ring has room and fails when the device has been
/// dead for 2 s. close() with `keep` plays out what is in the ring first.
Sink *sink_portaudio_open(const LiveSinkConfig *config, int *rate_hz, Error *error);

/// Makes the ring shorter (a keyboard is open, keys shall be heard soon) or as long as it was
/// again, without a break: `frames`, held to two periods and the length at the start. Any thread.
void sink_portaudio_set_ring(Sink *sink, int frames);

/// What happened so far. Any thread.
LiveStats sink_portaudio_stats(const Sink *sink);

/// Output latency of the stream in milliseconds: ring and device together. Any thread.
int sink_portaudio_latency_ms(const Sink *sink);

/// Name of the device in use; lives as long as the sink.
const char *sink_portaudio_device(const Sink *sink);

/// Lists output devices; returns how many of at most `max`. Main thread, with no sink open.
int portaudio_devices(OutputDevice *devices, int max);

#endif
