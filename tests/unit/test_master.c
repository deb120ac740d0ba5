// The master: gain, fades and limiter.
#include "base/dice.h"
#include "harness.h"
#include "session/master.h"

#include <math.h>
#include <stdlib.h>

enum { RATE = 48000, FULL = 127, SECOND = RATE };

static const float ceiling = 0.8912f; // -1 dBFS
static float sound[2 * 16 * SECOND];
static float copy[2 * 16 * SECOND];

static void fill(float level, size_t frames)
{
    for (size_t i = 0; i < 2 * frames; ++i) {
        sound[i] = level;
    }
}

// Runs all in pieces of odd sizes, as calls may come.
static void process(Master *master, size_t frames)
{
    for (size_t done = 0, n = 1; done < frames; done += n) {
        n = 1 + (done * 7 + 13) % 333;
        n = n < frames - done ? n : frames - done;
        master_process(master, sound + 2 * done, n);
    }
}

static Master fresh(int fade_in_ms, int volume)
{
    Master master;
    master_init(&master, RATE, fade_in_ms, volume);
    return master;
}

static void test_transparent(void)
{
    Master master = fresh(0, FULL);
    Dice dice = dice_at(1, 1, 1);
    for (int i = 0; i < 2 * SECOND; ++i) {
        copy[i] = sound[i] = 0.89f * (float)dice_range(&dice, -1000, 1000) / 1000.0f;
    }
    process(&master, SECOND);
    for (int i = 0; i < 2 * (SECOND - LIMITER_DELAY); ++i) {
        EXPECT(sound[i + 2 * LIMITER_DELAY] == copy[i], "sample %d", i);
    }
    CHECK(test_clean(), "below the ceiling every sample passes untouched, %d frames later",
          (int)LIMITER_DELAY);
    CHECK_EQ(master.limited_frames, 0, "and the limiter is not counted as working");
    CHECK(master_peak(&master) > 0.88f && master_peak(&master) == 0.0f,
          "the peak is kept until it is asked for");
}

// The largest step in the gain that the limiter applies to a loud steady tone after silence.
static void test_limiter(void)
{
    Dice dice = dice_at(2, 2, 2);
    Master master = fresh(0, FULL);
    for (int i = 0; i < 2 * SECOND; ++i) {
        const int loud = i / 3000 % 3;
        sound[i] = (float)dice_range(&dice, -1000, 1000) / 1000.0f * (float)(1 + 8 * loud);
    }
    process(&master, SECOND);
    for (int i = 0; i < 2 * SECOND; ++i) {
        EXPECT(fabsf(sound[i]) <= ceiling, "sample %d is %.3f", i, sound[i]);
    }
    CHECK(test_clean(), "nothing ever goes above the ceiling, however loud");
    master = fresh(0, FULL);
    for (int i = 0; i < 2 * SECOND; ++i) {
        const float level = i / 2 >= 4800 && i / 2 < 9600 ? 3.0f : 0.3f;
        copy[i] = sound[i] = level * sinf((float)(i / 2) * 0.05f);
    }
    process(&master, SECOND);
    float before = 1.0f;
    for (int i = LIMITER_DELAY; i < SECOND; ++i) {
        const float in = copy[2 * (i - LIMITER_DELAY)];
        if (fabsf(in) > 0.05f && fabsf(sound[2 * i]) < ceiling - 0.01f) {
            const float gain = sound[2 * i] / in;
            EXPECT(gain <= 1.0001f, "gain %.3f at %d", gain, i);
            EXPECT(gain - before < 0.02f, "gain jumps up by %.3f at %d", gain - before, i);
            before = gain;
        }
    }
    EXPECT(before > 0.99f, "the gain returns to %.3f only", before);
    CHECK(test_clean(), "after a loud burst the gain comes back slowly and fully");
    CHECK(master.limited_frames > 4800 && master.limited_frames < SECOND / 2,
          "its work is counted until it rests: %lld frames", (long long)master.limited_frames);
}

static void test_fade_in(void)
{
    Master master = fresh(1500, FULL);
    fill(0.5f, 2 * SECOND);
    process(&master, 2 * SECOND);
    for (int i = 1; i < 2 * SECOND; ++i) {
        const float step = sound[2 * i] - sound[2 * i - 2];
        EXPECT(step >= 0 && (step < 0.0001f), "step of %.5f at %d", step, i);
    }
    CHECK(test_clean() && sound[2 * 3 * SECOND / 2] == 0.5f && sound[0] == 0.0f,
          "the beginning rises from silence without a step in 1.5 s");
}

// A steady tone through fades that begin at some frames: falls without a step, ends in silence.
static void expect_falling(int from, int silent)
{
    for (int i = from; i < 4 * SECOND; ++i) {
        const float step = sound[2 * i] - sound[2 * i - 2];
        EXPECT(step <= 0 && step > -0.0004f, "step of %.5f at %d", step, i);
        EXPECT(i < silent || sound[2 * i] == 0.0f, "%.5f at %d", sound[2 * i], i);
    }
    EXPECT(sound[2 * (silent - 200)] > 0.0f, "silent too early");
}

