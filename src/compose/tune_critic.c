#include "compose/tune_critic.h"

#include "base/fix.h"
#include "compose/tune_pitch.h"

// Fault points. A leap left open weighs as much as one semitone of range too many, and so on [D];
// what counts as a fault comes from music targets (melody rows) and evidence 3.2.
enum {
    FAULT_RANGE = 6,       ///< For each semitone outside RANGE_LOW..RANGE_HIGH.
    FAULT_OPEN_LEAP = 6,   ///< A leap that is not followed by a turn.
    FAULT_TRITONE = 14,    ///< A melodic tritone.
    FAULT_BIG_LEAP = 10,   ///< More than a sixth.
    FAULT_REPEAT = 5,      ///< The third of three equal notes.
    FAULT_SECOND_PEAK = 4, ///< The highest note is reached again.
    FAULT_DISSONANCE = 9,  ///< A long or strong note outside its chord.
    FAULT_FEW_STEPS = 12,  ///< Fewer than 40 % of steps.
    FAULT_LEAP = 3,        ///< Each leap: most motion is by step or third (evidence 3.2).
    FAULT_LEAP_RUN = 6,    ///< Two leaps in one direction.
    RANGE_LOW = 5,
    RANGE_HIGH = 12, ///< Semitones in a phrase: 9 is aimed at, 5-10 usual (corpus A).
    LEAP = 5,
    SIXTH = 9,
};

static int32_t pitch_of(const Phrase *phrase, const TuneNote *note)
{
    return scale_pitch(phrase->key, note->step);
}

static int32_t range_fault(const Phrase *phrase, const Tune *tune)
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
    const int32_t outside = fix_max(0, RANGE_LOW - range) + fix_max(0, range - RANGE_HIGH);
    return outside * FAULT_RANGE + fix_max(0, peaks - 1) * FAULT_SECOND_PEAK;
}

static int32_t move_fault(int32_t before, int32_t move)
{
    const int32_t size = fix_abs(move);
    int32_t fault = size == 6 ? FAULT_TRITONE : size > SIXTH ? FAULT_BIG_LEAP : 0;
    fault += size >= LEAP ? FAULT_LEAP : 0;
    if (fix_abs(before) >= LEAP && before * move >= 0) {
        fault += FAULT_OPEN_LEAP + (size >= LEAP ? FAULT_LEAP_RUN : 0);
    }
    return fault + (before == 0 && move == 0 ? FAULT_REPEAT : 0);
}

static int32_t chord_fault(const Phrase *phrase, const TuneNote *note)
{
    const MetreInfo *const metre = &metre_table[phrase->metre];
    const int strength = metre_strength(phrase->metre, note->tick % metre->bar_ticks);
    const int exposed = strength >= 2 || note->length > metre->beat_ticks;
    return exposed && !chord_has_step(phrase_home_at(phrase, note->tick), note->step)
               ? FAULT_DISSONANCE
               : 0;
}

int32_t tune_fault(const Phrase *phrase, const Tune *tune)
{
    if (tune->count == 0) {
        return 0;
    }
    int32_t fault = range_fault(phrase, tune) + chord_fault(phrase, &tune->notes[0]);
    int32_t before = 1;
    int32_t steps = 0;
    for (int32_t i = 1; i < tune->count; ++i) {
        const int32_t move =
            pitch_of(phrase, &tune->notes[i]) - pitch_of(phrase, &tune->notes[i - 1]);
        fault += move_fault(before, move) + chord_fault(phrase, &tune->notes[i]);
        steps += fix_abs(move) == 1 || fix_abs(move) == 2;
        before = move;
    }
    return fault + (steps * 100 < (tune->count - 1) * 40 ? FAULT_FEW_STEPS : 0);
}
