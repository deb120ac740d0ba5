// The rhythm of a tune: sub-phrases of cells, with rests to breathe in.
#ifndef COMPOSE_TUNE_RHYTHM_H
#define COMPOSE_TUNE_RHYTHM_H

#include "compose/phrase.h"

/// Writes onsets and lengths (steps are 0). The same theme gives the same rhythm.
void tune_rhythm(const Phrase *phrase, uint64_t seed, int32_t tempo_bpm, int32_t rate, Tune *tune);

#endif
