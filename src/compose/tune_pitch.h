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

/// Fits a tune that was written over the theme's own chords to those of this statement: what stands
/// over another chord moves with it, and the last note to the closing tone of the cadence.
void tune_fit(Phrase *phrase);

/// Fits the ends of sub-phrases alone, for short tunes that would be lost otherwise.
void tune_fit_ends(Phrase *phrase);

/// The theme's own chord under a tick of the phrase.
Chord phrase_home_at(const Phrase *phrase, int32_t tick);

/// The chord of this statement under a tick of the phrase.
Chord phrase_chord_at(const Phrase *phrase, int32_t tick);

#endif
