#include "base/fix.h"

enum { FRACTION_BITS = 12, ONE = 1 << FRACTION_BITS };

// log2(1 + f) is f plus a bend; the three weights are a least-squares fit (error 1.5e-4 octave).
// exp2 finds the same fraction by fixed-point iteration, which contracts by 0.44 a step, so the two
// are inverse to one another without a second table.
static int32_t log2_fraction(int32_t f)
{
    const int64_t g = ONE - f;
    const int64_t bend = (int64_t)f * g / ONE;                // f (1 - f)
    const int64_t skew = bend * (ONE - 2 * (int64_t)f) / ONE; // f (1 - f) (1 - 2f)
    const int64_t quartic = bend * bend / ONE;
    return (int32_t)(f + (1474 * bend + 320 * skew - 329 * quartic) / ONE);
}

int32_t fix_log2(int32_t x)
{
    int32_t octave = 0;
    while ((x >> octave) > 1) {
        ++octave;
    }
    const int64_t mantissa = ((int64_t)x << FRACTION_BITS) >> octave;
    return octave * ONE + log2_fraction((int32_t)mantissa - ONE);
}

int32_t fix_exp2(int32_t q)
{
    const int32_t octave = q >> FRACTION_BITS;
    const int32_t target = q & (ONE - 1);
    int32_t f = target;
    for (int step = 0; step < 10; ++step) {
        f = fix_clamp(f + target - log2_fraction(f), 0, ONE - 1);
    }
    return (int32_t)fix_div_round(((int64_t)ONE + f) << octave, ONE);
}
