// How many frames a device asks for in a row.
#ifndef IO_BURST_H
#define IO_BURST_H

#include <stddef.h>
#include <stdint.h>

/// Zeroed at first. Of the device's thread.
typedef struct {
    int64_t pulled_us;
    size_t frames; ///< Asked for in a row up to now.
    size_t most;   ///< The longest row of late ...
    int count;     ///< ... and how often it came.
    int pulls;
} Burst;

/// A pull of `frames` at `now_us`. Many sound servers ask for several periods in a row, and then
/// for none for a while: the ring has to hold as much as comes in a row again and again; once is no
/// more than a late thread. Returns that length when it becomes known, else 0. Pure.
size_t burst_learn(Burst *burst, int64_t now_us, size_t frames, int rate_hz);

#endif
