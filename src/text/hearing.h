// What was heard of a rendered piece: loudness from time to time, and where its sound lies.
#ifndef TEXT_HEARING_H
#define TEXT_HEARING_H

#include "text/canvas.h"

#include <stddef.h>

/// Loudness by ITU-R BS.1770, in LUFS; silence is far below LOUDNESS_FLOOR.
typedef struct {
    float momentary;  ///< Of the 400 ms that end here.
    float short_term; ///< Of the 3 s that end here.
} LoudnessPoint;

enum { LOUDNESS_STEP_MS = 100, LOUDNESS_FLOOR = -70 };

/// Levels of bands of equal musical width, from time to time.
typedef struct {
    Image image; ///< A column for each of equal stretches of time, the highest band on top.
    double low_hz, high_hz; ///< Edges of the image.
    int top_db, step_db;    ///< Level at which the ramp ends, dB full scale, and its steps.
} Spectrogram;

typedef struct {
    const LoudnessPoint *loudness; ///< One each LOUDNESS_STEP_MS.
    size_t loudness_count;
    double integrated, range, true_peak; ///< LUFS, LU, dBTP.
    Spectrogram spectrogram;             ///< Of width 0 when this lull cannot make one.
} Hearing;

#endif
