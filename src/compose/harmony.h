// Harmony: a functional walk that is sure to reach its cadence, and its voicings.
#ifndef COMPOSE_HARMONY_H
#define COMPOSE_HARMONY_H

#include "compose/phrase.h"

/// Fills the chords of `phrase` (key, metre, bars, theme, variation, cadence are set).
/// `tempo_bpm` in 1/1000 BPM.
void harmony_write(Phrase *phrase, const Params *params, uint64_t seed, int32_t tempo_bpm);

/// Borrows the third of some subdominants from the other mode (minor IV in major when the mood is
/// not bright, major IV in minor when it is not dark), where the tune leaves it free.
void harmony_borrow(Phrase *phrase, const Params *params, uint64_t seed);

/// Fills the voicings, once the bass stands. `voicing` is that of the chord before the phrase and
/// becomes the last one in it; `bass` is the pitch before the phrase.
void harmony_voice(Phrase *phrase, Voicing *voicing, int16_t bass);

/// Weight of going from one root degree to another in a mode (corpus bigrams, per mille).
int32_t harmony_weight(Mode mode, int from, int to);

#endif
