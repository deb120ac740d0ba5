// Variation: a theme that comes back is known again, and never the same.
#ifndef COMPOSE_TUNE_VARY_H
#define COMPOSE_TUNE_VARY_H

#include "compose/phrase.h"

/// Varies the tune of `phrase` by its `variation` number: dotted rhythm, ornament, merge, other
/// chord tone. At least one note changes.
void tune_vary(Phrase *phrase, uint64_t seed);

/// Makes the first small change that a place of the tune allows, from a place of its own for each
/// variation.
void tune_vary_once(Phrase *phrase);

/// Share of the intervals of `theme` that `tune` still has, in their order, per cent.
int32_t tune_kept(const Tune *theme, const Tune *tune);

#endif
