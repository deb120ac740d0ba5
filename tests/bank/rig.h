// SPDX-License-Identifier: MIT
// A font in FluidSynth, without reverb and chorus, to be played note by note.
#ifndef LULL_TEST_RIG_H
#define LULL_TEST_RIG_H

#include "measure.h"
#include "rows.h"

#include <stdbool.h>

/// What was played since the last fresh start.
typedef struct {
    Sound left, right, both;
} Heard;

/// Loads a font; false when FluidSynth cannot, or when it warned of something.
bool rig_open(const char *path);
void rig_close(void);

/// What FluidSynth said last.
const char *rig_warning(void);

/// Silence, controllers at rest, the program of a row; false when the font lacks it.
bool rig_fresh(const Row *row);

/// From a fresh start: controller `number` set to `value` (0 for none), a key held and let go.
Heard rig_note(const Row *row, int key, int velocity, double hold_s, double tail_s, int number,
               int value);

/// Voices that one note takes.
int rig_voices(const Row *row);

/// Loudness of whole tones over the middle octave, 1 s each, or 24 s of what has no pitch: LUFS.
double rig_loudness(const Row *row);

#endif
