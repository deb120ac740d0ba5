// SPDX-License-Identifier: MIT
// Why not libm: its results differ in the last bit between C libraries and versions, and
// one bit is enough to change a rounded sample. Plus, minus, times and divide are exact by
// IEEE 754, so series made of them agree everywhere (with -ffp-contract=off).
#include "bankmath.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LN2 0.69314718055994530942

static double floor_of(double x)
{
    const double whole = (double)(int64_t)x;
    return whole > x ? whole - 1.0 : whole;
}

// Taylor series to x^19: the first term left out is below 3e-16 at a quarter turn.
static double sin_series(double x)
{
    const double square = x * x;
    double term = x;
    double sum = x;
    for (int n = 2; n <= 18; n += 2) {
        term *= -square / (double)(n * (n + 1));
        sum += term;
    }
    return sum;
}

double turn_sin(double turns)
{
    double part = turns - floor_of(turns + 0.5);
    if (part > 0.25) {
        part = 0.5 - part;
    } else if (part < -0.25) {
        part = -0.5 - part;
    }
    return sin_series(part * 2.0 * BANK_PI);
}

double turn_cos(double turns)
{
    return turn_sin(turns + 0.25);
}

static double power_of_two(int exponent)
{
    const uint64_t bits = (uint64_t)(exponent + 1023) << 52;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

double bank_exp2(double x)
{
    if (x < -1000.0) {
        return 0.0;
    }
    const double whole = floor_of(x + 0.5);
    const double part = (x - whole) * LN2;
    double term = 1.0;
    double sum = 1.0;
    for (int n = 1; n <= 14; n++) {
        term *= part / (double)n;
        sum += term;
    }
    return sum * power_of_two((int)whole);
}

double bank_exp(double x)
{
    return bank_exp2(x / LN2);
}

// log(m) = 2 atanh((m - 1) / (m + 1)), with m brought to [0.7, 1.42) so the series is short.
double bank_log2(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    int exponent = (int)((bits >> 52) & 0x7ff) - 1023;
    double mantissa = x / power_of_two(exponent);
    if (mantissa > 1.41421356237309505) {
        mantissa *= 0.5;
        exponent += 1;
    }
    const double s = (mantissa - 1.0) / (mantissa + 1.0);
    double power = s;
    double sum = 0.0;
    for (int n = 1; n <= 23; n += 2) {
        sum += power / (double)n;
        power *= s * s;
    }
    return (double)exponent + 2.0 * sum / LN2;
}

double bank_sqrt(double x)
{
    if (x <= 0.0) {
        return 0.0;
    }
    double root = bank_exp2(0.5 * bank_log2(x));
    root = 0.5 * (root + x / root);
    return 0.5 * (root + x / root);
}

double bank_pow(double base, double x)
{
    return base > 0.0 ? bank_exp2(x * bank_log2(base)) : 0.0;
}

double bank_abs(double x)
{
    return x < 0.0 ? -x : x;
}

double bank_min(double a, double b)
{
    return a < b ? a : b;
}

double bank_max(double a, double b)
{
    return a > b ? a : b;
}

long bank_round(double x)
{
    return x < 0.0 ? -(long)(0.5 - x) : (long)(x + 0.5);
}

double key_hz(double key)
{
    return 440.0 * bank_exp2((key - 69.0) / 12.0);
}

double db_amp(double db)
{
    return bank_exp2(db * 0.16609640474436813); // log2(10) / 20
}

double amp_db(double amp)
{
    return bank_log2(bank_max(amp, 1e-12)) * 6.0205999132796239;
}

double ramp(double x, double x0, double y0, double x1, double y1)
{
    const double part = bank_min(bank_max((x - x0) / (x1 - x0), 0.0), 1.0);
    return y0 + (y1 - y0) * part;
}

double ramp_log(double x, double x0, double y0, double x1, double y1)
{
    return bank_exp2(ramp(x, x0, bank_log2(y0), x1, bank_log2(y1)));
}

// SplitMix64 (Steele, Lea and Flood 2014): short, and good enough for noise.
static uint64_t dice_next(Dice *dice)
{
    dice->state += 0x9e3779b97f4a7c15u;
    uint64_t z = dice->state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

Dice dice_new(uint32_t purpose, int key)
{
    Dice dice = {((uint64_t)purpose << 32) + (uint64_t)(uint32_t)key};
    (void)dice_next(&dice);
    return dice;
}

double dice_unit(Dice *dice)
{
    return (double)(dice_next(dice) >> 11) * (1.0 / 9007199254740992.0);
}

double dice_swing(Dice *dice)
{
    return 2.0 * dice_unit(dice) - 1.0;
}

// The sum of six even draws is near enough to a bell; its deviation is sqrt(2).
double dice_bell(Dice *dice)
{
    double sum = 0.0;
    for (int i = 0; i < 6; i++) {
        sum += dice_swing(dice);
    }
    return sum * 0.70710678118654752;
}

void *bank_alloc(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size);
    if (!memory) {
        fputs("mkbank: out of memory\n", stderr);
        exit(1);
    }
    return memory;
}
