#include "compose/tune_critic.h"

#include "base/fix.h"
#include "compose/tune_pitch.h"

#include <string.h>

enum {
    OUT_OF_RANGE,
    SECOND_PEAK,
    LEAP,
    OPEN_LEAP,
    LEAP_RUN,
    BIG_LEAP,
    TRITONE,
    REPEAT,
    DISSONANCE,
    FEW_STEPS,
};

// Points are [D], against one another: an open leap weighs as much as one semitone of range too
// many.
const TuneFault tune_fault_table[TUNE_FAULTS] = {
    [OUT_OF_RANGE] = {"semitone out of range", 6, "phrases span 5-10 semitones, corpus A"},
    [SECOND_PEAK] = {"second peak", 4, "lullabies are arches, evidence 3.2"},
    [LEAP] = {"leap", 3, "most motion is by step or third, evidence 3.2"},
    [OPEN_LEAP] = {"leap left open", 6, "64 % of leaps turn back, music targets"},
    [LEAP_RUN] = {"leaps in a row", 6, "after a leap comes a step or a repeat, corpus A"},
    [BIG_LEAP] = {"more than a sixth", 10, "2 % of intervals in calm music, music targets"},
    [TRITONE] = {"tritone", 14, "0.2 % of intervals in lullabies, corpus A"},
    [REPEAT] = {"third equal note", 5, "8 % of intervals in calm music repeat, music targets"},
    [DISSONANCE] = {"exposed dissonance", 9, "chord tones stand on downbeats, corpus A"},
    [FEW_STEPS] = {"few steps", 12, "41 % of intervals are steps, music targets"},
};

enum {
    RANGE_LOW = 8,
    RANGE_HIGH = 12, ///< Semitones in a phrase: 9 is aimed at.
    FOURTH = 5,      ///< Semitones from which a move is a leap.
    SIXTH = 9,
    STEP_PERCENT = 40, ///< Steps that a tune should have.
};

static int32_t pitch_of(const Phrase *phrase, const TuneNote *note)
{
    return scale_pitch(phrase->key, note->step);
}

static void judge_range(const Phrase *phrase, const Tune *tune, int32_t *counts)
{
    int32_t low = INT32_MAX;
    int32_t high = INT32_MIN;
    int32_t peaks = 0;
    for (int32_t i = 0; i < tune->count; ++i) {
        const int32_t pitch = pitch_of(phrase, &tune->notes[i]);
        peaks = pitch > high ? 1 : peaks + (pitch == high);
        low = fix_min(low, pitch);
        high = fix_max(high, pitch);
    }
    const int32_t range = high - low;
    counts[OUT_OF_RANGE] = fix_max(0, RANGE_LOW - range) + fix_max(0, range - RANGE_HIGH);
    counts[SECOND_PEAK] = peaks - 1;
}

static void judge_move(int32_t before, int32_t move, int32_t *counts)
{
    const int32_t size = fix_abs(move);
    const int open = fix_abs(before) >= FOURTH && before * move >= 0;
    counts[TRITONE] += size == 6;
    counts[BIG_LEAP] += size > SIXTH;
    counts[LEAP] += size >= FOURTH;
    counts[OPEN_LEAP] += open;
    counts[LEAP_RUN] += open && size >= FOURTH;
    counts[REPEAT] += before == 0 && move == 0;
}

static void judge_note(const Phrase *phrase, const TuneNote *note, int32_t *counts)
{
    const MetreInfo *const metre = &metre_table[phrase->metre];
    const int strength = metre_strength(phrase->metre, note->tick % metre->bar_ticks);
    const int exposed = strength >= 2 || note->length > metre->beat_ticks;
    const Chord chord = phrase_home_at(phrase, note->tick);
    counts[DISSONANCE] += exposed && !chord_has_step(chord, note->step);
}

static void judge_moves(const Phrase *phrase, const Tune *tune, int32_t *counts)
{
    int32_t before = 1;
    int32_t steps = 0;
    for (int32_t i = 1; i < tune->count; ++i) {
        const int32_t move =
            pitch_of(phrase, &tune->notes[i]) - pitch_of(phrase, &tune->notes[i - 1]);
        judge_move(before, move, counts);
        steps += fix_abs(move) == 1 || fix_abs(move) == 2;
        before = move;
    }
    counts[FEW_STEPS] = steps * 100 < (tune->count - 1) * STEP_PERCENT;
}

int32_t tune_faults(const Phrase *phrase, const Tune *tune, int32_t counts[TUNE_FAULTS])
{
    memset(counts, 0, TUNE_FAULTS * sizeof counts[0]);
    if (tune->count == 0) {
        return 0;
    }
    judge_range(phrase, tune, counts);
    judge_moves(phrase, tune, counts);
    for (int32_t i = 0; i < tune->count; ++i) {
        judge_note(phrase, &tune->notes[i], counts);
    }
    int32_t points = 0;
    for (int k = 0; k < TUNE_FAULTS; ++k) {
        points += counts[k] * tune_fault_table[k].weight;
    }
    return points;
}
