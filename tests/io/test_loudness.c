// Loudness as EBU Tech 3341 and 3342 test it, true peaks found as libebur128 finds them in the
// whole, and the scratch file between two passes.
#include "harness.h"
#include "io/loudness_ebur128.h"
#include "io/scratch_file.h"

#include <dirent.h>
#include <ebur128.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { RATE = 48000, SECONDS = 60, FRAMES = SECONDS * RATE };

static float sound[2 * FRAMES];
static Error error;

/// A tone of 1 kHz at `dbfs` on both channels, from one second to another.
static void tone(int from_s, int to_s, double dbfs)
{
    for (int i = from_s * RATE; i < to_s * RATE; ++i) {
        sound[2 * i] = sound[2 * i + 1] =
            (float)(pow(10, dbfs / 20) * sin(6.283185307179586 * 1000 * i / RATE));
    }
}

static Loudness measure(int frames, size_t piece)
{
    LoudnessMeter *const meter = loudness_open(RATE, 0, &error);
    for (size_t done = 0, n = 1; done < (size_t)frames; done += n) {
        n = 1 + (done * 7 + 13) % piece;
        n = n < (size_t)frames - done ? n : (size_t)frames - done;
        loudness_add(meter, sound + 2 * done, n, &error);
    }
    const Loudness loudness = loudness_end(meter);
    loudness_close(meter);
    return loudness;
}

static void test_loudness(void)
{
    tone(0, 20, -23);
    CHECK(fabs(measure(20 * RATE, 999).lufs + 23) < 0.1, "a tone of -23 dBFS is -23 LUFS");
    tone(0, 10, -36), tone(10, 50, -23), tone(50, 60, -36);
    CHECK(fabs(measure(FRAMES, 999).lufs + 23) < 0.1, "and soft surroundings do not count");
    tone(0, 20, -20), tone(20, 40, -30);
    CHECK(fabs(measure(40 * RATE, 999).range_lu - 10) < 1, "a step of 10 LU is a range of 10 LU");
    memset(sound, 0, sizeof sound);
    const Loudness silence = measure(RATE, 999);
    CHECK(isinf(silence.lufs) && isinf(silence.true_peak_db), "silence has no loudness");
}

static void test_rise(void)
{
    tone(0, 1, -44), tone(1, 2, -38), tone(2, 20, -32), tone(20, 40, -24);
    const double step = measure(40 * RATE, 999).rise_lu;
    CHECK(fabs(step - 8) < 0.3, "a step of 8 LU is a rise of 8 LU: %.2f", step);
    tone(0, 20, -26);
    const double begin = measure(20 * RATE, 999).rise_lu;
    CHECK(fabs(begin - 20) < 0.3, "a beginning out of silence rises by 20 LU: %.2f", begin);
    LoudnessMeter *const meter = loudness_open(RATE, 0, &error);
    loudness_goes_round(meter);
    loudness_add(meter, sound, 20 * RATE, &error);
    CHECK(loudness_end(meter).rise_lu < 0.1, "unless it goes round");
    loudness_close(meter);
}

/// Noise in bursts of rising and falling level, so that most tenths hold no new peak.
static void test_peaks(void)
{
    uint32_t bits = 1;
    for (int i = 0; i < FRAMES; ++i) {
        const double level = 0.05 + 0.4 * fabs(sin(0.00001 * i) * sin(0.00000137 * i * 5));
        for (int c = 0; c < 2; ++c) {
            bits = bits * 1664525u + 1013904223u;
            sound[2 * i + c] = (float)(level * ((double)(bits >> 8) / (1 << 23) - 1));
        }
    }
    ebur128_state *whole = ebur128_init(2, RATE, EBUR128_MODE_TRUE_PEAK);
    double left, right;
    ebur128_add_frames_float(whole, sound, FRAMES);
    ebur128_true_peak(whole, 0, &left);
    ebur128_true_peak(whole, 1, &right);
    ebur128_destroy(&whole);
    const double peak = 20 * log10(fmax(left, right));
    for (size_t piece = 100; piece < 20000; piece = piece * 50 + 1) {
        const double found = measure(FRAMES, piece).true_peak_db;
        EXPECT(fabs(found - peak) < 1e-5, "calls of %zu: %.6f, wanted %.6f", piece, found, peak);
    }
    CHECK(test_clean(), "peaks are those that libebur128 finds in the whole");
}

/// A peak between the last samples of a tenth, of which only what follows can tell.
static void test_peak_at_seam(void)
{
    memset(sound, 0, sizeof sound);
    sound[2 * (RATE / 10 - 2)] = sound[2 * (RATE / 10 - 1)] = 0.5f;
    const double peak = measure(RATE, 999).true_peak_db;
    CHECK(peak > 20 * log10(0.5) + 1, "a peak that the next tenth shows is found: %.2f dBTP", peak);
}

static void test_moved(void)
{
    tone(0, 20, -23);
    const Loudness plain = measure(20 * RATE, 999);
    tone(0, 20, -17);
    const Loudness loud = measure(20 * RATE, 999), moved = loudness_moved(plain, 6);
    CHECK(fabs(loud.lufs - moved.lufs) < 0.01 && fabs(loud.range_lu - moved.range_lu) < 0.01 &&
              fabs(loud.true_peak_db - moved.true_peak_db) < 0.01 &&
              fabs(loud.rise_lu - moved.rise_lu) < 0.01,
          "another gain moves loudness and peak alike");
}

static void test_scratch(void)
{
    char folder[] = "/tmp/lull scratch XXXXXX", path[64];
    static float back[2 * RATE];
    ScratchFile scratch = {.fd = -1};
    mkdtemp(folder);
    snprintf(path, sizeof path, "%s/a.wav", folder);
    CHECK_EQ(scratch_open(&scratch, path, &error), STATUS_OK, "a scratch file is opened");
    scratch_write(&scratch, 0, sound, RATE, &error);
    CHECK_EQ(scratch_read(&scratch, 1000, back, RATE), RATE - 1000, "as much is read as there is");
    CHECK(memcmp(back, sound + 2000, 8 * (RATE - 1000)) == 0, "and it is what was written");
    CHECK_EQ(rmdir(folder), 0, "it has no name, even while it is open");
    scratch_close(&scratch);
    CHECK(scratch_fits("-", RATE) && !scratch_fits("-", INT64_MAX / 16), "room is looked for");
    CHECK_EQ(scratch_open(&scratch, "/nowhere/a.wav", &error), STATUS_WRITE_FAILED,
             "a folder that is not there");
    CHECK(strstr(error.message, "/nowhere/a.wav: there is no such folder") != NULL, "is named");
}

int main(void)
{
    test_begin("loudness");
    test_loudness();
    test_rise();
    test_peaks();
    test_peak_at_seam();
    test_moved();
    test_scratch();
    return test_end();
}
