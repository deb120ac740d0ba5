#include "music/chord.h"

#include "base/fix.h"

typedef struct {
    uint8_t count;
    uint8_t above[CHORD_TONES_MAX]; ///< Scale steps above the root.
} ColourTones;

static const ColourTones colour_table[CHORD_COLOUR_COUNT] = {
    [CHORD_TRIAD] = {3, {0, 2, 4}},    [CHORD_SEVENTH] = {4, {0, 2, 4, 6}},
    [CHORD_NINTH] = {4, {0, 2, 4, 1}}, [CHORD_SUS4] = {3, {0, 3, 4}},
    [CHORD_SUS2] = {3, {0, 1, 4}},
};

int chord_degrees(Chord chord, uint8_t degrees[CHORD_TONES_MAX])
{
    const ColourTones *const tones = &colour_table[chord.colour];
    for (int i = 0; i < tones->count; ++i) {
        degrees[i] = (uint8_t)((chord.degree + tones->above[i]) % SCALE_DEGREES);
    }
    return tones->count;
}

int chord_has_step(Chord chord, int32_t step)
{
    uint8_t degrees[CHORD_TONES_MAX];
    const int count = chord_degrees(chord, degrees);
    const int32_t degree = fix_mod(step, SCALE_DEGREES);
    for (int i = 0; i < count; ++i) {
        if (degrees[i] == degree) {
            return 1;
        }
    }
    return 0;
}

uint16_t chord_mask(Key key, Chord chord)
{
    uint8_t degrees[CHORD_TONES_MAX];
    const int count = chord_degrees(chord, degrees);
    uint16_t mask = 0;
    for (int i = 0; i < count; ++i) {
        mask |= (uint16_t)(1u << (scale_pitch(key, degrees[i]) % OCTAVE));
    }
    return mask;
}

int chord_bass_degree(Chord chord)
{
    return (chord.degree + 2 * chord.bass) % SCALE_DEGREES;
}

static int32_t above_root(Key key, Chord chord, int32_t steps)
{
    return scale_pitch(key, chord.degree + steps) - scale_pitch(key, chord.degree);
}

int chord_is_major(Key key, Chord chord)
{
    return above_root(key, chord, 2) == 4;
}

int chord_is_diminished(Key key, Chord chord)
{
    return above_root(key, chord, 4) == 6;
}
