// The pitches of a tune: one candidate walk.
#ifndef COMPOSE_TUNE_PITCH_H
#define COMPOSE_TUNE_PITCH_H

#include "base/dice.h"
#include "compose/phrase.h"

enum {
    TUNE_REACH = 6
}; ///< Steps on either side of the middle: songs span 9-13 semitones (corpus A).

/// Gives every note of `tune` a step, drawn from `dice`.
void tune_pitch(const Phrase *phrase, Dice *dice, Tune *tune);

/// The theme's own chord under a tick of the phrase.
Chord phrase_home_at(const Phrase *phrase, int32_t tick);

/// The chord of this statement under a tick of the phrase.
Chord phrase_chord_at(const Phrase *phrase, int32_t tick);

/// The slot under a tick of the phrase.
const Slot *phrase_slot_at(const Phrase *phrase, int32_t tick);

/// The tone of a chord that lies nearest to a step.
int32_t tune_chord_step(Chord chord, int32_t step);

#endif
