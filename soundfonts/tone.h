// SPDX-License-Identifier: MIT
// Tones that ring and die away: a sum of decaying partials, then a loop.
#ifndef LULL_BANK_TONE_H
#define LULL_BANK_TONE_H

#include "wave.h"

enum { TONE_PARTIALS = 160 };

typedef struct {
    double ratio; ///< Frequency against the fundamental.
    double amp;   ///< Amplitude at the start.
    double sigma; ///< Decay, nepers per second (60 dB take 6.91 / sigma seconds).
    double slow;  ///< Decay of the second stage.
    double share; ///< Share of the second stage in the amplitude, 0..1.
    bool brief;   ///< Gone before the loop: keeps its exact frequency.
} Partial;

typedef struct {
    double hz;     ///< Fundamental.
    double top_hz; ///< Partials above this are left out.
    double head_s; ///< Seconds before the loop starts.
    double loop_s; ///< Seconds of the loop, 0 for none.
    double rise_s; ///< Soft edge at the very start, seconds.
    int count;
    Partial part[TONE_PARTIALS];
} Tone;

Tone tone_new(double hz, double top_hz, double head_s, double loop_s, double rise_s);

/// Adds a partial with one decay, with two, or one that ends before the loop.
void tone_add(Tone *tone, double ratio, double amp, double sigma);
void tone_add_two(Tone *tone, double ratio, double amp, double sigma, double slow, double share);
void tone_add_brief(Tone *tone, double ratio, double amp, double sigma);

/// Renders the partials. The slowest strong one sets the decay that the player's envelope
/// makes; the samples hold what each partial differs from it.
void tone_render(const Tone *tone, Wave *wave);

#endif
