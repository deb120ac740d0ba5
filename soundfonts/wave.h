// SPDX-License-Identifier: MIT
// One sampled tone on its way into the bank.
#ifndef LULL_BANK_WAVE_H
#define LULL_BANK_WAVE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    double *data;      ///< Samples, any scale; the bank brings them to one peak.
    size_t frames;     ///< Their number.
    size_t loop_start; ///< First frame of the loop.
    size_t loop_end;   ///< One past its last frame; 0 when the sound is not looped.
    double rate;       ///< Frames per second, a whole number.
    double decay_db;   ///< Decay that the player's envelope adds, decibels per second.
} Wave;

/// A loop that holds a whole number of periods.
typedef struct {
    size_t frames;
    long cycles;
} Loop;

/// Makes the samples of one key. A voice is a pure function of the key.
typedef void Voice(int key, Wave *wave);

/// Silence of `seconds` at `rate`, unlooped.
void wave_new(Wave *wave, double seconds, double rate);
void wave_free(Wave *wave);

double wave_peak(const Wave *wave);

/// The lowest of a few sampling rates that carries partials up to `top_hz` cleanly.
double wave_rate(double top_hz);

/// The loop of about `seconds` in which `hz` fits best.
Loop loop_fit(double hz, double seconds, double rate);

/// Turns a loop into a wave: some frames before it and after it for the interpolator.
void wave_from_loop(Wave *wave, const double *loop, size_t frames, double rate);

/// Evens out the slow level changes of a loop that would betray each turn of it.
/// `amount` 1 flattens altogether, 0 leaves the loop alone.
void loop_level(double *loop, size_t frames, double rate, double amount);

/// Where a loop really sounds, in cents from `hz`: players that beat shift it. Taken over the
/// first harmonics by their power.
double loop_cents(const double *loop, size_t frames, double rate, double hz);

/// A short burst of noise at the start of a wave: hammer felt, finger, bow, breath.
typedef struct {
    double hz;      ///< Centre of the band.
    double q;       ///< Its sharpness.
    double rise_s;  ///< Seconds to full level.
    double decay_s; ///< Seconds to fall by 60 dB.
    double level;   ///< Peak against the peak of the wave.
} Burst;

void burst_add(Wave *wave, Burst burst, unsigned purpose, int key);

#endif
