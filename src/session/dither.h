// Finished audio to whole numbers: rounded with triangular dither, so that what is lost becomes an
// even, very soft noise instead of a distortion that follows the music.
#ifndef SESSION_DITHER_H
#define SESSION_DITHER_H

#include <stddef.h>
#include <stdint.h>

/// Where the dither stands: a place in the piece always gets the same noise.
typedef struct {
    uint64_t seed;
    int64_t frame; ///< Of the piece; moves on with each call.
    int32_t bits;  ///< 16 or 24.
} Dither;

/// Turns `frames` interleaved stereo frames (full scale = 1) into whole numbers of `bits` bits that
/// stand at the top of 32. Triangular noise of two steps' width makes mean and power of the error
/// the same for any signal (Lipshitz, Wannamaker & Vanderkooy 1992). Digital silence stays silent;
/// what is too loud stays at the top. Pure; any thread.
void dither_frames(Dither *dither, const float *stereo, int32_t *out, size_t frames);

#endif
