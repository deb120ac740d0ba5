// SPDX-License-Identifier: MIT
// Bilinear-transform biquads after R. Bristow-Johnson's Audio EQ Cookbook.
#include "filter.h"

#include "bankmath.h"

typedef struct {
    double cosine;
    double alpha;
} Design;

static Design design_at(double hz, double q, double rate)
{
    const double turns = bank_min(hz, 0.49 * rate) / rate;
    return (Design){turn_cos(turns), turn_sin(turns) / (2.0 * q)};
}

static Filter normalised(Design d, double b0, double b1, double b2)
{
    const double a0 = 1.0 + d.alpha;
    return (Filter){b0 / a0, b1 / a0, b2 / a0, -2.0 * d.cosine / a0, (1.0 - d.alpha) / a0,
                    0.0,     0.0};
}

Filter filter_low(double hz, double q, double rate)
{
    const Design d = design_at(hz, q, rate);
    const double half = 0.5 * (1.0 - d.cosine);
    return normalised(d, half, 2.0 * half, half);
}

Filter filter_high(double hz, double q, double rate)
{
    const Design d = design_at(hz, q, rate);
    const double half = 0.5 * (1.0 + d.cosine);
    return normalised(d, half, -2.0 * half, half);
}

Filter filter_band(double hz, double q, double rate)
{
    const Design d = design_at(hz, q, rate);
    return normalised(d, d.alpha, 0.0, -d.alpha);
}

double filter_step(Filter *f, double in)
{
    const double out = f->b0 * in + f->z1;
    f->z1 = f->b1 * in - f->a1 * out + f->z2;
    f->z2 = f->b2 * in - f->a2 * out;
    return out;
}

void filter_run(Filter filter, double *data, size_t frames)
{
    for (size_t i = 0; i < frames; i++) {
        data[i] = filter_step(&filter, data[i]);
    }
}

void filter_ring(Filter filter, double *data, size_t frames)
{
    for (size_t i = 0; i < frames; i++) {
        (void)filter_step(&filter, data[i]);
    }
    filter_run(filter, data, frames);
}