static void test_fade_out(void)
{
    Master master = fresh(0, FULL);
    fill(0.5f, 4 * SECOND);
    master_fade_out(&master, SECOND, 3 * SECOND);
    master_fade_out(&master, 2 * SECOND, 4 * SECOND); // an earlier end wins
    process(&master, 4 * SECOND);
    expect_falling(SECOND / 2, 3 * SECOND);
    CHECK(test_clean(), "a fade falls without a step and is silent at its end");
}

static void test_second_fade(void)
{
    for (int later = SECOND + 100; later < 3 * SECOND; later += 9973) {
        Master master = fresh(0, FULL);
        fill(0.5f, 4 * SECOND);
        master_fade_out(&master, SECOND, 3 * SECOND + SECOND / 2);
        process(&master, (size_t)later);
        master_fade_out(&master, later + 5000, later + SECOND / 5);
        master_process(&master, sound + 2 * later, (size_t)(4 * SECOND - later));
        expect_falling(SECOND / 2, later + SECOND / 5);
    }
    CHECK(test_clean(), "a second, shorter fade goes on from the level of the first");
}

static double decibels(int frame)
{
    return 20.0 * log10(fmax(fabs(sound[2 * frame]), 1e-9));
}

// Upwards it is slower.
static void expect_rise(int from, int to)
{
    enum { LENGTH = 16 * SECOND };
    Master master = fresh(0, from);
    fill(0.5f, LENGTH);
    master_volume(&master, to);
    process(&master, LENGTH);
    for (int i = LIMITER_DELAY + SECOND; i < LENGTH; i += 100) {
        const double old = decibels(i - SECOND) + 6.02, now = decibels(i) + 6.02;
        EXPECT(old < -40.0 || now - old < 3.0, "%d to %d: %.1f dB in a second", from, to,
               now - old);
    }
    EXPECT(fabs(decibels(LENGTH - 1) + 6.02 - 40.0 * log10(to / 127.0)) < 0.01,
           "%d to %d arrives at %.2f dB", from, to, decibels(LENGTH - 1));
}

static void test_rise(void)
{
    expect_rise(0, 64);
    expect_rise(20, 127);
    expect_rise(100, 127);
    CHECK(test_clean(), "it rises by less than 3 dB a second, and arrives");
}

static void test_limit(void)
{
    Master master = fresh(0, FULL);
    master_limit(&master, 64);
    Dice dice = dice_at(3, 3, 3);
    const float gain = (64.0f / 127.0f) * (64.0f / 127.0f);
    for (int i = 0; i < 2 * SECOND; ++i) {
        copy[i] = sound[i] = 0.89f * (float)dice_range(&dice, -1000, 1000) / 1000.0f;
    }
    process(&master, SECOND);
    for (int i = 0; i < 2 * (SECOND - LIMITER_DELAY); ++i) {
        EXPECT(sound[i + 2 * LIMITER_DELAY] == copy[i] * gain, "sample %d", i);
    }
    CHECK(test_clean(), "a volume that may not be passed is where it begins, and leaves all as is");
    fill(4.0f, SECOND);
    master_volume(&master, FULL);
    process(&master, SECOND);
    float peak = 0;
    for (int i = 0; i < 2 * SECOND; ++i) {
        peak = fmaxf(peak, fabsf(sound[i]));
    }
    CHECK(peak <= ceiling * gain, "nothing passes it (%.3f)", (double)peak);
}

static void expect_glide(int from, int to)
{
    Master master = fresh(0, from);
    fill(0.5f, 4 * SECOND);
    master_volume(&master, to);
    process(&master, 4 * SECOND);
    const double goal = 0.5 * (to / 127.0) * (to / 127.0);
    for (int i = LIMITER_DELAY + 1; i < 4 * SECOND; ++i) {
        const float step = sound[2 * i] - sound[2 * i - 2];
        EXPECT(fabsf(step) < 0.0006f, "%d to %d: step of %.5f at %d", from, to, step, i);
    }
    for (int i = LIMITER_DELAY + SECOND / 10; i < 4 * SECOND; i += 100) {
        const double old = decibels(i - SECOND / 10), now = decibels(i);
        const int heard = old > -66.0 && now > -66.0;
        EXPECT(!heard || fabs(now - old) < 3.1, "%d to %d: %.1f dB in 100 ms", from, to, now - old);
    }
    EXPECT(fabs(sound[8 * SECOND - 2] - goal) < 0.0001, "%d to %d: ends at %.4f, not %.4f", from,
           to, sound[8 * SECOND - 2], goal);
}

static void test_volume(void)
{
    expect_glide(127, 0);
    expect_glide(127, 100);
    expect_glide(90, 80);
    expect_glide(5, 3);
    CHECK(test_clean(), "volume glides by 3 dB in 100 ms at most, and arrives");
    Master master = fresh(0, 64);
    fill(0.5f, SECOND);
    process(&master, SECOND);
    CHECK(fabs(decibels(SECOND / 2) - 40.0 * log10(64.0 / 127.0) + 6.02) < 0.1,
          "half the volume is 12 dB less, as in MIDI");
}

int main(void)
{
    test_begin("master");
    test_transparent();
    test_limiter();
    test_fade_in();
    test_fade_out();
    test_second_fade();
    test_volume();
    test_rise();
    test_limit();
    return test_end();
}
