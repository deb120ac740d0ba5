// The critic: what is wrong with a tune.
#ifndef COMPOSE_TUNE_CRITIC_H
#define COMPOSE_TUNE_CRITIC_H

#include "compose/phrase.h"

typedef struct {
    const char *name;   ///< As `lull notes --why` prints it.
    int16_t weight;     ///< Fault points each time.
    const char *source; ///< Why it counts as a fault.
} TuneFault;

extern const TuneFault tune_fault_table[TUNE_FAULTS];

/// How often each fault of the table stands in `tune`, into `counts`; returns the sum of their
/// points. 0 is a tune that nothing is wrong with.
int32_t tune_faults(const Phrase *phrase, const Tune *tune, int32_t counts[TUNE_FAULTS]);

#endif
