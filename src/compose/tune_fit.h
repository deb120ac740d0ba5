// Fitting a tune to chords other than its own.
#ifndef COMPOSE_TUNE_FIT_H
#define COMPOSE_TUNE_FIT_H

#include "compose/phrase.h"

/// Fits a tune that was written over the theme's own chords to those of this statement: what stands
/// over another chord moves with it, and the last note to the closing tone of the cadence.
void tune_fit(Phrase *phrase);

/// Fits the ends of sub-phrases alone, for short tunes that would be lost otherwise.
void tune_fit_ends(Phrase *phrase);

/// Fits the notes under the chord that begins with a slot, which has just been given another chord.
void tune_fit_chord(Phrase *phrase, int32_t slot);

/// The last word on a tune: no leap above an octave, and at the close a leading tone that would not
/// rise to the tonic gives way to another tone of the dominant, on the way to where the tune goes.
void tune_lead(Phrase *phrase);

/// Whether a note must agree with the chord: elsewhere the theme keeps its own tones, as passing
/// ones.
int tune_is_exposed(const Phrase *phrase, const TuneNote *note);

#endif
