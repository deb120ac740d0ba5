// Keys and scales.
#include "harness.h"
#include "music/scale.h"

#include <stdlib.h>
#include <string.h>

#define EACH_KEY(key)                                                                              \
    for (Key key = {0, 0}; key.mode < MODE_COUNT; key.tonic = (uint8_t)((key.tonic + 1) % OCTAVE), \
             key.mode = (uint8_t)(key.mode + (key.tonic == 0)))

static void test_steps(void)
{
    EACH_KEY(key)
    {
        const int k = key.tonic + 100 * key.mode;
        EXPECT(scale_pitch(key, 0) == 60 + key.tonic, "key %d: step 0", k);
        for (int32_t step = -30; step <= 30; ++step) {
            const int32_t pitch = scale_pitch(key, step);
            const int32_t rise = scale_pitch(key, step + 1) - pitch;
            EXPECT(rise == 1 || rise == 2, "key %d: step %d rises by %d", k, step, rise);
            EXPECT(scale_pitch(key, step + 7) == pitch + 12, "key %d: octave on %d", k, step);
            EXPECT(scale_step(key, pitch) == step, "key %d: pitch %d back to its step", k, pitch);
        }
        EXPECT(scale_pitch(key, 4) == scale_pitch(key, 0) + 7, "key %d: pure fifth", k);
    }
    CHECK(test_clean(),
          "in all 48 keys steps rise by one or two semitones and seven make an octave");
}

// The nearest scale tone of a pitch by looking at all of them, the lower of two equally near.
static int32_t nearest(Key key, int32_t pitch)
{
    int32_t best = -1000;
    for (int32_t step = -60; step <= 60; ++step) {
        const int32_t p = scale_pitch(key, step);
        best = abs(p - pitch) < abs(best - pitch) ? p : best;
    }
    return best;
}

static void test_snap(void)
{
    EACH_KEY(key)
    {
        int inside = 0;
        for (int32_t pitch = 0; pitch < 128; ++pitch) {
            const int32_t snapped = scale_snap(key, pitch);
            EXPECT(snapped == nearest(key, pitch), "key %d mode %d: %d snaps to %d", key.tonic,
                   key.mode, pitch, snapped);
            EXPECT(scale_has(key, snapped), "%d is in the scale", snapped);
            EXPECT(scale_has(key, pitch) == (snapped == pitch), "%d has to stay", pitch);
            inside += pitch < 120 && scale_has(key, pitch);
        }
        EXPECT(inside == 70, "key %d mode %d has %d of 120 pitches", key.tonic, key.mode, inside);
    }
    CHECK(test_clean(), "every pitch snaps to the nearest tone of every key");
}

static void test_modes(void)
{
    static const struct {
        Mode mode;
        const char *name;
        int third, sixth, seventh;
    } modes[] = {{MODE_IONIAN, "ionian", 4, 9, 11},
                 {MODE_MIXOLYDIAN, "mixolydian", 4, 9, 10},
                 {MODE_DORIAN, "dorian", 3, 9, 10},
                 {MODE_AEOLIAN, "aeolian", 3, 8, 10}};
    for (int i = 0; i < MODE_COUNT; ++i) {
        const Key key = {0, (uint8_t)modes[i].mode};
        EXPECT(strcmp(mode_table[modes[i].mode].name, modes[i].name) == 0, "%s", modes[i].name);
        EXPECT(scale_pitch(key, 2) == 60 + modes[i].third &&
                   scale_pitch(key, 5) == 60 + modes[i].sixth &&
                   scale_pitch(key, 6) == 60 + modes[i].seventh,
               "%s has the wrong colour", modes[i].name);
    }
    CHECK(test_clean(), "third, sixth and seventh make the four modes");
}

// Accidentals counted from the scale itself: a signature of n sharps sharpens F C G D A E B in
// turn.
static void test_signatures(void)
{
    static const int fifths[] = {5, 0, 7, 2, 9, 4, 11}; // F C G D A E B
    EACH_KEY(key)
    {
        const int32_t sharps = key_signature(key);
        EXPECT(sharps >= -7 && sharps <= 7, "%d accidentals", sharps);
        for (int i = 0; i < 7; ++i) {
            const int sharp = sharps > i, flat = -sharps > 6 - i;
            EXPECT(scale_has(key, 60 + fifths[i] + sharp - flat), "tonic %d mode %d: %d", key.tonic,
                   key.mode, sharps);
        }
    }
    CHECK(test_clean(), "key signatures spell every scale");
    CHECK(key_signature((Key){2, MODE_IONIAN}) == 2 && key_signature((Key){7, MODE_DORIAN}) == -1 &&
              key_signature((Key){9, MODE_AEOLIAN}) == 0,
          "D major has two sharps, G dorian one flat, A minor none");
}

int main(void)
{
    test_begin("scale");
    test_steps();
    test_snap();
    test_modes();
    test_signatures();
    return test_end();
}
