// Ticks to frames, exactly.
#include "base/dice.h"
#include "harness.h"
#include "music/metre.h"
#include "session/clock.h"

__extension__ typedef __int128 Wide;

// The exact position as a sum of products over the common denominator 960 * 10^6.
typedef struct {
    Wide parts;
    int64_t tick;
    int32_t tempo_us, rate_hz;
} Exact;

static const Wide denominator = (Wide)TICKS_PER_QUARTER * 1000000;

static Wide exact_parts(const Exact *exact, int64_t tick)
{
    return exact->parts + (Wide)(tick - exact->tick) * exact->tempo_us * exact->rate_hz;
}

static void expect_same(const Clock *clock, const Exact *exact, int64_t tick)
{
    const int64_t want = (int64_t)(exact_parts(exact, tick) / denominator);
    const int64_t got = clock_frame(clock, tick);
    EXPECT(got == want, "tick %lld is frame %lld, not %lld", (long long)tick, (long long)got,
           (long long)want);
}

// The last tick at or before a frame, from both sides.
static void expect_inverse(const Clock *clock, int64_t frame)
{
    const int64_t tick = clock_tick(clock, frame);
    EXPECT(clock_frame(clock, tick) <= frame && clock_frame(clock, tick + 1) > frame,
           "frame %lld gives tick %lld", (long long)frame, (long long)tick);
}

static void test_steady(void)
{
    Clock clock;
    clock_init(&clock, 48000, 1000000);
    CHECK(clock_frame(&clock, 0) == 0 && clock_frame(&clock, 960) == 48000 &&
              clock_frame(&clock, 1) == 50,
          "at 60 a minute a beat lasts a second");
    static const int32_t rates[] = {8000, 44100, 48000, 96000, 192000};
    for (int r = 0; r < 5; ++r) {
        for (int32_t bpm = 40; bpm <= 120; bpm += 7) {
            clock_init(&clock, rates[r], 60000000 / bpm);
            const Exact exact = {0, 0, 60000000 / bpm, rates[r]};
            for (int64_t tick = 0; tick < 100000; tick += 997) {
                expect_same(&clock, &exact, tick);
                expect_inverse(&clock, tick * 37);
            }
        }
    }
    CHECK(test_clean(), "frames are exact at every rate and tempo, ticks their inverse");
}

// Ten hours with a tempo change every beat or so.
static void run(uint64_t seed, int32_t rate_hz)
{
    Clock clock;
    clock_init(&clock, rate_hz, 1000000);
    Exact exact = {0, 0, 1000000, rate_hz};
    Dice dice = dice_at(seed, 1, 1);
    int64_t tick = 0, frame = 0;
    while (frame < 36000LL * rate_hz) {
        tick += dice_range(&dice, 1, 2000);
        const int32_t tempo_us = dice_range(&dice, 500000, 1500000);
        exact = (Exact){exact_parts(&exact, tick), tick, tempo_us, rate_hz};
        clock_tempo(&clock, tick, tempo_us);
        expect_same(&clock, &exact, tick);
        expect_same(&clock, &exact, tick + 1);
        expect_same(&clock, &exact, tick + 12345);
        expect_inverse(&clock, clock_frame(&clock, tick) + dice_below(&dice, 100000));
        EXPECT(clock_frame(&clock, tick) >= frame, "time runs backwards at %lld", (long long)tick);
        frame = clock_frame(&clock, tick);
    }
}

static void test_changes(void)
{
    run(1, 48000);
    run(2, 44100);
    run(3, 192000);
    CHECK(test_clean(), "ten hours of tempo changes: every frame exact, no drift");
    Clock clock;
    clock_init(&clock, 44100, 777777);
    const int64_t before = clock_frame(&clock, 1000000);
    clock_tempo(&clock, 1000000, 500000);
    CHECK_EQ(clock_frame(&clock, 1000000), before, "a change moves nothing where it stands");
    clock_tempo(&clock, 1000000, 900000);
    CHECK_EQ(clock_frame(&clock, 1000000), before, "two changes at one tick neither");
}

static void test_long(void)
{
    Clock clock;
    clock_init(&clock, 192000, 1500000);
    const Exact exact = {0, 0, 1500000, 192000};
    const int64_t hour = 3600LL * 640; // ticks
    expect_same(&clock, &exact, 12 * hour);
    expect_inverse(&clock, 12LL * 3600 * 192000);
    CHECK(test_clean(), "one stretch may last twelve hours at 192 kHz");
}

int main(void)
{
    test_begin("clock");
    test_steady();
    test_changes();
    test_long();
    return test_end();
}
