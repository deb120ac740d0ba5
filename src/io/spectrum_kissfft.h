// Where the sound of a piece lies: the level of each semitone from time to time (KISS FFT).
#ifndef IO_SPECTRUM_KISSFFT_H
#define IO_SPECTRUM_KISSFFT_H

#include "text/hearing.h"

#include <stddef.h>
#include <stdint.h>

/// 1 when this lull was built with KISS FFT.
int spectrum_possible(void);

typedef struct Spectrum Spectrum;

/// For `frames` frames to come at `rate_hz`, in stretches of equal length. NULL when memory is
/// short or without the library. Free with spectrum_close(). Any one thread.
Spectrum *spectrum_open(int rate_hz, int64_t frames);

/// Takes the next interleaved stereo frames.
void spectrum_add(Spectrum *spectrum, const float *stereo, size_t frames);

/// What was heard, to be called once, when all frames have been given. It lives as long as
/// `spectrum`.
Spectrogram spectrum_result(Spectrum *spectrum);

void spectrum_close(Spectrum *spectrum);

#endif
