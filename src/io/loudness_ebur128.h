// How loud a piece is, as broadcasters measure it (EBU R 128 by libebur128).
#ifndef IO_LOUDNESS_EBUR128_H
#define IO_LOUDNESS_EBUR128_H

#include "base/status.h"

#include <stddef.h>
#include <stdint.h>

/// What a piece measures; -INFINITY where it is silent.
typedef struct {
    double lufs;         ///< Integrated loudness, ITU-R BS.1770-4.
    double range_lu;     ///< Loudness range, EBU Tech 3342.
    double true_peak_db; ///< Highest true peak, dBTP.
    double rise_lu; ///< Largest rise from one second to the next; what is softer than 20 LU below
                    ///< the whole, as the gate of the range, counts as that.
} Loudness;

typedef struct LoudnessMeter LoudnessMeter;

/// A meter for about `length_s` seconds (0 = not known); from a day on it counts loudness in steps
/// of 0.1 LU, so that its memory stays small. NULL with STATUS_INTERNAL in `error` when memory is
/// short. Any one thread, as all here.
LoudnessMeter *loudness_open(int rate_hz, int64_t length_s, Error *error);

/// Takes interleaved stereo frames. STATUS_INTERNAL when memory is short.
Status loudness_add(LoudnessMeter *meter, const float *stereo, size_t frames, Error *error);

/// What is measured is a loop: it does not rise out of silence.
void loudness_goes_round(LoudnessMeter *meter);

/// What has been measured. Nothing more may be added then.
Loudness loudness_end(LoudnessMeter *meter);

enum { LOUDNESS_STEP_MS = 100 };

/// K-weighted energy of each LOUDNESS_STEP_MS so far; the mean of some is their loudness as
/// 10 log10(mean) - 0.691. It lives as long as `meter`.
const float *loudness_steps(const LoudnessMeter *meter, size_t *count);

/// The same piece with another gain.
Loudness loudness_moved(Loudness loudness, double gain_db);

/// Frees the meter; legal with NULL.
void loudness_close(LoudnessMeter *meter);

#endif
