// A seed for a session that was not given one.
#ifndef IO_RANDOM_SEED_H
#define IO_RANDOM_SEED_H

#include <stdint.h>

/// A seed from the system's entropy, 1..2^32-1: short enough to be typed again. Any thread.
uint64_t random_seed(void);

#endif
