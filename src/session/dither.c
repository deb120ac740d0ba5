#include "session/dither.h"

#include "base/dice.h"
#include "compose/streams.h"

enum { SAMPLE_BITS = 32, HALF_BITS = 16, HALF_MASK = 0xffff };

// The difference of two uniform numbers: -1..1 steps, most often near 0.
static double triangle(uint32_t bits)
{
    const int32_t difference = (int32_t)(bits & HALF_MASK) - (int32_t)(bits >> HALF_BITS);
    return (double)difference / (1 << HALF_BITS);
}

// As rint(), without a call: above 2^52 a double has no room for halves, so the sum is rounded.
static double rounded(double value)
{
    static const double no_halves = 6755399441055744.0; // 1.5 * 2^52
    return (value + no_halves) - no_halves;
}

static int32_t quantise(double value, double noise, int32_t bits)
{
    const double top = (double)((int64_t)1 << (bits - 1));
    const double step = rounded(value * top + noise);
    const double legal = step < -top ? -top : step > top - 1.0 ? top - 1.0 : step;
    return (int32_t)((int64_t)legal * ((int64_t)1 << (SAMPLE_BITS - bits)));
}

void dither_frames(Dither *dither, const float *stereo, int32_t *out, size_t frames)
{
    for (size_t i = 0; i < frames; ++i) {
        Dice dice = dice_at(dither->seed, STREAM_DITHER, (uint64_t)dither->frame++);
        const int is_silent = stereo[2 * i] == 0.0f && stereo[2 * i + 1] == 0.0f;
        for (size_t c = 2 * i; c < 2 * i + 2; ++c) {
            out[c] = is_silent ? 0 : quantise(stereo[c], triangle(dice_bits(&dice)), dither->bits);
        }
    }
}
