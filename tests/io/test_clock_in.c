// Another device's clock: its tempo and place through jitter, jumps and stops.
#include "io/clock_in.h"

#include "harness.h"
#include "music/metre.h"

#include <math.h>
#include <stdlib.h>

static ClockIn clock_in;
static double now;
static uint32_t dice = 1;

static double noise(double most_us)
{
    dice = dice * 1664525u + 1013904223u;
    return ((double)(dice >> 8) / (1 << 24) * 2 - 1) * most_us;
}

static void run(double bpm, int clocks, double jitter_us)
{
    for (int i = 0; i < clocks; ++i) {
        now += 60e6 / bpm / CLOCKS_A_QUARTER;
        clock_in_tick(&clock_in, (int64_t)(now + noise(jitter_us)));
    }
}

static double tempo(void)
{
    return clock_in_tempo(&clock_in) > 0 ? 60e6 / clock_in_tempo(&clock_in) : 0;
}

static void begin(void)
{
    clock_in = (ClockIn){0};
    now = 1e9;
}

static void test_tempo(void)
{
    static const double tempi[] = {20, 45, 60, 92.5, 120, 180, 300};
    for (int i = 0; i < 7; ++i) {
        begin();
        run(tempi[i], 96, 1500);
        double worst = 0;
        for (int k = 0; k < 960; ++k) {
            run(tempi[i], 1, 1500);
            worst = fmax(worst, fabs(tempo() / tempi[i] - 1));
        }
        EXPECT(worst < 0.005, "%.1f BPM: off by %.2f %%", tempi[i], worst * 100);
    }
    CHECK(test_clean(), "with messages 1.5 ms early or late the tempo stays within 0.5 %%");
    begin();
    CHECK_EQ(clock_in_tempo(&clock_in), 0, "without clocks there is none");
    run(60, 1, 0);
    CHECK_EQ(clock_in_tempo(&clock_in), 0, "nor with one");
    run(60, 23, 0);
    CHECK(fabs(tempo() - 60) < 0.5, "after a quarter note there is: %.2f", tempo());
}

static void test_changes(void)
{
    begin();
    run(60, 240, 500);
    run(63, 72, 500);
    CHECK(fabs(tempo() / 63 - 1) < 0.005, "a new tempo is known in three beats: %.2f", tempo());
    run(126, 48, 500);
    CHECK(fabs(tempo() / 126 - 1) < 0.005, "twice as fast in two: %.2f", tempo());
    run(50, 48, 500);
    CHECK(fabs(tempo() / 50 - 1) < 0.005, "slower, too: %.2f", tempo());
    now += 3e6;
    run(80, 48, 500);
    CHECK(fabs(tempo() / 80 - 1) < 0.005, "after a pause it begins anew: %.2f", tempo());
    now -= 20000;
    run(80, 3, 0);
    run(80, 96, 0);
    CHECK(fabs(tempo() / 80 - 1) < 0.005, "a clock that stumbles is forgiven: %.2f", tempo());
}

static int place(int64_t ahead_us)
{
    return clock_in_place(&clock_in, (int64_t)now, ahead_us);
}

static void test_place(void)
{
    begin();
    run(60, 100, 0);
    clock_in_start(&clock_in);
    run(60, 1, 0);
    CHECK(abs(place(0)) <= 2, "the first clock after Start stands at 0: %d", place(0));
    run(60, 48, 800);
    CHECK(abs(place(0) - 2 * TICKS_PER_QUARTER) < 3, "48 clocks later at two quarters: %d",
          place(0));
    CHECK(abs(place(100000) - place(0) - 96) <= 1,
          "a tenth of a second ahead is a tenth of a beat");
    clock_in_stop(&clock_in);
    const int stood = place(0);
    run(60, 50, 0);
    CHECK(abs(place(0) - stood) < 3, "while it is stopped it stands: %d", place(0));
    clock_in_continue(&clock_in);
    run(60, 24, 0);
    CHECK(abs(place(0) - stood - TICKS_PER_QUARTER) < 3, "and goes on from there: %d", place(0));
    clock_in_locate(&clock_in, 16);
    CHECK(abs(place(0) - 4 * TICKS_PER_QUARTER) < 3, "a song position is taken: %d", place(0));
}

static void test_noise(void)
{
    begin();
    int64_t t = 0;
    for (int i = 0; i < 100000; ++i) {
        t += (int64_t)(noise(1) * 30000) + (i % 1000 == 0 ? 2000000 : 0);
        clock_in_tick(&clock_in, t);
        const int32_t tempo_us = clock_in_tempo(&clock_in);
        EXPECT(tempo_us >= 0 && tempo_us < 60000000, "%d us", tempo_us);
    }
    CHECK(test_clean(), "100,000 clocks at random, also backwards, give a tempo or none");
}

int main(void)
{
    test_begin("clock_in");
    test_tempo();
    test_changes();
    test_place();
    test_noise();
    return test_end();
}
