// SPDX-License-Identifier: MIT
// Looks into the file itself: where its samples loop, and whether the ends meet.
#ifndef LULL_TEST_SEAMS_H
#define LULL_TEST_SEAMS_H

#include <stddef.h>

/// What a bank's samples show. Names are those of the worst sample.
typedef struct {
    int samples;
    int looped;
    double seam; ///< Largest bend at a seam against the largest within its loop.
    char seam_name[21];
    int drift; ///< Largest difference of what follows a loop to its start, in steps of 16 bits.
    char drift_name[21];
    int rule_breaks; ///< Samples too short, too near their ends, or without zeros after them.
    char rule_name[21];
} Seams;

/// Reads a bank. Returns 0, or -1 when it is no SoundFont.
int seams_read(const char *path, Seams *seams);

#endif
