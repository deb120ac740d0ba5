// SPDX-License-Identifier: MIT
// Voices: the buzz of the folds, falling 12 dB an octave, through the throat's resonances.
#include "bankmath.h"
#include "ensemble.h"
#include "voices.h"

// "oh" of tenor and alto: centres, widths and levels as tabulated in the Csound manual's
// appendix of formant values; widths opened up, as many throats never agree.
static const Formant tenor[] = {
    {400.0, 110.0, 0.0}, {800.0, 160.0, -8.0}, {2600.0, 400.0, -20.0}, {2900.0, 500.0, -24.0}};
static const Formant alto[] = {
    {450.0, 130.0, 0.0}, {850.0, 200.0, -7.0}, {2800.0, 450.0, -20.0}, {3500.0, 600.0, -28.0}};

// The folds fall 12 dB an octave, lips give back 6.
static double throat(int harmonic, double hz, double fundamental)
{
    const double high = ramp(fundamental, 180.0, 0.0, 350.0, 1.0);
    const double gain =
        (1.0 - high) * formant_gain(tenor, 4, -30.0, hz) + high * formant_gain(alto, 4, -30.0, hz);
    return gain / bank_pow(harmonic, 0.9);
}

void choir_voice(int key, Wave *wave)
{
    Ensemble e = ensemble_new(key_hz(key), 4900.0, 2.05, 5);
    e.detune_cents = 2.0;
    e.drift_cents = 3.0;
    e.vib_cents = ramp(key, 40, 14.0, 72, 20.0);
    e.vib_hz = 5.0;
    e.level = 1.0;
    e.side = 0.65;
    ensemble_fill(&e, throat, 4900.0);
    size_t frames = 0;
    double *loop = ensemble_loop(&e, 'Q', key, &frames);
    loop_breath(loop, frames, e.rate, 1800.0, 0.5, 0.014, 'q');
    ensemble_wave(&e, loop, frames, wave);
}
