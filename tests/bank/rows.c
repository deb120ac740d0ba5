// SPDX-License-Identifier: MIT
#include "rows.h"

const int key_steps[KEYS] = {-5, 0, 5, 10, 15};
const int strengths[STRENGTHS] = {40, 75, 110};

const Bounds bound = {.pitch_cents = 2.0,
                      .dc = 0.01,
                      .loudness = -38.5,
                      .spread = 1.0,
                      .velocity_ratio = 1.10,
                      .cc74_ratio = 1.06,
                      .cc72_db = 2.0,
                      .cc73_s = 0.05,
                      .image_db = -60.0,
                      .ripple_db = 1.0,
                      .click = 12.0,
                      .layer_db = 1.5,
                      .layer_ratio = 1.30,
                      .ring_db = -40.0,
                      .silent_db = -60.0,
                      .voices = 2,
                      .seam = 1.0,
                      .drift = 2};

const Row rows[] = {
    {0, 0, "Felt Piano", TONE, 60, 0.0, 0.05, 0.10, 1.2, 4, 24},
    {0, 4, "Electric Piano", TONE, 60, 0.0, 0.05, 0.10, 1.2, 4, 16},
    {0, 8, "Celesta", TONE, 72, 0.0, 0.04, 0.25, 2.0, 8, 34},
    {0, 10, "Music Box", TONE, 72, 0.0, 0.04, 0.50, 3.0, 8, 34},
    {0, 11, "Vibraphone", TONE, 60, 0.0, 0.05, 0.50, 2.5, 4, 20},
    {0, 12, "Marimba", TONE, 60, 0.0, 0.05, 0.15, 1.8, 20, 60},
    {0, 14, "Soft Bell", TONE, 60, 0.0, 0.06, 0.80, 4.5, 4, 20},
    {0, 19, "Soft Organ", HOLD, 60, 0.03, 0.15, 0.10, 1.2, 0, 0},
    {0, 24, "Nylon Guitar", TONE, 52, 0.0, 0.05, 0.12, 1.2, 6, 26},
    {0, 32, "Acoustic Bass", TONE, 36, 0.0, 0.08, 0.08, 1.2, 6, 26},
    {0, 35, "Fretless Bass", TONE, 36, 0.0, 0.30, 0.08, 1.2, 2, 20},
    {0, 42, "Cello", HOLD, 48, 0.08, 0.30, 0.12, 1.5, 0, 0},
    {0, 46, "Harp", TONE, 60, 0.0, 0.05, 0.70, 3.5, 4, 26},
    {0, 48, "Strings", HOLD, 60, 0.08, 0.30, 0.20, 2.0, 0, 0},
    {0, 49, "Slow Strings", HOLD, 60, 0.15, 0.50, 0.50, 3.0, 0, 0},
    {0, 52, "Choir", HOLD, 60, 0.10, 0.30, 0.30, 2.5, 0, 0},
    {0, 73, "Flute", HOLD, 72, 0.03, 0.15, 0.08, 1.0, 0, 0},
    {0, 75, "Pan Flute", HOLD, 72, 0.02, 0.15, 0.08, 1.0, 0, 0},
    {0, 79, "Ocarina", HOLD, 72, 0.03, 0.15, 0.08, 1.0, 0, 0},
    {0, 88, "New Age Pad", HOLD, 60, 0.0, 0.60, 0.60, 3.5, 0, 0},
    {0, 89, "Warm Pad", HOLD, 60, 0.20, 0.60, 0.60, 3.5, 0, 0},
    {0, 91, "Choir Pad", HOLD, 60, 0.20, 0.60, 0.70, 4.0, 0, 0},
    {0, 92, "Bowed Glass", HOLD, 60, 0.20, 0.60, 0.70, 4.0, 0, 0},
    {0, 94, "Halo Pad", HOLD, 60, 0.20, 0.60, 0.80, 4.5, 0, 0},
    {0, 95, "Sweep Pad", HOLD, 60, 0.20, 0.60, 0.70, 4.0, 0, 0},
    {0, 96, "Rain", NOISE, 60, 0.20, 2.00, 0.80, 4.5, 0, 0},
    {0, 108, "Kalimba", TONE, 60, 0.0, 0.05, 0.25, 2.2, 14, 60},
    {0, 122, "Sea", NOISE, 60, 0.20, 2.00, 0.80, 4.5, 0, 0},
    {0, 123, "Birds", NOISE, 60, 0.20, 2.00, 0.0, 4.5, 0, 0},
    {1, 122, "Wind", NOISE, 60, 0.20, 2.00, 0.80, 4.5, 0, 0},
    {1, 123, "Brown Noise", NOISE, 60, 0.20, 2.00, 0.80, 4.5, 0, 0},
    {128, 0, "Soft Percussion", KIT, 36, 0.0, 0.30, 0.0, 1.5, 0, 0},
};

const int row_count = sizeof rows / sizeof rows[0];
