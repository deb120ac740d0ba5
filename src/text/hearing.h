// What was heard of a rendered piece: loudness from time to time, and where its sound lies.
#ifndef TEXT_HEARING_H
#define TEXT_HEARING_H

#include "text/canvas.h"

#include <stddef.h>

/// Levels of bands of equal musical width, from time to time.
typedef struct {
    Image image; ///< A column for each of equal stretches of time, the highest band on top.
    double low_hz, high_hz; ///< Edges of the image.
    int top_db, step_db;    ///< Level at which the ramp ends, dB full scale, and its steps.
} Spectrogram;

enum { HEARING_STEP_MS = 100 };

typedef struct {
    /// K-weighted energy of each HEARING_STEP_MS (ITU-R BS.1770: the sum of the mean squares of the
    /// channels after its filter).
    const float *energies;
    size_t steps;
    double lufs;             ///< Integrated loudness; -INFINITY when silent, as what follows.
    double range_lu;         ///< Loudness range.
    double true_peak_db;     ///< dBTP.
    double rise_lu;          ///< Largest rise from one second to the next.
    Spectrogram spectrogram; ///< Of width 0 when this lull cannot make one.
} Hearing;

/// Loudness, LUFS, of the `count` steps that end with step `end`; -INFINITY in silence.
double hearing_lufs(const Hearing *heard, size_t end, size_t count);

#endif
