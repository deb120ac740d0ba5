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

static Ensemble singers(int key, int count, double top)
{
    Ensemble e = ensemble_new(key_hz(key), top, 1.5, count);
    e.detune_cents = 4.0;
    e.drift_cents = 5.0;
    e.vib_cents = ramp(key, 40, 8.0, 72, 11.0);
    e.vib_hz = 5.0;
    e.level = 0.9;
    return e;
}

void choir_voice(int key, Wave *wave)
{
    Ensemble e = singers(key, 5, 4900.0);
    ensemble_fill(&e, throat, 4900.0);
    size_t frames = 0;
    double *loop = ensemble_loop(&e, 'Q', key, &frames);
    loop_breath(loop, frames, e.rate, 1800.0, 0.5, 0.014, 'q');
    ensemble_wave(&e, loop, frames, wave);
}

// Half breath, half "oo": the light on top of the halo pad.
static double whisper(int harmonic, double hz, double fundamental)
{
    return throat(harmonic, hz, fundamental) * (harmonic == 1 ? 1.0 : 0.35);
}

void choir_air_voice(int key, Wave *wave)
{
    Ensemble e = singers(key, 3, 4900.0);
    e.level = 1.0;
    ensemble_fill(&e, whisper, 4900.0);
    size_t frames = 0;
    double *loop = ensemble_loop(&e, 'U', key, &frames);
    loop_breath(loop, frames, e.rate, 2.0 * e.hz, 1.2, 0.04, 'a');
    ensemble_wave(&e, loop, frames, wave);
}
