// SPDX-License-Identifier: MIT
// How loud a sampled tone will sound.
#ifndef LULL_BANK_LEVEL_H
#define LULL_BANK_LEVEL_H

#include "wave.h"

/// K-weighted level in decibels of the first second as the player will make it: attack,
/// decay and the low-pass at `cutoff_hz` included. Long loops are measured as a whole.
double wave_loudness(const Wave *wave, double attack_s, double cutoff_hz);

#endif
