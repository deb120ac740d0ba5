// Harmony: a functional walk that is sure to reach its cadence, and its voicings.
#ifndef COMPOSE_HARMONY_H
#define COMPOSE_HARMONY_H

#include "compose/phrase.h"

/// The last two roots of a phrase.
typedef struct {
    uint8_t before, last;
} Close;

/// Fills the chords of `phrase` (key, metre, bars, theme, variation, cadence are set).
/// `tempo_bpm` in 1/1000 BPM.
void harmony_write(Phrase *phrase, const Params *params, uint64_t seed, int32_t tempo_bpm);

/// Fills the voicings from slot `from` on, once the bass stands. `voicing` and `bass` are those
/// before the phrase; `voicing` becomes the last one in it.
void harmony_voice(Phrase *phrase, Voicing *voicing, int16_t bass, int32_t from);

/// Weight of going from one root degree to another in a mode (corpus bigrams, per mille).
int32_t harmony_weight(Mode mode, int from, int to);

/// A close of this kind for a bright or a dark mood.
Close harmony_close(Mode mode, Cadence cadence, int dark);

#endif
