// What comes out of the real synth, as a listener would notice it: no click, no clipping, a start
// and an end in silence. The pieces change their room, which once ticked.
#include "harness.h"
#include "io/preset_file.h"
#include "io/synth_fluid.h"
#include "session/session.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    RATE = 48000,
    SECONDS = 100,
    FRAMES = RATE * SECONDS,
    BLOCK = 960, ///< 20 ms: what a kink is held against.
    KINK = 26,   ///< Times the mean around it. Onsets reach 18; reverb changes made 34 to 340.
};

static Session session;
static Preset preset;
static float stereo[2 * FRAMES];

static size_t render(const char *path, uint64_t seed)
{
    Error error = {STATUS_OK, ""};
    EXPECT(preset_file_read(path, &preset, &error) == STATUS_OK, "%s", error.message);
    Synth *const synth = synth_fluid_open("soundfonts/lull.sf2", RATE, &error);
    EXPECT(synth != NULL, "%s", error.message);
    if (synth == NULL) {
        return 0;
    }
    const SessionConfig config = {.presets = &preset,
                                  .preset_count = 1,
                                  .seed = seed,
                                  .rate_hz = RATE,
                                  .length_ms = 1000 * SECONDS,
                                  .fade_ms = 3000,
                                  .volume = 127,
                                  .has_from = 1,
                                  .from = {-550, -500},
                                  .over_ms = 1000 * SECONDS};
    session_init(&session, &config);
    const size_t frames = session_render(&session, synth, stereo, FRAMES);
    synth->ops->close(synth);
    return frames;
}

static double loudest(size_t from, size_t to)
{
    double most = 0;
    for (size_t i = 2 * from; i < 2 * to; ++i) {
        most = fmax(most, fabs((double)stereo[i]));
    }
    return most;
}

// The third difference of the left channel: small in music, large where a wave breaks.
static double bend(size_t i)
{
    const float *const x = &stereo[2 * i];
    return fabs((double)x[6] - 3.0 * (double)x[4] + 3.0 * (double)x[2] - (double)x[0]);
}

static double mean_bend(size_t block)
{
    double sum = 0;
    for (size_t i = 0; i < BLOCK; ++i) {
        sum += bend(block * BLOCK + i);
    }
    return sum / BLOCK;
}

static double worst_kink(void)
{
    double worst = 0;
    for (size_t block = 1; (block + 3) * BLOCK < FRAMES; ++block) {
        const double around = (mean_bend(block - 1) + mean_bend(block) + mean_bend(block + 1)) / 3;
        for (size_t i = 0; around > 1e-7 && i < BLOCK; ++i) {
            worst = fmax(worst, bend(block * BLOCK + i) / around);
        }
    }
    return worst;
}

static void listen(const char *path, uint64_t seed)
{
    const size_t frames = render(path, seed);
    CHECK_EQ(frames, FRAMES, "%s: exactly as long as asked for", path);
    CHECK(loudest(0, RATE / 100) < 0.001, "it begins from silence");
    CHECK(loudest(0, FRAMES) > 0.02 && loudest(0, FRAMES) < 0.9, "it is heard, and does not clip");
    const double before_end = loudest(FRAMES - 3 * RATE / 4, FRAMES - RATE / 2);
    CHECK(before_end < 0.01, "it fades out: %.4f half a second before the end", before_end);
    CHECK(loudest(FRAMES - RATE / 5, FRAMES) <= 0, "and ends in digital silence");
    const double kink = worst_kink();
    CHECK(kink < KINK, "no click: the sharpest bend is %.0f times the mean around it", kink);
}

int main(void)
{
    test_begin("sound");
    listen("presets/before.conf", 7);
    listen("presets/evening.conf", 3);
    return test_end();
}
