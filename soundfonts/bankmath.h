// SPDX-License-Identifier: MIT
// The bank's own mathematics: the same bits on every machine, whatever the C library.
#ifndef LULL_BANKMATH_H
#define LULL_BANKMATH_H

#include <stddef.h>
#include <stdint.h>

#define BANK_PI 3.14159265358979323846

/// A stream of pseudo-random numbers. Same seed, same numbers, everywhere.
typedef struct {
    uint64_t state;
} Dice;

/// Sine and cosine of an angle in turns (1.0 is a full circle).
double turn_sin(double turns);
double turn_cos(double turns);

/// 2^x, e^x, log2(x) and the square root; x > 0 for the last two.
double bank_exp2(double x);
double bank_exp(double x);
double bank_log2(double x);
double bank_sqrt(double x);

/// base^x for base > 0.
double bank_pow(double base, double x);

double bank_abs(double x);
double bank_min(double a, double b);
double bank_max(double a, double b);

/// Nearest integer, halves away from zero.
long bank_round(double x);

/// Frequency in hertz of a MIDI key (69 is 440 Hz), and amplitude of a level in decibels.
double key_hz(double key);
double db_amp(double db);
double amp_db(double amp);

/// Straight line through (x0, y0), (x1, y1), held flat outside; the second on a log y axis.
double ramp(double x, double x0, double y0, double x1, double y1);
double ramp_log(double x, double x0, double y0, double x1, double y1);

/// A stream of its own for each (purpose, key).
Dice dice_new(uint32_t purpose, int key);

/// Even in [0, 1), even in [-1, 1), and bell-shaped with unit deviation.
double dice_unit(Dice *dice);
double dice_swing(Dice *dice);
double dice_bell(Dice *dice);

/// Zeroed memory; ends the program with a message when there is none.
void *bank_alloc(size_t count, size_t size);

#endif
