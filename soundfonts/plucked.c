// SPDX-License-Identifier: MIT
// Plucked strings: the modes of a string pulled aside at one place and let go.
#include "bankmath.h"
#include "ensemble.h"
#include "tone.h"
#include "voices.h"

// What tells one plucked string from another.
typedef struct {
    double place;      ///< Where it is plucked, share of the length.
    double finger_hz;  ///< Above this the soft, wide finger no longer excites.
    double stiffness;  ///< Inharmonicity B.
    double loss;       ///< Decay of the fundamental at key 60, nepers per second.
    double loss_slope; ///< Octaves of key that double the decay.
    double q;          ///< Quality of the material: adds pi f / q.
    const Formant *body;
    int body_count;
    double body_floor_db;
} Pluck;

// An ideal string pulled aside at p has modes sin(k pi p) / k^2 of displacement, so
// sin(k pi p) / k of the force on the bridge, which is what the body hears. Losses: a part
// the same for all modes (air, body) and an inner part that grows with frequency,
// sigma = pi f / Q (Woodhouse, Acta Acustica 90, 2004). Each string swings in two planes;
// the one along the top couples less and so rings on longer.
static void pluck_modes(Tone *tone, const Pluck *pluck, int key)
{
    const double common = pluck->loss * bank_exp2((key - 60) / (12.0 * pluck->loss_slope));
    const double b = pluck->stiffness;
    for (int k = 1; k <= 70; k++) {
        const double ratio = k * bank_sqrt((1.0 + b * k * k) / (1.0 + b));
        const double hz = ratio * tone->hz;
        const double finger = 1.0 / (1.0 + bank_pow(hz / pluck->finger_hz, 2.0));
        const double body = formant_gain(pluck->body, pluck->body_count, pluck->body_floor_db, hz);
        const double shape = bank_abs(turn_sin(0.5 * k * pluck->place)) + 0.015;
        const double amp = shape / k * finger * body;
        const double sigma = common + BANK_PI * hz / pluck->q;
        tone_add_two(tone, ratio, amp, 1.5 * sigma, 0.7 * sigma, 0.35);
    }
}

static const Formant guitar_body[] = {
    {102.0, 26.0, 0.0}, {205.0, 40.0, 2.0}, {400.0, 120.0, -2.0}, {2400.0, 2200.0, -7.0}};

static void guitar(int key, const Pluck *pluck, double top_hz, double nail, Wave *wave)
{
    Tone tone = tone_new(key_hz(key), top_hz, ramp(key, 40, 0.9, 88, 0.35), 0.12, 0.004);
    pluck_modes(&tone, pluck, key);
    tone_render(&tone, wave);
    burst_add(wave, (Burst){205.0, 3.0, 0.003, 0.12, 0.10}, 'G', key);
    burst_add(wave, (Burst){1800.0, 0.8, 0.003, 0.03, nail}, 'N', key);
}

// The flesh of the finger.
void nylon_guitar_voice(int key, Wave *wave)
{
    static const Pluck pluck = {0.25, 2300.0, 3e-5, 1.5, 1.6, 1900.0, guitar_body, 4, -5.0};
    guitar(key, &pluck, 4900.0, 0.04, wave);
}

// Flesh and nail, nearer to the bridge.
void nylon_guitar_strong_voice(int key, Wave *wave)
{
    static const Pluck pluck = {0.20, 4200.0, 3e-5, 1.5, 1.6, 1900.0, guitar_body, 4, -4.0};
    guitar(key, &pluck, 6800.0, 0.09, wave);
}

static const Formant harp_body[] = {
    {160.0, 60.0, 0.0}, {330.0, 160.0, 1.0}, {700.0, 500.0, -1.0}, {1800.0, 2400.0, -3.0}};

// A harp is plucked near the middle, which leaves the even partials weak.
void harp_voice(int key, Wave *wave)
{
    static const Pluck pluck = {0.40, 3200.0, 4e-5, 0.95, 1.7, 2600.0, harp_body, 4, -4.0};
    const double top = key < 79 ? 6800.0 : 10000.0;
    Tone tone = tone_new(key_hz(key), top, ramp(key, 28, 0.85, 96, 0.35), 0.12, 0.003);
    pluck_modes(&tone, &pluck, key);
    tone_render(&tone, wave);
    burst_add(wave, (Burst){330.0, 1.5, 0.003, 0.06, 0.05}, 'H', key);
}

static const Formant bass_body[] = {
    {62.0, 20.0, 0.0}, {105.0, 40.0, 1.0}, {220.0, 140.0, -2.0}, {700.0, 900.0, -8.0}};

void acoustic_bass_voice(int key, Wave *wave)
{
    static const Pluck pluck = {0.28, 1100.0, 8e-5, 2.6, 2.0, 700.0, bass_body, 4, -7.0};
    Tone tone = tone_new(key_hz(key), 4800.0, 0.8, 0.15, 0.008);
    pluck_modes(&tone, &pluck, key);
    tone_render(&tone, wave);
    burst_add(wave, (Burst){110.0, 1.5, 0.005, 0.12, 0.10}, 'B', key);
}

static const Formant fretless_body[] = {
    {90.0, 120.0, 0.0}, {420.0, 260.0, 0.0}, {900.0, 500.0, -6.0}};

// The string's contact with the bare board feeds the upper partials for longer: the "mwah"
// comes from the filter envelope of the preset on top of slow, bright modes.
void fretless_bass_voice(int key, Wave *wave)
{
    static const Pluck pluck = {0.17, 1400.0, 6e-5, 1.0, 2.2, 1800.0, fretless_body, 3, -5.0};
    Tone tone = tone_new(key_hz(key), 4800.0, 0.7, 0.15, 0.014);
    pluck_modes(&tone, &pluck, key);
    tone_render(&tone, wave);
}
