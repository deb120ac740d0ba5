// Another device's MIDI clock: its tempo and its place, without the jitter of its messages.
#ifndef IO_CLOCK_IN_H
#define IO_CLOCK_IN_H

#include <stdint.h>

enum { CLOCKS_A_QUARTER = 24 }; ///< MIDI 1.0

/// A delay-locked loop over the times of the clocks (F. Adriaensen, Using a DLL to filter time,
/// 2005): it predicts the next one, and learns from how far off it was. Zeroed at first. One
/// thread.
typedef struct {
    double period_us; ///< Between two clocks, filtered.
    double at_us;     ///< Filtered time of the last clock ...
    double next_us;   ///< ... and of the one to come.
    int64_t last_us;  ///< As it came.
    int count;        ///< Clocks since it was reset: the loop is wide open at first.
    int strays;       ///< In a row, far from where they were expected: the tempo has jumped.
    int64_t place;    ///< Clocks since Start.
    int is_stopped;   ///< Place stands still.
    int awaits_first; ///< Start has come, and the clock that stands at place 0 has not.
} ClockIn;

/// A clock came. Times in microseconds of a clock that runs forward.
void clock_in_tick(ClockIn *clock, int64_t now_us);

void clock_in_start(ClockIn *clock);
void clock_in_continue(ClockIn *clock);
void clock_in_stop(ClockIn *clock);

/// Song position: sixteenths since the start.
void clock_in_locate(ClockIn *clock, int sixteenths);

/// Microseconds per quarter note; 0 while it is not known.
int32_t clock_in_tempo(const ClockIn *clock);

/// Where the other device will be `ahead_us` from now, in ticks of 1/960 quarter note.
int32_t clock_in_place(const ClockIn *clock, int64_t now_us, int64_t ahead_us);

#endif
