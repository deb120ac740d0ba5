// The clock on the wall: the next time of day, and what a session has lost to it.
#include "io/wall_clock.h"

#include "harness.h"

#include <stdlib.h>
#include <time.h>

enum { HOUR = 3600, MINUTE = 60 };

// A moment in 2026, local time.
static int64_t moment(int month, int day, int hour, int minute)
{
    struct tm when = {.tm_year = 126,
                      .tm_mon = month - 1,
                      .tm_mday = day,
                      .tm_hour = hour,
                      .tm_min = minute,
                      .tm_isdst = -1};
    return (int64_t)mktime(&when) * 1000;
}

static double hours_until(int64_t now_ms, int hour, int minute)
{
    return (double)(wall_next_ms(now_ms, hour * HOUR + minute * MINUTE) - now_ms) / 3600000.0;
}

static void test_next(void)
{
    const int64_t evening = moment(7, 1, 22, 0);
    CHECK(hours_until(evening, 23, 30) == 1.5, "later today is today");
    CHECK(hours_until(evening, 7, 0) == 9, "earlier is tomorrow");
    CHECK(hours_until(evening, 22, 0) == 24 && hours_until(evening - 500, 22, 0) < 0.001,
          "now is tomorrow, half a second before is soon");
    CHECK(hours_until(moment(12, 31, 23, 0), 1, 0) == 2, "across the end of the year");
    CHECK(hours_until(moment(3, 28, 23, 0), 7, 0) == 7, "in the night that is an hour shorter");
    CHECK(hours_until(moment(10, 24, 23, 0), 7, 0) == 9, "and in the one that is longer");
}

static void test_left(void)
{
    const int64_t now = wall_now_ms();
    const int64_t left = wall_left_ms(now + 90000);
    CHECK(left > 60000 && left <= 90000, "what is left is told");
    CHECK(wall_left_ms(now - 5000) == 1000, "a second at least");
}

static void test_drift(void)
{
    const int64_t start = 5000000;
    WallDrift wall = {0};
    CHECK(wall_drift_ms(&wall, 300, start + 300) == 0 &&
              wall_drift_ms(&wall, 60300, start + 60900) == 0,
          "half a second in a minute is nothing");
    CHECK(wall_drift_ms(&wall, 60400, start + 660400) == 600000, "a pause of ten minutes is told");
    CHECK(wall_drift_ms(&wall, 70400, start + 670400) == 0, "once");
    CHECK(wall_drift_ms(&wall, 71400, start + 671400 - 3600000) == -3600000,
          "and so is a clock that is set back");
}

int main(void)
{
    test_begin("wall_clock");
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1); // summer time as in most of Europe
    tzset();
    test_next();
    test_left();
    test_drift();
    return test_end();
}
