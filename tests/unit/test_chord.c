// Chords on scale degrees.
#include "harness.h"
#include "music/chord.h"

static int bits(uint16_t mask)
{
    int count = 0;
    for (; mask != 0; mask &= (uint16_t)(mask - 1)) {
        ++count;
    }
    return count;
}

static Chord chord_of(int degree, int colour)
{
    return (Chord){.degree = (uint8_t)degree, .colour = (uint8_t)colour};
}

// All that is true of one chord in one key.
static void expect_whole(Key key, Chord chord)
{
    uint8_t degrees[CHORD_TONES_MAX];
    const int count = chord_degrees(chord, degrees);
    const uint16_t mask = chord_mask(key, chord);
    EXPECT(count == 3 || count == 4, "%d tones", count);
    EXPECT(degrees[0] == chord.degree, "the root comes first");
    EXPECT(bits(mask) == count, "%d pitch classes for %d tones", bits(mask), count);
    int steps = 0;
    for (int32_t step = -7; step < 14; ++step) {
        const int inside = (mask >> (chord_pitch(key, chord, step) % OCTAVE)) & 1;
        EXPECT(chord_has_step(chord, step) == inside, "degree %d: step %d", chord.degree, step);
        steps += inside;
    }
    EXPECT(steps == 3 * count, "%d steps of three octaves", steps);
}

static void test_tones(void)
{
    for (int k = 0; k < OCTAVE * MODE_COUNT; ++k) {
        const Key key = {(uint8_t)(k % OCTAVE), (uint8_t)(k / OCTAVE)};
        for (int d = 0; d < SCALE_DEGREES; ++d) {
            for (int c = 0; c < CHORD_COLOUR_COUNT; ++c) {
                expect_whole(key, chord_of(d, c));
            }
        }
    }
    CHECK(test_clean(), "tones, steps and masks of every chord in every key agree");
}

static void test_kinds(void)
{
    static const int major[MODE_COUNT] = {0x19, 0x49, 0x4c, 0x64}; // degrees as bits, I lowest
    static const int diminished[MODE_COUNT] = {6, 2, 5, 1};
    for (int mode = 0; mode < MODE_COUNT; ++mode) {
        for (int d = 0; d < SCALE_DEGREES; ++d) {
            const Key key = {5, (uint8_t)mode};
            EXPECT(chord_is_major(key, chord_of(d, CHORD_TRIAD)) == ((major[mode] >> d) & 1),
                   "mode %d, degree %d: major?", mode, d);
            EXPECT(chord_is_diminished(key, chord_of(d, CHORD_SUS4)) == (d == diminished[mode]),
                   "mode %d, degree %d: diminished?", mode, d);
        }
    }
    CHECK(test_clean(), "major, minor and diminished degrees are those of each mode");
}

static void test_colours(void)
{
    const Key c = {0, MODE_IONIAN};
    CHECK_EQ(chord_mask(c, chord_of(4, CHORD_SEVENTH)), 1 << 7 | 1 << 11 | 1 << 2 | 1 << 5, "G7");
    CHECK_EQ(chord_mask(c, chord_of(0, CHORD_NINTH)), 1 << 0 | 1 << 4 | 1 << 7 | 1 << 2, "C add 9");
    CHECK_EQ(chord_mask(c, chord_of(4, CHORD_SUS4)), 1 << 7 | 1 << 0 | 1 << 2, "G sus 4");
    CHECK_EQ(chord_mask(c, chord_of(3, CHORD_SUS2)), 1 << 5 | 1 << 7 | 1 << 0, "F sus 2");
    Chord chord = chord_of(5, CHORD_TRIAD);
    for (int member = 0; member < 3; ++member) {
        chord.bass = (uint8_t)member;
        EXPECT(chord_bass_degree(chord) == (5 + 2 * member) % 7, "bass member %d", member);
    }
    CHECK(test_clean(), "root, third and fifth may be in the bass");
}

int main(void)
{
    test_begin("chord");
    test_tones();
    test_kinds();
    test_colours();
    return test_end();
}
