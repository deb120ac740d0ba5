// SPDX-License-Identifier: MIT
// Rain, sea, birds and wind: filtered noise and slow events on a ring of twenty seconds and
// more. Everything is added around the ring, so nothing marks where it closes.
#include "bankmath.h"
#include "filter.h"
#include "voices.h"

#include <stdlib.h>

typedef struct {
    double *data;
    size_t frames;
    double rate;
} Ring;

static Ring ring_new(double seconds, double rate)
{
    const size_t frames = (size_t)bank_round(seconds * rate);
    return (Ring){bank_alloc(frames, sizeof(double)), frames, rate};
}

static void ring_finish(Ring *ring, Wave *wave)
{
    wave_from_loop(wave, ring->data, ring->frames, ring->rate);
    free(ring->data);
}

static void ring_add(Ring *ring, double seconds, size_t offset, double value)
{
    const size_t at = (size_t)(seconds * ring->rate) + offset;
    ring->data[at % ring->frames] += value;
}

// Noise of one band and unit power, shaped by an envelope of the place on the ring.
typedef double Shape(double part, int band);

static void ring_noise(Ring *ring, double low, double high, double gain, Shape *shape, int band)
{
    double *noise = bank_alloc(ring->frames, sizeof *noise);
    double power = 1e-12;
    Dice dice = dice_new('~', band);
    for (size_t i = 0; i < ring->frames; i++) {
        noise[i] = dice_swing(&dice);
    }
    filter_ring(filter_high(low, 0.6, ring->rate), noise, ring->frames);
    filter_ring(filter_low(high, 0.6, ring->rate), noise, ring->frames);
    filter_ring(filter_low(1.2 * high, 0.8, ring->rate), noise, ring->frames);
    for (size_t i = 0; i < ring->frames; i++) {
        power += noise[i] * noise[i] / (double)ring->frames;
    }
    const double scale = gain / bank_sqrt(power);
    for (size_t i = 0; i < ring->frames; i++) {
        const double level = shape ? shape((double)i / (double)ring->frames, band) : 1.0;
        ring->data[i] += scale * level * noise[i];
    }
    free(noise);
}

// A drop on water rings as the bubble it leaves: a short sine, higher for smaller drops
// (Minnaert 1933). Most are far and faint.
static void rain_drop(Ring *ring, Dice *dice)
{
    const double at = dice_unit(dice) * 20.0;
    const double hz = 700.0 * bank_exp2(2.6 * dice_unit(dice));
    const double near = dice_unit(dice);
    const double gain = 0.15 + 2.2 * near * near * near * near * near * near;
    const double decay = 6.9 / (0.006 + 0.014 * dice_unit(dice));
    const size_t frames = (size_t)(0.03 * ring->rate);
    for (size_t i = 0; i < frames; i++) {
        const double t = (double)i / ring->rate;
        const double rise = bank_min(t / 0.0015, 1.0);
        ring_add(ring, at, i, gain * rise * bank_exp(-decay * t) * turn_sin(hz * t));
    }
}

// It comes a little heavier and lighter, too slowly to follow.
static double shower(double part, int band)
{
    return 1.0 + 0.16 * turn_sin(part + 0.2 * band) + 0.10 * turn_sin(3.0 * part);
}

void rain_voice(int key, Wave *wave)
{
    Ring ring = ring_new(20.0, 16000.0);
    Dice dice = dice_new('r', key);
    for (int i = 0; i < 3200; i++) {
        rain_drop(&ring, &dice);
    }
    ring_noise(&ring, 900.0, 4800.0, 0.20, shower, 1);
    ring_noise(&ring, 150.0, 700.0, 0.10, shower, 2);
    ring_finish(&ring, wave);
}

// Three waves in 24 s, about seven a minute. Each gathers low, breaks, and draws back high.
static double sea_shape(double part, int band)
{
    static const double start[] = {0.02, 0.36, 0.66};
    static const double size[] = {1.0, 0.72, 0.88};
    static const double rise[] = {0.11, 0.08, 0.07};
    static const double fall[] = {0.16, 0.13, 0.22};
    static const double late[] = {0.0, 0.045, 0.075};
    double level = band == 10 ? 0.30 : 0.10;
    for (int w = 0; w < 3; w++) {
        const int b = band - 10;
        double t = part - start[w] - late[b];
        t -= t < 0.0 ? -1.0 : 0.0;
        const double up = bank_min(t / rise[b], 1.0);
        const double down = t > rise[b] ? bank_exp(-(t - rise[b]) / (0.5 * fall[b])) : 1.0;
        level += size[w] * up * up * (3.0 - 2.0 * up) * down;
    }
    return level;
}

void sea_voice(int key, Wave *wave)
{
    (void)key;
    Ring ring = ring_new(24.0, 15000.0);
    ring_noise(&ring, 60.0, 380.0, 0.50, sea_shape, 10);
    ring_noise(&ring, 300.0, 1400.0, 0.42, sea_shape, 11);
    ring_noise(&ring, 1200.0, 4800.0, 0.24, sea_shape, 12);
    ring_finish(&ring, wave);
}

// One note of a bird: a sine that glides, with two fainter copies from the trees behind.
typedef struct {
    double at, seconds, from_hz, to_hz, bend, gain;
} Chirp;

