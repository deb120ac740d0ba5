// The rate of a listener's breath, told by taps: a key or a pad struck once a breath.
#ifndef SESSION_TAPS_H
#define SESSION_TAPS_H

#include <stdint.h>

enum {
    TAPS_KEPT = 4,     ///< Intervals that count.
    TAPS_MIN_X10 = 40, ///< Breaths a minute, tenths: slower ones are a pause between two counts ...
    TAPS_MAX_X10 = 300, ///< ... and faster ones a finger that slipped.
};

/// Zeroed at first.
typedef struct {
    int64_t last_ms;                 ///< Of the last tap that counted.
    int32_t intervals_ms[TAPS_KEPT]; ///< The newest first.
    int32_t count;                   ///< Intervals that are known.
    int32_t has_last;
} Taps;

/// Takes a tap at `ms` of a clock that runs forward. Returns the breaths a minute, in tenths, by
/// the median of the last intervals; 0 when this tap tells none: the first one, one after a pause,
/// which begins a new count, or one too soon after another, which is ignored.
int32_t taps_add(Taps *taps, int64_t ms);

#endif
