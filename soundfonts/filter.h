// SPDX-License-Identifier: MIT
// Second-order filters, run along a sound or around a loop.
#ifndef LULL_BANK_FILTER_H
#define LULL_BANK_FILTER_H

#include <stddef.h>

typedef struct {
    double b0, b1, b2, a1, a2; ///< Coefficients, a0 taken as 1.
    double z1, z2;             ///< Memory.
} Filter;

/// Designs for a cutoff or centre `hz` at sampling rate `rate`; `q` 0.7071 is flat.
Filter filter_low(double hz, double q, double rate);
Filter filter_high(double hz, double q, double rate);

/// Band-pass with a gain of one at the centre.
Filter filter_band(double hz, double q, double rate);

double filter_step(Filter *filter, double in);

/// Filters a sound in place from silence.
void filter_run(Filter filter, double *data, size_t frames);

/// Filters a loop in place as if it had turned for ever, so that its ends still meet.
void filter_ring(Filter filter, double *data, size_t frames);

#endif
