// SPDX-License-Identifier: MIT
// Tones that stay: several players of one harmonic spectrum, in a loop without a seam.
#ifndef LULL_BANK_ENSEMBLE_H
#define LULL_BANK_ENSEMBLE_H

#include "wave.h"

enum { ENSEMBLE_HARMONICS = 120 };

typedef struct {
    double hz;                      ///< Fundamental.
    double loop_s;                  ///< Seconds of the loop.
    double rate;                    ///< Frames per second.
    int players;                    ///< How many share the spectrum.
    double side;                    ///< Amplitude of each against the one before, 0..1.
    double detune_cents;            ///< Step of their tuning; at least one turn of the loop.
    double drift_cents;             ///< Depth of each one's slow wandering.
    double vib_cents;               ///< Depth of each one's vibrato, 0 for none.
    double vib_hz;                  ///< Its rate.
    double level;                   ///< How far the loop's level is evened out, 0..1.
    int count;                      ///< Harmonics in use.
    double amp[ENSEMBLE_HARMONICS]; ///< Amplitude of harmonic i + 1.
} Ensemble;

/// An ensemble without harmonics yet, its rate chosen for partials up to `top_hz`.
Ensemble ensemble_new(double hz, double top_hz, double loop_s, int players);

/// Fills in the harmonics below `top_hz` from a spectrum: amplitude of harmonic k at hz.
typedef double Spectrum(int harmonic, double hz, double fundamental);
void ensemble_fill(Ensemble *ensemble, Spectrum *spectrum, double top_hz);

/// Renders into a loop of its own (caller frees); `purpose` seeds phases and tuning.
double *ensemble_loop(const Ensemble *ensemble, unsigned purpose, int key, size_t *frames);

/// Makes a wave of a loop that `ensemble_loop` gave and frees it. The rate told to the player
/// corrects what beating did to the pitch.
void ensemble_wave(const Ensemble *ensemble, double *loop, size_t frames, Wave *wave);

/// Renders straight into a wave.
void ensemble_render(const Ensemble *ensemble, unsigned purpose, int key, Wave *wave);

/// Adds noise in a band to a loop, `level` against its peak; the ends still meet.
void loop_breath(double *loop, size_t frames, double rate, double hz, double q, double level,
                 unsigned purpose);

/// One resonance of a body or a throat: its gain in decibels at `hz`.
typedef struct {
    double hz;
    double width_hz;
    double db;
} Formant;

/// Gain of a set of resonances over a floor of `floor_db`.
double formant_gain(const Formant *formants, int count, double floor_db, double hz);

#endif
