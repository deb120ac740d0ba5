// Variation: a theme that comes back is known again, and never the same.
#ifndef COMPOSE_TUNE_VARY_H
#define COMPOSE_TUNE_VARY_H

#include "compose/phrase.h"

/// Varies the tune of `phrase` by its `variation` number: ornament, merge, other chord tone, dotted
/// rhythm. At least 60 % of the intervals stay, and at least one note changes.
void tune_vary(Phrase *phrase, uint64_t seed);

#endif
