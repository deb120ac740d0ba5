// SPDX-License-Identifier: MIT
// Bowed strings: the sawtooth of Helmholtz's corner, through a wooden body.
#include "bankmath.h"
#include "ensemble.h"
#include "voices.h"

// Violin family: air resonance, the two corpus modes, the wood above, and the bridge hill
// (Fletcher and Rossing, chapter 10). A section mixes sizes, so the peaks are broad.
static const Formant section_body[] = {
    {230.0, 120.0, 0.0}, {480.0, 220.0, 1.0}, {900.0, 500.0, -3.0}, {2400.0, 1400.0, -5.0}};

static double section_spectrum(int harmonic, double hz, double fundamental)
{
    (void)fundamental;
    const double bow = 1.0 / (1.0 + bank_pow(hz / 3600.0, 3.0));
    return formant_gain(section_body, 4, -9.0, hz) * bow / harmonic;
}

// Four desks that agree on the note to a few cents and vibrate each at a pace of its own.
void strings_voice(int key, Wave *wave)
{
    const double top = 6800.0;
    Ensemble e = ensemble_new(key_hz(key), top, 1.7, 4);
    e.detune_cents = 3.0;
    e.drift_cents = 5.0;
    e.vib_cents = ramp(key, 40, 10.0, 76, 16.0);
    e.vib_hz = 5.2;
    e.level = 1.0;
    ensemble_fill(&e, section_spectrum, top);
    size_t frames = 0;
    double *loop = ensemble_loop(&e, 'S', key, &frames);
    loop_breath(loop, frames, e.rate, 2600.0, 0.6, 0.010, 's');
    ensemble_wave(&e, loop, frames, wave);
}

static const Formant cello_body[] = {{98.0, 30.0, -2.0},
                                     {190.0, 60.0, 1.0},
                                     {400.0, 220.0, 0.0},
                                     {800.0, 500.0, -4.0},
                                     {1900.0, 900.0, -6.0}};

static double cello_spectrum(int harmonic, double hz, double fundamental)
{
    (void)fundamental;
    const double bow = 1.0 / (1.0 + bank_pow(hz / 2800.0, 3.0));
    return formant_gain(cello_body, 5, -10.0, hz) * bow / harmonic;
}

// One player; the vibrato is the preset's, so that it can start late.
void cello_voice(int key, Wave *wave)
{
    Ensemble e = ensemble_new(key_hz(key), 6800.0, 0.9, 1);
    e.drift_cents = 2.0;
    e.level = 1.0;
    ensemble_fill(&e, cello_spectrum, 6800.0);
    size_t frames = 0;
    double *loop = ensemble_loop(&e, 'L', key, &frames);
    loop_breath(loop, frames, e.rate, 1500.0, 0.6, 0.008, 'l');
    ensemble_wave(&e, loop, frames, wave);
}
