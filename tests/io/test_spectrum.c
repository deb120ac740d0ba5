// A spectrogram shows a tone where and when it sounds, as loud as it is.
#include "harness.h"
#include "io/spectrum_kissfft.h"

#include <math.h>

enum { RATE = 48000, SECONDS = 8, HALF = RATE * SECONDS / 2 };

static float stereo[2 * HALF];

static void fill_tone(double hz, double amplitude)
{
    for (int i = 0; i < HALF; ++i) {
        const float value = (float)(amplitude * sin(2 * 3.14159265358979 * hz * i / RATE));
        stereo[2 * i] = stereo[2 * i + 1] = value;
    }
}

// Row of a frequency, from the top.
static int row_of(const Spectrogram *heard, double hz)
{
    const double octaves = log2(heard->high_hz / heard->low_hz);
    return (int)(heard->image.height * (1 - log2(hz / heard->low_hz) / octaves));
}

static int step_at(const Spectrogram *heard, int column, double hz)
{
    return heard->image.steps[row_of(heard, hz) * heard->image.width + column];
}

static void test_tones(void)
{
    Spectrum *const spectrum = spectrum_open(RATE, 2 * HALF);
    fill_tone(440, 0.5);
    for (int done = 0; done < HALF; done += HALF / 4) { // in pieces
        spectrum_add(spectrum, stereo + 2 * done, HALF / 4);
    }
    fill_tone(3520, 0.05);
    spectrum_add(spectrum, stereo, HALF);
    const Spectrogram heard = spectrum_result(spectrum);
    const int early = heard.image.width / 4, late = 3 * heard.image.width / 4;
    CHECK_EQ(heard.image.width, 720, "as many columns as there are");
    CHECK_EQ(heard.top_db, -6, "half of full scale is -6 dB");
    CHECK_EQ(step_at(&heard, early, 440), RAMP_STEPS - 1, "a tone is in the last step of the ramp");
    CHECK_EQ(step_at(&heard, early, 880), 0, "and nowhere else");
    CHECK_EQ(step_at(&heard, late, 440), 0, "it is over when it ends");
    CHECK_EQ(step_at(&heard, late, 3520), RAMP_STEPS - 1 - 20 / heard.step_db,
             "another, 20 dB softer, lies as many steps lower");
    spectrum_close(spectrum);
}

static void test_lengths(void)
{
    static const int lengths[] = {1, 100, 719, 721, 48000, 131072};
    for (int i = 0; i < 6; ++i) {
        Spectrum *const spectrum = spectrum_open(RATE, lengths[i]);
        spectrum_add(spectrum, stereo, (size_t)lengths[i]);
        const Spectrogram heard = spectrum_result(spectrum);
        EXPECT(heard.image.width >= 1 && heard.image.width <= 720, "%d frames: %d columns",
               lengths[i], heard.image.width);
        spectrum_close(spectrum);
    }
    CHECK(test_clean(), "any length has its columns");
    Spectrum *const slow = spectrum_open(22050, 22050);
    const Spectrogram none = spectrum_result(slow);
    CHECK(none.high_hz < 11026, "nothing is shown above half the rate");
    spectrum_close(slow);
    spectrum_close(NULL);
}

int main(void)
{
    test_begin("spectrum");
    if (!spectrum_possible()) {
        printf("ok - spectrum: # SKIP built without KISS FFT\n");
        return 0;
    }
    test_tones();
    test_lengths();
    return test_end();
}
