#include "io/wall_clock.h"

#include <time.h>

enum { SECOND_MS = 1000, WORTH_MS = 2 * SECOND_MS };

int64_t wall_now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * SECOND_MS + now.tv_nsec / 1000000;
}

// The calendar knows how long the day is on which clocks change.
static time_t at(struct tm day, int days_on, int32_t second_of_day)
{
    day.tm_mday += days_on;
    day.tm_hour = second_of_day / 3600;
    day.tm_min = second_of_day / 60 % 60;
    day.tm_sec = second_of_day % 60;
    day.tm_isdst = -1;
    return mktime(&day);
}

int64_t wall_next_ms(int64_t now_ms, int32_t second_of_day)
{
    const time_t now = (time_t)(now_ms / SECOND_MS);
    struct tm today;
    localtime_r(&now, &today);
    const time_t then = at(today, 0, second_of_day);
    return (int64_t)(then > now ? then : at(today, 1, second_of_day)) * SECOND_MS;
}

int64_t wall_left_ms(int64_t ends_at_ms)
{
    const int64_t left_ms = ends_at_ms - wall_now_ms();
    return left_ms > SECOND_MS ? left_ms : SECOND_MS;
}

int64_t wall_drift_ms(WallDrift *clock, int64_t elapsed_ms, int64_t now_ms)
{
    if (clock->began_ms == 0) {
        clock->began_ms = now_ms - elapsed_ms;
    }
    const int64_t drift = now_ms - clock->began_ms - elapsed_ms - clock->told_ms;
    if (drift < WORTH_MS && drift > -WORTH_MS) {
        return 0;
    }
    clock->told_ms += drift;
    return drift;
}
