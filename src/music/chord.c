#include "music/chord.h"

#include "base/fix.h"

typedef struct {
    uint8_t count;
    uint8_t above[CHORD_TONES_MAX]; ///< Scale steps above the root.
} ColourTones;

static const ColourTones colour_table[CHORD_COLOUR_COUNT] = {
    [CHORD_TRIAD] = {3, {0, 2, 4}},    [CHORD_SEVENTH] = {4, {0, 2, 4, 6}},
    [CHORD_NINTH] = {4, {0, 2, 4, 1}}, [CHORD_SUS4] = {3, {0, 3, 4}},
    [CHORD_SUS2] = {3, {0, 1, 4}},     [CHORD_BORROWED] = {3, {0, 2, 4}},
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

static int32_t third_above(Key key, Chord chord)
{
    return scale_pitch(key, chord.degree + 2) - scale_pitch(key, chord.degree);
}

int32_t chord_pitch(Key key, Chord chord, int32_t step)
{
    enum { MAJOR_THIRD = 4 };
    const int32_t pitch = scale_pitch(key, step);
    if (chord.colour != CHORD_BORROWED || fix_mod(step - chord.degree, SCALE_DEGREES) != 2) {
        return pitch;
    }
    return third_above(key, chord) == MAJOR_THIRD ? pitch - 1 : pitch + 1;
}

uint16_t chord_mask(Key key, Chord chord)
{
    uint8_t degrees[CHORD_TONES_MAX];
    const int count = chord_degrees(chord, degrees);
    uint16_t mask = 0;
    for (int i = 0; i < count; ++i) {
        mask |= (uint16_t)(1u << (chord_pitch(key, chord, degrees[i]) % OCTAVE));
    }
    return mask;
}

int chord_bass_degree(Chord chord)
{
    return (chord.degree + 2 * chord.bass) % SCALE_DEGREES;
}

int chord_is_major(Key key, Chord chord)
{
    const int major = third_above(key, chord) == 4;
    return chord.colour == CHORD_BORROWED ? !major : major;
}

int chord_is_diminished(Key key, Chord chord)
{
    return scale_pitch(key, chord.degree + 4) - scale_pitch(key, chord.degree) == 6;
}
