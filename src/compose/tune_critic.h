// The critic: what is wrong with a tune.
#ifndef COMPOSE_TUNE_CRITIC_H
#define COMPOSE_TUNE_CRITIC_H

#include "compose/phrase.h"

/// Sum of faults; 0 is a tune that nothing is wrong with. Weights and reasons in tune_critic.c.
int32_t tune_fault(const Phrase *phrase, const Tune *tune);

#endif
