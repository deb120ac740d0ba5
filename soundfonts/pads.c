// SPDX-License-Identifier: MIT
// Pads: many slightly different copies of a dark spectrum, evened out so that they breathe
// without beating.
#include "bankmath.h"
#include "ensemble.h"
#include "tone.h"
#include "voices.h"

static double warm_spectrum(int harmonic, double hz, double fundamental)
{
    (void)fundamental;
    return 1.0 / (bank_pow(harmonic, 1.35) * (1.0 + bank_pow(hz / 1500.0, 2.5)));
}

void warm_pad_voice(int key, Wave *wave)
{
    Ensemble e = ensemble_new(key_hz(key), 4900.0, 1.6, 5);
    e.detune_cents = 3.0;
    e.drift_cents = 8.0;
    e.level = 1.0;
    ensemble_fill(&e, warm_spectrum, 4900.0);
    ensemble_render(&e, 'P', key, wave);
}

// A wet finger on a glass: the rim slips in step with its first mode, so harmonics, weak
// ones; the glass turns slowly and with it the two halves of that mode.
static double glass_spectrum(int harmonic, double hz, double fundamental)
{
    static const double amp[] = {1.0, 0.22, 0.08, 0.07, 0.02, 0.02, 0.01};
    (void)hz;
    (void)fundamental;
    return harmonic <= 7 ? amp[harmonic - 1] : 0.0;
}

void glass_pad_voice(int key, Wave *wave)
{
    Ensemble e = ensemble_new(key_hz(key), bank_min(7.0 * key_hz(key), 4900.0), 1.15, 2);
    e.detune_cents = 2.0;
    e.side = 0.3;
    e.drift_cents = 3.0;
    e.level = 0.8;
    ensemble_fill(&e, glass_spectrum, 4900.0);
    ensemble_render(&e, 'X', key, wave);
}

static double sweep_spectrum(int harmonic, double hz, double fundamental)
{
    (void)fundamental;
    return 1.0 / (harmonic * (1.0 + bank_pow(hz / 3200.0, 3.0)));
}

// Bright on purpose: the preset's slow filter passes over it.
void sweep_pad_voice(int key, Wave *wave)
{
    const double top = 6800.0;
    Ensemble e = ensemble_new(key_hz(key), top, 1.0, 4);
    e.detune_cents = 4.5;
    e.drift_cents = 5.0;
    e.side = 0.7;
    e.level = 1.0;
    ensemble_fill(&e, sweep_spectrum, top);
    ensemble_render(&e, 'Z', key, wave);
}

// Drops of a soft, glassy bell in front of the new age pad.
void dew_voice(int key, Wave *wave)
{
    Tone tone = tone_new(key_hz(key), 6800.0, 0.4, 0.06, 0.006);
    const double sigma = ramp_log(key, 36, 1.4, 96, 2.6);
    tone_add(&tone, 1.0, 1.0, sigma);
    tone_add(&tone, 2.0, 0.35, 1.4 * sigma);
    tone_add(&tone, 3.0, 0.18, 2.0 * sigma);
    tone_add(&tone, 5.0, 0.10, 3.2 * sigma);
    tone_add(&tone, 7.0, 0.04, 5.0 * sigma);
    tone_render(&tone, wave);
}