static void ring_chirp(Ring *ring, Chirp chirp)
{
    static const double delay[] = {0.0, 0.083, 0.171, 0.29};
    static const double gain[] = {1.0, 0.22, 0.13, 0.06};
    const size_t frames = (size_t)(chirp.seconds * ring->rate);
    double turns = 0.0;
    for (size_t i = 0; i < frames; i++) {
        const double part = (double)i / (double)frames;
        const double arch = turn_sin(0.5 * part);
        const double hz = chirp.from_hz + (chirp.to_hz - chirp.from_hz) * part + chirp.bend * arch;
        turns += hz / ring->rate;
        const double value = chirp.gain * arch * arch * turn_sin(turns);
        for (int echo = 0; echo < 4; echo++) {
            ring_add(ring, chirp.at + delay[echo], i, gain[echo] * value);
        }
    }
}

// How one kind of bird sings: a phrase repeats a few notes, a little different each time.
typedef struct {
    double low_hz, high_hz; ///< Where a phrase has its home.
    int notes, more;        ///< At least so many, and up to so many more.
    double pace_s;          ///< From note to note.
    double fill;            ///< Share of it that sounds.
    double wander;          ///< How far notes stray from home, share of it.
    double turn;            ///< Every other note is so much lower, share of it.
    double fall;            ///< From first note to last, share of it.
    double glide, bend;     ///< Within a note, share of its frequency.
    double gain;
} Bird;

static const Bird bird_kinds[] = {
    {1500, 2300, 3, 3, 0.31, 0.75, 0.16, 0.0, 0.05, 0.16, 0.20, 0.75}, // thrush: slow and flutey
    {3300, 3900, 4, 4, 0.19, 0.60, 0.01, 0.20, 0.0, 0.03, 0.04, 0.55}, // tit: two notes, to and fro
    {4100, 4600, 9, 6, 0.07, 0.70, 0.01, 0.0, 0.22, 0.08, 0.00, 0.35}, // warbler: a falling trill
    {480, 560, 3, 0, 0.62, 0.75, 0.02, 0.12, 0.04, 0.03, 0.10, 0.40},  // dove, far off
    {2500, 3600, 5, 4, 0.14, 0.65, 0.22, 0.0, 0.0, 0.20, 0.15, 0.45},  // robin: leaps
};

enum { BIRD_KINDS = sizeof bird_kinds / sizeof bird_kinds[0], BIRD_PHRASES = 11 };

static void bird_phrase(Ring *ring, const Bird *bird, double at, Dice *dice)
{
    const int notes = bird->notes + (int)(dice_unit(dice) * (bird->more + 1));
    const double home = bird->low_hz + (bird->high_hz - bird->low_hz) * dice_unit(dice);
    const double gain = bird->gain * (0.35 + 0.65 * dice_unit(dice));
    const double glide = bird->glide * dice_swing(dice);
    for (int n = 0; n < notes; n++) {
        const double part = (double)n / (double)notes;
        const double hz = home * (1.0 + bird->wander * dice_swing(dice) - bird->turn * (n % 2) -
                                  bird->fall * part);
        const Chirp chirp = {at + n * bird->pace_s,
                             bird->pace_s * bird->fill * (0.85 + 0.3 * dice_unit(dice)),
                             hz,
                             hz * (1.0 + glide),
                             hz * bird->bend * dice_swing(dice),
                             gain * (0.7 + 0.3 * dice_unit(dice))};
        ring_chirp(ring, chirp);
    }
}

// Now one, now another; no two neighbours alike, and room between them.
void birds_voice(int key, Wave *wave)
{
    Ring ring = ring_new(20.0, 16000.0);
    Dice dice = dice_new('%', key);
    for (int i = 0; i < BIRD_PHRASES; i++) {
        const double at = 20.0 / BIRD_PHRASES * (i + 0.6 * dice_unit(&dice));
        bird_phrase(&ring, &bird_kinds[i * 3 % BIRD_KINDS], at, &dice);
    }
    ring_noise(&ring, 250.0, 1600.0, 0.009, NULL, 20);
    ring_finish(&ring, wave);
}

// Slow sines of whole turns, added: never the same twice within the ring.
static double gust(double part, int band)
{
    double level = 0.55;
    for (int n = 0; n < 4; n++) {
        static const double turns[] = {1.0, 3.0, 5.0, 8.0};
        static const double depth[] = {0.16, 0.16, 0.11, 0.07};
        level += depth[n] * turn_sin(turns[n] * part + 0.17 * band * turns[n] + 0.21 * n * n);
    }
    return level * level;
}

void wind_voice(int key, Wave *wave)
{
    (void)key;
    Ring ring = ring_new(20.0, 8000.0);
    ring_noise(&ring, 60.0, 220.0, 0.55, gust, 30);
    ring_noise(&ring, 200.0, 480.0, 0.50, gust, 31);
    ring_noise(&ring, 380.0, 750.0, 0.30, gust, 32);
    ring_noise(&ring, 650.0, 1300.0, 0.14, gust, 33);
    ring_noise(&ring, 1200.0, 2600.0, 0.05, gust, 34);
    ring_finish(&ring, wave);
}

// Power falling 6 dB an octave from 60 Hz: the steady, dark noise that many sleep by.
void brown_voice(int key, Wave *wave)
{
    Ring ring = ring_new(20.0, 5000.0);
    Dice dice = dice_new('^', key);
    double *data = ring.data;
    for (size_t i = 0; i < ring.frames; i++) {
        data[i] = dice_swing(&dice);
    }
    Filter leak = {1.0, 0.0, 0.0, -bank_exp(-2.0 * BANK_PI * 60.0 / ring.rate), 0.0, 0, 0};
    filter_ring(leak, data, ring.frames);
    filter_ring(filter_high(25.0, 0.7, ring.rate), data, ring.frames);
    filter_ring(filter_low(1400.0, 0.7, ring.rate), data, ring.frames);
    ring_finish(&ring, wave);
}
