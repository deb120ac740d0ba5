// Dither: the error of rounding is noise with the same mean and power for any signal.
#include "harness.h"
#include "session/dither.h"

#include <math.h>
#include <string.h>

enum { FRAMES = 100000, SHIFT_16 = 65536, SHIFT_24 = 256 };

static float stereo[2 * FRAMES];
static int32_t numbers[2 * FRAMES];

/// Mean and power, in steps, of what 16 bits make of a level that lies between two of them.
static void measure(double steps, double *mean, double *power)
{
    Dither dither = {.seed = 7, .bits = 16};
    for (int i = 0; i < 2 * FRAMES; ++i) {
        stereo[i] = (float)(steps / 32768);
    }
    dither_frames(&dither, stereo, numbers, FRAMES);
    *mean = *power = 0;
    for (int i = 0; i < 2 * FRAMES; ++i) {
        const double error = (double)numbers[i] / SHIFT_16 - steps;
        *mean += error / (2 * FRAMES);
        *power += error * error / (2 * FRAMES);
    }
}

static void test_noise(void)
{
    for (int tenth = 1; tenth <= 10; ++tenth) {
        double mean, power;
        measure(tenth / 10.0, &mean, &power);
        EXPECT(fabs(mean) < 0.01, "%d/10 of a step: the mean is off by %.4f", tenth, mean);
        EXPECT(fabs(power - 0.25) < 0.01, "%d/10 of a step: power %.4f", tenth, power);
    }
    CHECK(test_clean(), "a level between two steps keeps its mean; power is 1/4 step everywhere");
}

// Without dither a tone of 0.4 steps is gone; with it, it is there under the noise.
static void test_soft_tone(void)
{
    Dither dither = {.seed = 7, .bits = 16};
    double found = 0;
    for (int i = 0; i < FRAMES; ++i) {
        stereo[2 * i] = stereo[2 * i + 1] = (float)(0.4 / 32768 * sin(0.05 * i + 0.1));
    }
    dither_frames(&dither, stereo, numbers, FRAMES);
    for (int i = 0; i < FRAMES; ++i) {
        found += 2.0 / FRAMES * numbers[2 * i] / SHIFT_16 * sin(0.05 * i + 0.1);
    }
    CHECK(fabs(found - 0.4) < 0.02, "a tone below half a step is kept: %.3f of 0.4 steps", found);
}

static void test_places(void)
{
    static int32_t again[2 * FRAMES];
    Dither whole = {.seed = 7, .bits = 24}, parts = whole, other = {.seed = 8, .bits = 24};
    int same = 1, same_seed = 1;
    for (int i = 0; i < 2 * FRAMES; ++i) {
        stereo[i] = (float)(0.5 * sin(0.01 * i));
    }
    dither_frames(&whole, stereo, numbers, FRAMES);
    dither_frames(&parts, stereo, again, 777);
    dither_frames(&parts, stereo + 2 * 777, again + 2 * 777, FRAMES - 777);
    for (int i = 0; i < 2 * FRAMES; ++i) {
        same &= again[i] == numbers[i];
    }
    CHECK(same, "any division into calls gives the same numbers");
    dither_frames(&other, stereo, again, FRAMES);
    for (int i = 0; i < 2 * FRAMES; ++i) {
        same_seed &= again[i] == numbers[i];
    }
    CHECK(!same_seed, "another seed another noise");
    for (int i = 0; i < 2 * FRAMES; ++i) {
        const double error = (double)numbers[i] / SHIFT_24 - (double)stereo[i] * 8388608;
        EXPECT(fabs(error) <= 1.5 && numbers[i] % SHIFT_24 == 0, "sample %d is off by %g", i,
               error);
    }
    CHECK(test_clean(), "24 bits stand at the top, one and a half steps off at most");
}

static void test_ends(void)
{
    Dither dither = {.seed = 7, .bits = 16};
    const float ends[] = {2.0f, -2.0f, 0.5f, 0.5f, 1.0f, -1.0f};
    dither_frames(&dither, ends, numbers, 3);
    CHECK(numbers[0] == 32767 * SHIFT_16 && numbers[1] == -32768 * SHIFT_16,
          "what is too loud stays at the top");
    CHECK(numbers[4] >= 32766 * SHIFT_16 && numbers[5] <= -32767 * SHIFT_16, "full scale is kept");
    int loud = 0;
    memset(stereo, 0, sizeof stereo);
    dither_frames(&dither, stereo, numbers, FRAMES);
    for (int i = 0; i < 2 * FRAMES; ++i) {
        loud += numbers[i] != 0;
    }
    CHECK_EQ(loud, 0, "digital silence stays silent");
}

int main(void)
{
    test_begin("dither");
    test_noise();
    test_soft_tone();
    test_places();
    test_ends();
    return test_end();
}
