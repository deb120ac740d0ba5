// What was heard of a rendered piece: loudness from time to time, and where its sound lies.
#ifndef TEXT_HEARING_H
#define TEXT_HEARING_H

#include <stddef.h>

/// Loudness by ITU-R BS.1770, in LUFS; silence is far below LOUDNESS_FLOOR.
typedef struct {
    float momentary;  ///< Of the 400 ms that end here.
    float short_term; ///< Of the 3 s that end here.
} LoudnessPoint;

enum { LOUDNESS_STEP_MS = 100, LOUDNESS_FLOOR = -70 };

/// Levels of frequency bands: `columns` stretches of equal time, `rows` bands of equal musical
/// width.
typedef struct {
    int columns, rows;
    double low_hz, high_hz; ///< Lower edge of the lowest band, upper edge of the highest.
    const float *db; ///< Power of each band, dB full scale; column by column, lowest band first.
} Spectrogram;

typedef struct {
    const LoudnessPoint *loudness; ///< One each LOUDNESS_STEP_MS.
    size_t loudness_count;
    double integrated, range, true_peak; ///< LUFS, LU, dBTP.
    Spectrogram spectrogram;             ///< No columns when this lull cannot make one.
} Hearing;

#endif
