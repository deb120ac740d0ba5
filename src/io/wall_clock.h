// The clock on the wall: times of day at which a session is to end.
#ifndef IO_WALL_CLOCK_H
#define IO_WALL_CLOCK_H

#include <stdint.h>

/// Milliseconds since 1970, by the clock on the wall.
int64_t wall_now_ms(void);

/// When it is `second_of_day` local time next after `now_ms`, on the same scale; a whole day ahead
/// when that is now.
int64_t wall_next_ms(int64_t now_ms, int32_t second_of_day);

/// What is left from now until then, a second at least: so long music needs to end.
int64_t wall_left_ms(int64_t ends_at_ms);

/// A session beside the clock on the wall; zeroed at first.
typedef struct {
    int64_t began_ms;
    int64_t told_ms; ///< Drift told so far.
} WallDrift;

/// By how much more the session lags behind the wall than when this was last told, as after a
/// pause, a sleep of the machine, or when somebody sets the clock; 0 while that is less than two
/// seconds.
int64_t wall_drift_ms(WallDrift *clock, int64_t elapsed_ms, int64_t now_ms);

#endif
