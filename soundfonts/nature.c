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

// A phrase repeats a few notes of one bird, a little different each time.
static void bird_phrase(Ring *ring, double at, Dice *dice)
{
    const int notes = 2 + (int)(dice_unit(dice) * 4.0);
    const double home = 1700.0 * bank_exp2(0.85 * dice_unit(dice));
    const double gain = 0.30 + 0.70 * dice_unit(dice) * dice_unit(dice);
    const double pace = 0.13 + 0.16 * dice_unit(dice);
    const double glide = 400.0 * dice_swing(dice);
    const double bend = 500.0 * dice_swing(dice);
    for (int n = 0; n < notes; n++) {
        const double step = 1.0 + 0.05 * dice_swing(dice) + 0.12 * (n % 2);
        const Chirp chirp = {at + n * pace, pace * (0.55 + 0.3 * dice_unit(dice)),
                             home * step,   home * step + glide,
                             bend,          gain * (0.7 + 0.3 * dice_unit(dice))};
        ring_chirp(ring, chirp);
    }
}

void birds_voice(int key, Wave *wave)
{
    Ring ring = ring_new(20.0, 16000.0);
    Dice dice = dice_new('%', key);
    for (int i = 0; i < 10; i++) {
        bird_phrase(&ring, 2.0 * i + 1.4 * dice_unit(&dice), &dice);
    }
    ring_noise(&ring, 250.0, 1600.0, 0.012, NULL, 20);
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
