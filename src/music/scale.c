#include "music/scale.h"

#include "base/fix.h"

const ModeInfo mode_table[MODE_COUNT] = {
    [MODE_IONIAN] = {"ionian", "major", {0, 2, 4, 5, 7, 9, 11}, 0},
    [MODE_MIXOLYDIAN] = {"mixolydian", "mixolydian", {0, 2, 4, 5, 7, 9, 10}, -1},
    [MODE_DORIAN] = {"dorian", "dorian", {0, 2, 3, 5, 7, 9, 10}, -2},
    [MODE_AEOLIAN] = {"aeolian", "minor", {0, 2, 3, 5, 7, 8, 10}, -3},
};

enum { MIDDLE_C = 60 };

int32_t scale_pitch(Key key, int32_t step)
{
    const int32_t octave = fix_div_floor(step, SCALE_DEGREES);
    const int32_t degree = fix_mod(step, SCALE_DEGREES);
    return MIDDLE_C + key.tonic + OCTAVE * octave + mode_table[key.mode].semitones[degree];
}

int32_t scale_step(Key key, int32_t pitch)
{
    const int32_t octave = fix_div_floor(pitch - MIDDLE_C - key.tonic, OCTAVE);
    int32_t best = octave * SCALE_DEGREES;
    for (int32_t step = best; step <= (octave + 1) * SCALE_DEGREES; ++step) {
        if (fix_abs(scale_pitch(key, step) - pitch) < fix_abs(scale_pitch(key, best) - pitch)) {
            best = step;
        }
    }
    return best;
}

int32_t scale_snap(Key key, int32_t pitch)
{
    return scale_pitch(key, scale_step(key, pitch));
}

int scale_has(Key key, int32_t pitch)
{
    return scale_snap(key, pitch) == pitch;
}

int32_t key_signature(Key key)
{
    const int32_t fifths = fix_mod(7 * key.tonic, OCTAVE); // C 0, G 1, D 2 .. F 11
    const int32_t sharps = fifths + mode_table[key.mode].signature;
    return sharps > 6 ? sharps - OCTAVE : sharps < -6 ? sharps + OCTAVE : sharps;
}
