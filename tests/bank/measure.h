// SPDX-License-Identifier: MIT
// Figures taken from rendered audio.
#ifndef LULL_TEST_MEASURE_H
#define LULL_TEST_MEASURE_H

#include <stddef.h>

enum { RATE = 44100 };

/// One mono signal.
typedef struct {
    const float *data;
    size_t frames;
} Sound;

/// The part of a sound from one time to another, in seconds.
Sound sound_part(Sound sound, double from_s, double to_s);

double sound_peak(Sound sound);
double sound_rms(Sound sound);
double sound_mean(Sound sound);

double to_db(double amplitude);

/// Power-weighted mean frequency of the first `harmonics` of `hz` in both channels, as cents away
/// from it.
double pitch_error(Sound left, Sound right, double hz, int harmonics);

/// Centre of gravity of the spectrum, hertz.
double centroid(Sound sound);

/// Power above `hz` against all of it, decibels.
double level_above(Sound sound, double hz);

/// Seconds until the level first comes within 3 dB of `wanted`; 1e9 when it never does.
double rise_time(Sound sound, double wanted);

/// Seconds until the level first comes within 3 dB of its highest in the sound.
double attack_time(Sound sound);

/// Largest periodic swing of the power of both channels between two rates, decibels peak
/// to peak.
double level_ripple(Sound left, Sound right, double low_hz, double high_hz);

/// Largest bend of the waveform against those around it; a click stands out.
double click_factor(Sound sound);

#endif
