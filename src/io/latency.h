// How much sound is kept ready: much when nobody plays along, little when keys shall be heard soon.
#ifndef IO_LATENCY_H
#define IO_LATENCY_H

typedef enum {
    LATENCY_AUTO, ///< Quick enough to play, slow enough for a busy machine.
    LATENCY_MIN,  ///< As quick as devices go.
    LATENCY_SAFE, ///< Long, keyboard or not.
    LATENCY_MS,   ///< As told.
} LatencyKind;

typedef struct {
    LatencyKind kind;
    int ms; ///< Of LATENCY_MS: from a key to its sound, at most.
} LatencyWish;

enum { LATENCY_MIN_MS = 5, LATENCY_MAX_MS = 1000 };

typedef struct {
    int period_frames; ///< Of the device; a power of two.
    int periods;       ///< In the device's buffer.
    int ring_alone;    ///< Frames kept ready for the device while no keyboard is open ...
    int ring_played;   ///< ... and while one is.
} LatencyPlan;

/// Pure.
LatencyPlan latency_plan(LatencyWish wish, int rate_hz);

#endif
