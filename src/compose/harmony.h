// Harmony: a functional walk that is sure to reach its cadence, and the bass below it.
#ifndef COMPOSE_HARMONY_H
#define COMPOSE_HARMONY_H

#include "compose/phrase.h"

/// Fills the chords and bass of `phrase` (key, metre, bars, theme, variation, cadence are set).
/// `tempo_bpm` in 1/1000 BPM. `previous` is the voicing before, and becomes the last one here.
void harmony_write(Phrase *phrase, const Params *params, uint64_t seed, int32_t tempo_bpm,
                   Voicing *voicing, int16_t *bass);

/// Weight of going from one root degree to another in a mode (corpus bigrams, per mille).
int32_t harmony_weight(Mode mode, int from, int to);

#endif
