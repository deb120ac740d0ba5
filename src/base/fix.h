// Small integer maths: decisions about notes use these, never floating point.
#ifndef BASE_FIX_H
#define BASE_FIX_H

#include <stdint.h>

static inline int32_t fix_min(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static inline int32_t fix_max(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static inline int32_t fix_abs(int32_t a)
{
    return a < 0 ? -a : a;
}

static inline int32_t fix_clamp(int32_t x, int32_t low, int32_t high)
{
    return x < low ? low : x > high ? high : x;
}

/// Quotient rounded toward minus infinity; `b` > 0.
static inline int32_t fix_div_floor(int32_t a, int32_t b)
{
    return a / b - (a % b < 0);
}

/// Remainder in 0..b-1; `b` > 0.
static inline int32_t fix_mod(int32_t a, int32_t b)
{
    const int32_t r = a % b;
    return r < 0 ? r + b : r;
}

/// Quotient rounded to the nearest integer, halves away from zero; `b` > 0.
static inline int64_t fix_div_round(int64_t a, int64_t b)
{
    return a < 0 ? -((-a + b / 2) / b) : (a + b / 2) / b;
}

/// Value between `a` (at 0) and `b` (at `span`), rounded.
static inline int32_t fix_lerp(int32_t a, int32_t b, int32_t at, int32_t span)
{
    return (int32_t)(a + fix_div_round(((int64_t)b - a) * at, span));
}

/// log2(x) in 1/4096 octave; x >= 1. Error below 1/1000 octave.
int32_t fix_log2(int32_t x);

/// The inverse of fix_log2: 2^(q / 4096), rounded; 0 <= q < 31 * 4096.
int32_t fix_exp2(int32_t q);

#endif
