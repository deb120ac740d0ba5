// SPDX-License-Identifier: MIT
// Turns the rows of the registry into samples, zones and presets.
#ifndef LULL_BANK_ASSEMBLE_H
#define LULL_BANK_ASSEMBLE_H

#include "registry.h"
#include "sf2.h"

enum { ASSEMBLE_SAMPLES = 512 };

/// A sample that is already in the file, so that programs can share it.
typedef struct {
    Voice *voice;
    int key;
    int number; ///< In the file.
    Wave wave;  ///< Kept for levels; brought to one peak.
} Stored;

typedef struct {
    Sf2 sf2;
    Stored stored[ASSEMBLE_SAMPLES];
    int stored_count;
} Assembly;

/// Adds one program. Returns the decibels by which its quietest zone falls short of the
/// bank's level, 0 when all is well.
double assemble_program(Assembly *assembly, const Program *program);

void assembly_free(Assembly *assembly);

#endif
