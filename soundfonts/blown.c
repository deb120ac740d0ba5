// SPDX-License-Identifier: MIT
// Pipes and flutes: few harmonics, and the breath beside them.
#include "bankmath.h"
#include "ensemble.h"
#include "filter.h"
#include "voices.h"

#include <stdlib.h>

static void blown_render(Ensemble *e, double breath_hz, double breath, unsigned purpose, int key,
                         Wave *wave)
{
    size_t frames = 0;
    double *loop = ensemble_loop(e, purpose, key, &frames);
    loop_breath(loop, frames, e->rate, breath_hz, 0.8, breath, purpose + 1u);
    ensemble_wave(e, loop, frames, wave);
}

// A stopped 8' with a soft 4' on top: odd harmonics of the one, all of the other.
static double organ_spectrum(int harmonic, double hz, double fundamental)
{
    static const double amp[] = {1.0, 0.30, 0.22, 0.08, 0.06, 0.035, 0.03, 0.012, 0.01};
    (void)hz;
    (void)fundamental;
    return harmonic <= 9 ? amp[harmonic - 1] : 0.0;
}

void organ_voice(int key, Wave *wave)
{
    Ensemble e = ensemble_new(key_hz(key), 6800.0, 0.6, 2);
    e.detune_cents = 1.0;
    e.side = 0.2;
    e.drift_cents = 1.0;
    e.level = 1.0;
    ensemble_fill(&e, organ_spectrum, 6800.0);
    blown_render(&e, bank_min(3.0 * e.hz, 3500.0), 0.006, 'O', key, wave);
}

// Low notes of a flute have a second harmonic nearly as strong as the first, high ones are
// almost pure (Fletcher and Rossing, chapter 16).
static double flute_spectrum(int harmonic, double hz, double fundamental)
{
    const double slope = ramp(fundamental, 260.0, 5.5, 1400.0, 13.0);
    const double second = harmonic == 2 ? ramp(fundamental, 260.0, 3.0, 700.0, 0.0) : 0.0;
    const double air = 1.0 / (1.0 + bank_pow(hz / 3200.0, 2.0));
    return db_amp(second - slope * (harmonic - 1)) * air;
}

void flute_voice(int key, Wave *wave)
{
    Ensemble e = ensemble_new(key_hz(key), 9000.0, 0.45, 1);
    e.drift_cents = 2.0;
    e.level = 1.0;
    ensemble_fill(&e, flute_spectrum, 9000.0);
    blown_render(&e, bank_min(2.0 * e.hz, 4000.0), 0.025, 'f', key, wave);
}

// Closed at the far end: odd harmonics stand out.
static double pan_flute_spectrum(int harmonic, double hz, double fundamental)
{
    static const double amp[] = {1.0, 0.035, 0.16, 0.015, 0.03, 0.006, 0.008};
    (void)hz;
    (void)fundamental;
    return harmonic <= 7 ? amp[harmonic - 1] : 0.0;
}

void pan_flute_voice(int key, Wave *wave)
{
    Ensemble e = ensemble_new(key_hz(key), 9000.0, 0.45, 1);
    e.drift_cents = 3.0;
    e.level = 1.0;
    ensemble_fill(&e, pan_flute_spectrum, 9000.0);
    blown_render(&e, bank_min(2.0 * e.hz, 4000.0), 0.02, 'p', key, wave);
}

// A vessel flute has one resonance and next to no harmonics.
static double ocarina_spectrum(int harmonic, double hz, double fundamental)
{
    static const double amp[] = {1.0, 0.045, 0.03, 0.006};
    (void)hz;
    (void)fundamental;
    return harmonic <= 4 ? amp[harmonic - 1] : 0.0;
}

void ocarina_voice(int key, Wave *wave)
{
    Ensemble e = ensemble_new(key_hz(key), 6800.0, 0.5, 1);
    e.drift_cents = 2.0;
    e.level = 1.0;
    ensemble_fill(&e, ocarina_spectrum, 6800.0);
    blown_render(&e, bank_min(2.0 * e.hz, 4000.0), 0.008, 'o', key, wave);
}

// Air alone, as a layer under a pipe: noise about the second harmonic. Three seconds, so
// that no ear learns it by heart.
void breath_voice(int key, Wave *wave)
{
    const double rate = 16000.0;
    const size_t frames = 48000;
    const double hz = bank_min(2.0 * key_hz(key), 3500.0);
    double *loop = bank_alloc(frames, sizeof *loop);
    Dice dice = dice_new('b', key);
    for (size_t i = 0; i < frames; i++) {
        loop[i] = dice_swing(&dice);
    }
    filter_ring(filter_band(hz, 0.7, rate), loop, frames);
    loop_level(loop, frames, rate, 0.8);
    wave_from_loop(wave, loop, frames, rate);
    free(loop);
}
