// The pitches of a tune: one candidate walk.
#ifndef COMPOSE_TUNE_PITCH_H
#define COMPOSE_TUNE_PITCH_H

#include "base/dice.h"
#include "compose/phrase.h"

enum {
    TUNE_LOW_STEP = -3, ///< The fifth below the tonic: as far down as songs go (corpus A).
    TUNE_HIGH_STEP = 9, ///< The third above the octave.
};

/// Gives every note of `tune` a step, drawn from `dice`.
void tune_pitch(const Phrase *phrase, Dice *dice, Tune *tune);

/// Makes the ends of the tune rest on tones of their chord, and the phrase's end on a stable one.
void tune_settle(Phrase *phrase);

/// The chord under a tick of the phrase.
Chord phrase_chord_at(const Phrase *phrase, int32_t tick);

#endif
