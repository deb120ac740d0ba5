#include "io/clock_in.h"

#include "music/metre.h"

#include <math.h>

enum {
    KNOWN_AFTER = 8,      ///< Clocks, a third of a quarter note: the first ones are no measure yet.
    STRAYS_MAX = 3,       ///< So many in a row are no jitter any more.
    GAP_US = 500000,      ///< A pause so long is none within a tempo (20 BPM: 125 ms).
    PERIOD_MIN_US = 8000, ///< 312 BPM
};

static const double narrow = 0.06; // of the loop: a new tempo is there in two beats, jitter / 60
static const double stray_share = 0.5; // of a period

static void forget(ClockIn *clock, int64_t now_us)
{
    clock->count = 1;
    clock->strays = 0;
    clock->period_us = 0;
    clock->at_us = (double)now_us;
    clock->next_us = (double)now_us;
}

// The first clocks: as a mean of what has been seen.
static double width(const ClockIn *clock)
{
    const double wide = 2.0 / (clock->count + 1);
    return wide > narrow ? wide : narrow;
}

static void learn(ClockIn *clock, int64_t now_us)
{
    if (clock->count == 1) {
        clock->period_us = (double)(now_us - clock->last_us);
        clock->at_us = (double)now_us;
    } else {
        const double off = (double)now_us - clock->next_us;
        const double omega = width(clock);
        clock->at_us = clock->next_us + fmin(1.0, sqrt(2.0) * omega) * off;
        clock->period_us += omega * omega * off;
    }
    clock->next_us = clock->at_us + clock->period_us;
    ++clock->count;
}

static int is_stray(const ClockIn *clock, int64_t now_us)
{
    return clock->count > KNOWN_AFTER &&
           fabs((double)now_us - clock->next_us) > stray_share * clock->period_us;
}

static void count_place(ClockIn *clock)
{
    if (clock->awaits_first) {
        clock->awaits_first = 0;
    } else if (!clock->is_stopped) {
        ++clock->place;
    }
}

void clock_in_tick(ClockIn *clock, int64_t now_us)
{
    const int64_t gap = now_us - clock->last_us;
    clock->strays = is_stray(clock, now_us) ? clock->strays + 1 : 0;
    if (clock->count == 0 || gap > GAP_US || clock->strays > STRAYS_MAX) {
        forget(clock, now_us);
    } else {
        learn(clock, now_us);
    }
    clock->last_us = now_us;
    count_place(clock);
}

void clock_in_start(ClockIn *clock)
{
    clock->place = 0;
    clock->is_stopped = 0;
    clock->awaits_first = 1;
}

void clock_in_continue(ClockIn *clock)
{
    clock->is_stopped = 0;
}

void clock_in_stop(ClockIn *clock)
{
    clock->is_stopped = 1;
    clock->awaits_first = 0;
}

void clock_in_locate(ClockIn *clock, int sixteenths)
{
    clock->place = (int64_t)sixteenths * CLOCKS_A_QUARTER / 4;
}

int32_t clock_in_tempo(const ClockIn *clock)
{
    const int is_known = clock->count > KNOWN_AFTER && clock->period_us >= PERIOD_MIN_US;
    return is_known ? (int32_t)lround(clock->period_us * CLOCKS_A_QUARTER) : 0;
}

int32_t clock_in_place(const ClockIn *clock, int64_t now_us, int64_t ahead_us)
{
    const double since = clock->is_stopped ? 0.0 : (double)now_us - clock->at_us;
    const double clocks = (double)clock->place + (since + (double)ahead_us) / clock->period_us;
    return (int32_t)fmod(clocks * TICKS_PER_QUARTER / CLOCKS_A_QUARTER, 2147483647.0);
}
