// The last step to a file: one gain, and true peaks held below a ceiling.
#include "harness.h"
#include "session/finish.h"

#include <math.h>
#include <string.h>

enum { RATE = 48000, FRAMES = 2 * RATE }; // the swell is loud in the middle second

static const double pi = 3.14159265358979323846;
static float sound[2 * FRAMES];
static float out[2 * FRAMES];
static Finish finish;

/// A tone that swells, at the frequency whose samples miss its peaks most.
static void fill(double level)
{
    for (int i = 0; i < FRAMES; ++i) {
        const double swell = 0.5 - 0.5 * cos(2 * pi * i / FRAMES);
        sound[2 * i] = (float)(level * swell * sin(pi / 2 * i + pi / 4));
        sound[2 * i + 1] = (float)(0.3 * level * swell * sin(0.05 * i));
    }
}

/// In pieces of odd sizes, as calls may come.
static void run(double gain_db, double ceiling_db, size_t piece)
{
    memcpy(out, sound, sizeof out);
    finish_init(&finish, RATE, gain_db, ceiling_db);
    for (size_t done = 0, n = 1; done < FRAMES; done += n) {
        n = 1 + (done * 7 + 13) % piece;
        n = n < FRAMES - done ? n : FRAMES - done;
        finish_frames(&finish, out + 2 * done, n);
    }
}

static double to_db(double x)
{
    return 20 * log10(x);
}

/// The highest point of the left channel between samples, by a long sinc of its own.
static double true_peak(void)
{
    enum { REACH = 32, POINTS = 8 };
    double most = 0;
    for (int i = RATE / 2; i < 3 * RATE / 2; ++i) {
        for (int p = 0; fabsf(out[2 * i]) > 0.5f && p < POINTS; ++p) {
            double point = 0;
            for (int k = -REACH; k <= REACH; ++k) {
                const double x = pi * ((double)p / POINTS - k);
                const double window = 0.5 + 0.5 * cos(x / (REACH + 1));
                point += out[2 * (i + k)] * window * (x == 0 ? 1 : sin(x) / x);
            }
            most = fmax(most, fabs(point));
        }
    }
    return most;
}

static void test_gain(void)
{
    fill(0.5);
    run(-6.0, INFINITY, 333);
    const float gain = (float)pow(10, -0.3);
    for (int i = 0; i < 2 * FRAMES; ++i) {
        EXPECT(fabsf(out[i] - sound[i] * gain) < 1e-7f, "sample %d", i);
    }
    CHECK(test_clean() && finish_delay(&finish) == 0, "without a limiter it is one gain, at once");
}

static void test_untouched(void)
{
    fill(0.6);
    run(0.0, -1.0, 333);
    const int delay = finish_delay(&finish);
    for (int i = 0; i < FRAMES - delay; ++i) {
        EXPECT(out[2 * (i + delay)] == sound[2 * i], "frame %d", i);
    }
    CHECK(test_clean() && delay > 0, "below the ceiling all passes untouched, %d frames late",
          delay);
    CHECK_EQ(finish.limited, 0, "and nothing is held back");
}

static void test_ceiling(void)
{
    fill(1.0);
    run(9.0, -1.0, 333);
    const double peak = to_db(true_peak());
    CHECK(peak < -0.9 && peak > -1.3, "a true peak of +9 dB is held at %.2f dBTP", peak);
    CHECK(finish.limited > RATE / 2 && finish.limited < FRAMES, "for %d frames",
          (int)finish.limited);
    double step = 0;
    for (int i = 1; i < FRAMES; ++i) { // the right channel is softer: it shows the gain
        step = fmax(step, fabs((double)out[2 * i + 1] - out[2 * i - 1]));
    }
    CHECK(step < 0.3 * 2.82 * 0.05 * 1.05, "and no sample jumps: %.4f", step);
}

static void test_recovery(void)
{
    memset(sound, 0, sizeof sound);
    for (int i = 0; i < FRAMES; ++i) {
        sound[2 * i] = sound[2 * i + 1] = 0.1f;
    }
    sound[2 * RATE / 4] = 2.0f;
    run(0.0, -1.0, 333);
    const int delay = finish_delay(&finish);
    const float before = out[2 * (RATE / 8 - 400)], late = out[2 * (FRAMES - 1)];
    CHECK(before == 0.1f, "long before a peak nothing moves");
    CHECK(fabsf(out[2 * (RATE / 8 + delay)]) <= 0.8914f, "a single sample is held too");
    double step = 0;
    for (int i = delay + 1; i < FRAMES; ++i) {
        step = fmax(step, fabs((double)out[2 * i + 1] - out[2 * i - 1]));
    }
    CHECK(step > 0 && step < 0.1 / 100, "the gain has no step: %.6f of 0.1 at most", step);
    CHECK(late > 0.099f, "and the gain comes back: %.5f", late);
}

static void test_calls(void)
{
    static float once[2 * FRAMES];
    fill(1.0);
    run(6.0, -1.0, 5000);
    memcpy(once, out, sizeof once);
    run(6.0, -1.0, 77);
    CHECK(memcmp(once, out, sizeof once) == 0, "any division into calls gives equal bits");
}

int main(void)
{
    test_begin("finish");
    test_gain();
    test_untouched();
    test_ceiling();
    test_recovery();
    test_calls();
    return test_end();
}
