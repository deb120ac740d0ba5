#include "session/dither.h"

#include "base/dice.h"
#include "compose/streams.h"

enum { SAMPLE_BITS = 32, HALF_BITS = 16, HALF_MASK = 0xffff, CHANNELS = 2, ROW = 256 };

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

static void dither_row(const Dither *dither, const float *stereo, int32_t *out, size_t frames)
{
    uint32_t bits[CHANNELS][ROW];
    for (uint32_t c = 0; c < CHANNELS; ++c) {
        Dice dice = dice_at(dither->seed, STREAM_DITHER, (uint64_t)dither->frame);
        dice.draw = c;
        dice_row(dice, bits[c], frames);
    }
    for (size_t i = 0; i < frames; ++i) {
        const int is_silent = stereo[2 * i] == 0.0f && stereo[2 * i + 1] == 0.0f;
        for (size_t c = 0; c < CHANNELS; ++c) {
            const size_t at = 2 * i + c;
            out[at] = is_silent ? 0 : quantise(stereo[at], triangle(bits[c][i]), dither->bits);
        }
    }
}

void dither_frames(Dither *dither, const float *stereo, int32_t *out, size_t frames)
{
    for (size_t at = 0; at < frames;) {
        const size_t n = frames - at < ROW ? frames - at : ROW;
        dither_row(dither, stereo + 2 * at, out + 2 * at, n);
        dither->frame += (int64_t)n;
        at += n;
    }
}
