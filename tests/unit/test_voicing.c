// Voicings: where the tones of a chord lie, and how they move.
#include "base/dice.h"
#include "harness.h"
#include "music/voicing.h"

#include <stdlib.h>

enum { LOW = 52, HIGH = 72, VOICES = 3, BASS = 36 };

static const Voicing none = {.count = 0};

static int32_t bass_of(Key key, Chord chord)
{
    const int32_t pc = scale_pitch(key, chord_bass_degree(chord)) % OCTAVE;
    return BASS + (pc - BASS % OCTAVE + OCTAVE) % OCTAVE;
}

static void expect_shape(Key key, Chord chord, const Voicing *v, int voices)
{
    EXPECT(v->count == voices, "degree %d colour %d: %d voices", chord.degree, chord.colour,
           v->count);
    for (int i = 0; i < v->count; ++i) {
        EXPECT(v->pitch[i] >= LOW && v->pitch[i] <= HIGH, "%d is out of range", v->pitch[i]);
        EXPECT(chord_mask(key, chord) >> (v->pitch[i] % OCTAVE) & 1, "%d is no chord tone",
               v->pitch[i]);
        if (i > 0) {
            const int gap = v->pitch[i] - v->pitch[i - 1];
            EXPECT(gap > 0, "voices cross");
            EXPECT(gap != 1, "key %d/%d degree %d colour %d: a minor second", key.tonic, key.mode,
                   chord.degree, chord.colour);
            EXPECT(gap <= OCTAVE, "a gap of %d", gap);
        }
    }
}

static void test_all_chords(void)
{
    for (int k = 0; k < OCTAVE * MODE_COUNT; ++k) {
        const Key key = {(uint8_t)(k % OCTAVE), (uint8_t)(k / OCTAVE)};
        for (int d = 0; d < SCALE_DEGREES * CHORD_COLOUR_COUNT; ++d) {
            const Chord chord = {.degree = (uint8_t)(d % 7), .colour = (uint8_t)(d / 7)};
            const int32_t bass = bass_of(key, chord);
            const Voicing v = voicing_find(key, chord, VOICES, LOW, HIGH, &none, bass, bass);
            expect_shape(key, chord, &v, VOICES);
        }
    }
    CHECK(test_clean(), "every chord of every key is voiced in range, in order, no minor second");
}

static int has_third(Key key, Chord chord, const Voicing *v)
{
    for (int i = 0; i < v->count; ++i) {
        if ((v->pitch[i] - scale_pitch(key, chord.degree + 2)) % OCTAVE == 0) {
            return 1;
        }
    }
    return 0;
}

// How the voices go from one chord to the next, summed over many random walks.
typedef struct {
    int moves, semitones, kept, common, parallels;
} Motion;

static void count_motion(Motion *motion, const Voicing *a, const Voicing *b, uint16_t shared,
                         int bass_a, int bass_b)
{
    for (int i = 0; i < a->count; ++i) {
        const int move = b->pitch[i] - a->pitch[i];
        motion->moves += 1;
        motion->semitones += abs(move);
        const int interval = (a->pitch[i] - bass_a) % OCTAVE;
        motion->parallels += move != 0 && bass_a != bass_b && (interval == 0 || interval == 7) &&
                             interval == (b->pitch[i] - bass_b) % OCTAVE;
        if (shared >> (a->pitch[i] % OCTAVE) & 1) {
            motion->common += 1;
            for (int j = 0; j < b->count; ++j) {
                motion->kept += b->pitch[j] == a->pitch[i];
            }
        }
    }
}

static void test_leading(void)
{
    Motion motion = {0, 0, 0, 0, 0};
    Dice dice = dice_at(1, 1, 1);
    for (int walk = 0; walk < 200; ++walk) {
        const Key key = {(uint8_t)dice_below(&dice, 12), (uint8_t)dice_below(&dice, 4)};
        Voicing before = none;
        Chord old = {0, 0, 0};
        int32_t old_bass = bass_of(key, old);
        for (int i = 0; i < 12; ++i) {
            const Chord chord = {.degree = (uint8_t)dice_below(&dice, 7)};
            const int32_t bass = bass_of(key, chord);
            const Voicing v = voicing_find(key, chord, VOICES, LOW, HIGH, &before, bass, old_bass);
            expect_shape(key, chord, &v, VOICES);
            EXPECT(has_third(key, chord, &v), "a triad without its third");
            if (before.count > 0) {
                const uint16_t shared = chord_mask(key, chord) & chord_mask(key, old);
                count_motion(&motion, &before, &v, shared, old_bass, bass);
            }
            before = v;
            old = chord;
            old_bass = bass;
        }
    }
    CHECK(test_clean(), "over 200 walks all stay in shape, with a third in every triad");
    CHECK(motion.semitones < 3 * motion.moves, "a voice moves %.2f semitones a chord, under 3",
          (double)motion.semitones / motion.moves);
    CHECK(motion.kept * 10 >= motion.common * 8, "%d of %d common tones stay, 80 %% at least",
          motion.kept, motion.common);
    CHECK(motion.parallels * 100 <= motion.moves * 2,
          "%d of %d moves run parallel with the bass, 2 %% at most", motion.parallels,
          motion.moves);
}

static void test_same_chord(void)
{
    const Key key = {2, MODE_IONIAN};
    const Chord chord = {.degree = 3};
    const int32_t bass = bass_of(key, chord);
    const Voicing first = voicing_find(key, chord, VOICES, LOW, HIGH, &none, bass, bass);
    const Voicing again = voicing_find(key, chord, VOICES, LOW, HIGH, &first, bass, bass);
    CHECK(first.pitch[0] == again.pitch[0] && first.pitch[1] == again.pitch[1] &&
              first.pitch[2] == again.pitch[2],
          "the same chord again stays where it lies");
}

static void test_narrow(void)
{
    const Key key = {0, MODE_IONIAN};
    const Chord chord = {.degree = 0};
    Voicing v = voicing_find(key, chord, 4, 60, 66, &none, 40, 40);
    CHECK(v.count == 2 && v.pitch[0] == 60 && v.pitch[1] == 64,
          "a narrow range holds fewer voices");
    v = voicing_find(key, chord, 4, 61, 63, &none, 40, 40);
    CHECK_EQ(v.count, 0, "and an empty one none");
    v = voicing_find(key, chord, 3, 52, 72, &none, 60, 60);
    CHECK(v.count == 3 && v.pitch[0] >= 63, "voices lie above the bass");
}

int main(void)
{
    test_begin("voicing");
    test_all_chords();
    test_leading();
    test_same_chord();
    test_narrow();
    return test_end();
}
