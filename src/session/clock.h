// Musical time to audio time, exact: ticks to frames through tempo changes, without drift.
#ifndef SESSION_CLOCK_H
#define SESSION_CLOCK_H

#include <stdint.h>

/// One stretch of constant tempo at a time; times before it are not asked for.
typedef struct {
    int32_t rate_hz;
    int32_t tempo_us;   ///< Microseconds per quarter note.
    int64_t base_tick;  ///< Where this tempo began.
    int64_t base_frame; ///< Whole frames there ...
    int64_t base_part;  ///< ... and the rest, in 1 / (960 * 10^6) frame.
} Clock;

void clock_init(Clock *clock, int32_t rate_hz, int32_t tempo_us);

/// From `tick` on (not before the last change) the tempo is `tempo_us`.
void clock_tempo(Clock *clock, int64_t tick, int32_t tempo_us);

/// The frame at which `tick` (not before the last tempo change) falls.
int64_t clock_frame(const Clock *clock, int64_t tick);

/// The last tick that falls at or before `frame` (not before the last tempo change).
int64_t clock_tick(const Clock *clock, int64_t frame);

#endif
