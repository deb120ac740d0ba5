// SPDX-License-Identifier: MIT
// Add an instrument: a voice in the file of its family, its prototype in voices.h, its
// layer and its row here; then set trim_db from the loudness that tests/bank prints.
#include "registry.h"

#include "voices.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

// Rows read better than one field a line.
// clang-format off

static const Layer felt_piano[] = {
    {.voice = felt_piano_voice, .label = "felt piano", .first = 28, .last = 98, .step = 5,
     .soft = 0, .strong = 63, .release_s = 0.45, .cutoff_hz = 3000, .track = 0.50,
     .velocity_cents = 3200,
     .bloom_cents = 900, .bloom_s = 5.0, .spread = 0.30},
    {.voice = felt_piano_strong_voice, .label = "felt piano +", .first = 28, .last = 100, .step = 6,
     .soft = 64, .strong = 127, .release_s = 0.45, .cutoff_hz = 2000, .track = 0.50,
     .velocity_cents = 3200,
     .bloom_cents = 900, .bloom_s = 5.0, .spread = 0.30}};

static const Layer electric_piano[] = {
    {.voice = electric_piano_voice, .label = "e-piano", .first = 36, .last = 90, .step = 6,
     .soft = 0, .strong = 63, .release_s = 0.40, .cutoff_hz = 2400, .track = 0.5,
     .velocity_cents = 3200,
     .bloom_cents = 800, .bloom_s = 4.0, .trem_db = 0.8, .trem_hz = 4.2, .spread = 0.15},
    {.voice = electric_piano_strong_voice, .label = "e-piano +", .first = 36, .last = 90, .step = 6,
     .soft = 64, .strong = 127, .release_s = 0.40, .cutoff_hz = 1500, .track = 0.5,
     .velocity_cents = 2600,
     .bloom_cents = 800, .bloom_s = 4.0, .trem_db = 0.8, .trem_hz = 4.2, .spread = 0.15}};

static const Layer celesta[] = {
    {.voice = celesta_voice, .label = "celesta", .first = 60, .last = 102, .step = 6,
     .release_s = 1.0, .cutoff_hz = 1500, .track = 0.8, .velocity_cents = 2800,
     .spread = 0.25}};

static const Layer music_box[] = {
    {.voice = music_box_voice, .label = "music box", .first = 60, .last = 102, .step = 6,
     .release_s = 2.0, .cutoff_hz = 2600, .track = 0.8, .velocity_cents = 2600,
     .spread = 0.25}};

static const Layer vibraphone[] = {
    {.voice = vibraphone_voice, .label = "vibraphone", .first = 48, .last = 90, .step = 6,
     .soft = 0, .strong = 63, .release_s = 1.4, .cutoff_hz = 2800, .track = 0.6,
     .velocity_cents = 2800,
     .trem_db = 1.0, .trem_hz = 3.6, .spread = 0.30},
    {.voice = vibraphone_strong_voice, .label = "vibraphone +", .first = 48, .last = 90, .step = 6,
     .soft = 64, .strong = 127, .release_s = 1.4, .cutoff_hz = 1900, .track = 0.6,
     .velocity_cents = 2800,
     .trem_db = 1.0, .trem_hz = 3.6, .spread = 0.30}};

static const Layer marimba[] = {
    {.voice = marimba_voice, .label = "marimba", .first = 42, .last = 90, .step = 6,
     .release_s = 0.8, .cutoff_hz = 2100, .track = 0.6, .velocity_cents = 2800,
     .spread = 0.30}};

static const Layer kalimba[] = {
    {.voice = kalimba_voice, .label = "kalimba", .first = 48, .last = 90, .step = 6,
     .release_s = 1.2, .cutoff_hz = 1700, .track = 0.6, .velocity_cents = 3600,
     .spread = 0.20}};

static const Layer tubular_bell[] = {
    {.voice = tubular_bell_voice, .label = "tubular bell", .first = 48, .last = 84,
     .step = 6, .release_s = 3.5, .cutoff_hz = 1400, .track = 0.6,
     .velocity_cents = 2600, .bloom_cents = 900, .bloom_s = 5.0, .spread = 0.20}};

static const Layer organ[] = {
    {.voice = organ_voice, .label = "soft organ", .first = 36, .last = 84, .step = 6,
     .attack_s = 0.09, .release_s = 0.45, .cutoff_hz = 2600, .track = 0.4,
     .velocity_cents = 2400}};

static const Layer nylon_guitar[] = {
    {.voice = nylon_guitar_voice, .label = "nylon guitar", .first = 40, .last = 88,
     .step = 6, .soft = 0, .strong = 63, .release_s = 0.5, .cutoff_hz = 3000, .track = 0.4,
     .velocity_cents = 2600,
     .bloom_cents = 800, .bloom_s = 2.5, .pan = -0.08},
    {.voice = nylon_guitar_strong_voice, .label = "nylon guitar +", .first = 40, .last = 88,
     .step = 6, .soft = 64, .strong = 127, .release_s = 0.5, .cutoff_hz = 2200, .track = 0.4,
     .velocity_cents = 2600,
     .bloom_cents = 800, .bloom_s = 2.5, .pan = -0.08}};

static const Layer acoustic_bass[] = {
    {.voice = acoustic_bass_voice, .label = "acoustic bass", .first = 28, .last = 64,
     .step = 6, .release_s = 0.35, .cutoff_hz = 900, .track = 0.4,
     .velocity_cents = 2600, .bloom_cents = 700, .bloom_s = 1.5}};

static const Layer fretless_bass[] = {
    {.voice = fretless_bass_voice, .label = "fretless", .first = 28, .last = 64, .step = 6,
     .attack_s = 0.02, .release_s = 0.35, .cutoff_hz = 900, .track = 0.3,
     .velocity_cents = 1800, .bloom_cents = -900, .bloom_s = 0.5, .vib_cents = 6,
     .vib_hz = 4.6, .vib_delay_s = 0.7}};

static const Layer cello[] = {
    {.voice = cello_voice, .label = "cello", .first = 36, .last = 78, .step = 6,
     .attack_s = 0.16, .release_s = 0.55, .cutoff_hz = 2600, .track = 0.35,
     .velocity_cents = 2400, .bloom_cents = -500, .bloom_s = 0.4, .vib_cents = 13,
     .vib_hz = 5.3, .vib_delay_s = 0.45, .pan = 0.12}};

static const Layer harp[] = {
    {.voice = harp_voice, .label = "harp", .first = 28, .last = 100, .step = 6,
     .release_s = 2.4, .cutoff_hz = 2100, .track = 0.5, .velocity_cents = 2600,
     .bloom_cents = 700, .bloom_s = 3.0, .spread = 0.35}};

static const Layer strings[] = {
    {.voice = strings_voice, .label = "strings", .first = 36, .last = 90, .step = 6,
     .attack_s = 0.21, .release_s = 0.9, .cutoff_hz = 3400, .track = 0.3,
     .velocity_cents = 2200, .bloom_cents = -500, .bloom_s = 0.5, .spread = -0.25}};

// Two voices of the same samples, the right one taking those of the zone above (or below, at
// the top), so that both differ in everything but the note: a section with width.
static const Layer slow_strings[] = {
    {.voice = strings_voice, .label = "strings", .first = 36, .last = 90, .step = 6,
     .attack_s = 0.38, .release_s = 1.8, .cutoff_hz = 2600, .track = 0.3,
     .velocity_cents = 2000, .bloom_cents = -700, .bloom_s = 1.2, .level_db = -3.3,
     .pan = -0.85},
    {.voice = strings_voice, .label = "strings", .first = 36, .last = 90, .step = 6,
     .attack_s = 0.45, .release_s = 1.8, .cutoff_hz = 2600, .track = 0.3,
     .velocity_cents = 2000, .bloom_cents = -700, .bloom_s = 1.2, .level_db = -3.3,
     .pan = 0.85, .borrow = 1}};

static const Layer choir[] = {
    {.voice = choir_voice, .label = "choir", .first = 36, .last = 84, .step = 6,
     .attack_s = 0.26, .release_s = 1.1, .cutoff_hz = 2800, .track = 0.25,
     .velocity_cents = 2000, .bloom_cents = -500, .bloom_s = 0.7, .spread = 0.15}};

static const Layer flute[] = {
    {.voice = flute_voice, .label = "flute", .first = 58, .last = 94, .step = 6,
     .attack_s = 0.09, .release_s = 0.3, .cutoff_hz = 3200, .track = 0.4,
     .velocity_cents = 2200, .bloom_cents = -500, .bloom_s = 0.25, .vib_cents = 9,
     .vib_hz = 5.0, .vib_delay_s = 0.5, .trem_db = 0.7, .trem_hz = 5.0, .pan = 0.10},
    {.voice = breath_voice, .label = "breath", .first = 60, .last = 84, .step = 12,
     .attack_s = 0.05, .release_s = 0.2, .cutoff_hz = 2000, .track = 0.5,
     .velocity_cents = 2400, .bloom_cents = 1200, .bloom_s = 0.3, .level_db = -27,
     .pan = 0.10}};

static const Layer pan_flute[] = {
    {.voice = pan_flute_voice, .label = "pan flute", .first = 58, .last = 94, .step = 6,
     .attack_s = 0.07, .release_s = 0.35, .cutoff_hz = 3600, .track = 0.4,
     .velocity_cents = 2200, .vib_cents = 8, .vib_hz = 4.6, .vib_delay_s = 0.6,
     .pan = -0.10},
    {.voice = breath_voice, .label = "breath", .first = 60, .last = 84, .step = 12,
     .attack_s = 0.03, .release_s = 0.25, .cutoff_hz = 2400, .track = 0.5,
     .velocity_cents = 2400, .bloom_cents = 1500, .bloom_s = 0.35, .level_db = -21,
     .pan = -0.10}};

static const Layer ocarina[] = {
    {.voice = ocarina_voice, .label = "ocarina", .first = 58, .last = 94, .step = 6,
     .attack_s = 0.08, .release_s = 0.35, .cutoff_hz = 2100, .track = 0.5,
     .velocity_cents = 3000, .vib_cents = 9, .vib_hz = 4.8, .vib_delay_s = 0.5}};

static const Layer new_age[] = {
    {.voice = dew_voice, .label = "dew", .first = 48, .last = 84, .step = 6,
     .release_s = 2.0, .cutoff_hz = 3200, .track = 0.5, .velocity_cents = 2600,
     .pan = 0.15, .level_db = -3},
    {.voice = warm_pad_voice, .label = "warm pad", .first = 36, .last = 84, .step = 6,
     .attack_s = 0.45, .release_s = 2.2, .cutoff_hz = 1800, .track = 0.3,
     .velocity_cents = 1600, .pan = -0.15, .level_db = -3}};

static const Layer warm_pad[] = {
    {.voice = warm_pad_voice, .label = "warm pad", .first = 36, .last = 84, .step = 6,
     .attack_s = 0.40, .release_s = 2.0, .cutoff_hz = 1900, .track = 0.3,
     .velocity_cents = 1800, .waft_cents = 200, .waft_hz = 0.13, .spread = 0.25}};

static const Layer choir_pad[] = {
    {.voice = choir_voice, .label = "choir", .first = 36, .last = 84, .step = 6,
     .attack_s = 0.55, .release_s = 2.4, .cutoff_hz = 1700, .track = 0.25,
     .velocity_cents = 1800, .bloom_cents = -700, .bloom_s = 1.6, .spread = 0.25}};

static const Layer bowed_pad[] = {
    {.voice = glass_pad_voice, .label = "bowed glass", .first = 36, .last = 90, .step = 6,
     .attack_s = 0.50, .release_s = 2.6, .cutoff_hz = 2400, .track = 0.5,
     .velocity_cents = 2800, .bloom_cents = -500, .bloom_s = 1.5, .trem_db = 0.8,
     .trem_hz = 0.31, .spread = 0.30}};

static const Layer halo_pad[] = {
    {.voice = choir_voice, .label = "choir", .first = 36, .last = 84, .step = 6,
     .attack_s = 0.60, .release_s = 2.8, .cutoff_hz = 2400, .track = 0.4,
     .velocity_cents = 2000, .waft_cents = 700, .waft_hz = 0.11, .spread = 0.35}};

static const Layer sweep_pad[] = {
    {.voice = sweep_pad_voice, .label = "sweep pad", .first = 36, .last = 84, .step = 6,
     .attack_s = 0.50, .release_s = 2.4, .cutoff_hz = 1700, .track = 0.3,
     .velocity_cents = 1600, .waft_cents = 900, .waft_hz = 0.09, .spread = 0.25}};

// Nature: two voices of one ring, started apart, make it wide without a second sample.
#define NATURE(function, text, apart, fc) \
    {.voice = (function), .label = (text), .first = 60, .last = 60, .step = 1, \
     .attack_s = 1.2, .release_s = 3.0, .cutoff_hz = (fc), .velocity_cents = 2200, \
     .level_db = -3.3, .pan = -0.8, .scale_cents = 10}, \
    {.voice = (function), .label = (text), .first = 60, .last = 60, .step = 1, \
     .attack_s = 1.2, .release_s = 3.0, .cutoff_hz = (fc), .velocity_cents = 2200, \
     .level_db = -3.3, .pan = 0.8, .start_s = (apart), .scale_cents = 10}

static const Layer rain[] = {NATURE(rain_voice, "rain", 8.7, 6000)};
static const Layer sea[] = {NATURE(sea_voice, "sea", 0.9, 4500)};
static const Layer birds[] = {NATURE(birds_voice, "birds", 11.3, 3900)};
static const Layer wind[] = {NATURE(wind_voice, "wind", 1.3, 2400)};
static const Layer brown[] = {NATURE(brown_voice, "brown noise", 9.1, 1500)};

// One sound on a range of keys of the kit.
#define HIT(function, text, root, from, to, fc, decibels, place) \
    {.voice = (function), .label = (text), .first = (root), .last = (root), .step = 1, \
     .low = (from), .high = (to), .release_s = 0.6, .cutoff_hz = (fc), .velocity_cents = 4000, \
     .level_db = (decibels), .pan = (place), .scale_cents = -1}

static const Layer kit[] = {
    HIT(frame_drum_voice, "frame drum", 36, 0, 36, 2600, -8, 0.0),
    HIT(rim_voice, "rim", 84, 37, 37, 5200, -16, -0.15),
    HIT(brush_voice, "brush", 38, 38, 38, 5200, -12, 0.05),
    HIT(brush_swish_voice, "brush swish", 40, 39, 40, 5200, -12, 0.05),
    HIT(frame_drum_voice, "frame drum", 43, 41, 41, 2600, -8, 0.12),
    HIT(shaker_voice, "shaker", 42, 42, 42, 7000, -16, 0.20),
    HIT(frame_drum_voice, "frame drum", 43, 43, 43, 2600, -8, 0.08),
    HIT(shaker_voice, "shaker", 42, 44, 44, 7000, -16, 0.20),
    HIT(frame_drum_voice, "frame drum", 48, 45, 45, 2600, -8, 0.0),
    HIT(shaker_voice, "shaker", 42, 46, 46, 7000, -16, 0.20),
    HIT(frame_drum_voice, "frame drum", 48, 47, 50, 2600, -8, -0.10),
    HIT(brush_swish_voice, "brush swish", 40, 51, 59, 5200, -12, -0.20),
    HIT(frame_drum_voice, "frame drum", 55, 60, 68, 2600, -10, 0.20),
    HIT(shaker_voice, "shaker", 42, 69, 70, 7000, -16, 0.25),
    HIT(rim_voice, "rim", 89, 71, 81, 5200, -16, -0.20),
    HIT(shaker_voice, "shaker", 42, 82, 127, 7000, -16, 0.25)};

#define ROW(bank, number, name, reverb, trim, layers) \
    {(bank), (number), (name), (reverb), (trim), (layers), COUNT(layers)}

const Program programs[] = {
    ROW(0, 0, "Felt Piano", 0.26, -1.3, felt_piano),
    ROW(0, 4, "Electric Piano", 0.24, 0.3, electric_piano),
    ROW(0, 8, "Celesta", 0.30, 0.4, celesta),
    ROW(0, 10, "Music Box", 0.30, 0.4, music_box),
    ROW(0, 11, "Vibraphone", 0.30, 0.2, vibraphone),
    ROW(0, 12, "Marimba", 0.26, -2.1, marimba),
    ROW(0, 14, "Soft Bell", 0.34, -0.2, tubular_bell),
    ROW(0, 19, "Soft Organ", 0.34, 0.2, organ),
    ROW(0, 24, "Nylon Guitar", 0.24, 0.0, nylon_guitar),
    ROW(0, 32, "Acoustic Bass", 0.12, 0.0, acoustic_bass),
    ROW(0, 35, "Fretless Bass", 0.12, 0.0, fretless_bass),
    ROW(0, 42, "Cello", 0.28, 0.0, cello),
    ROW(0, 46, "Harp", 0.30, 0.3, harp),
    ROW(0, 48, "Strings", 0.30, 0.0, strings),
    ROW(0, 49, "Slow Strings", 0.32, 0.0, slow_strings),
    ROW(0, 52, "Choir", 0.34, 0.0, choir),
    ROW(0, 73, "Flute", 0.30, 1.1, flute),
    ROW(0, 75, "Pan Flute", 0.32, 0.9, pan_flute),
    ROW(0, 79, "Ocarina", 0.32, 1.0, ocarina),
    ROW(0, 88, "New Age Pad", 0.32, -0.1, new_age),
    ROW(0, 89, "Warm Pad", 0.30, -0.4, warm_pad),
    ROW(0, 91, "Choir Pad", 0.34, -0.8, choir_pad),
    ROW(0, 92, "Bowed Glass", 0.34, -0.7, bowed_pad),
    ROW(0, 94, "Halo Pad", 0.35, -0.8, halo_pad),
    ROW(0, 95, "Sweep Pad", 0.32, -0.8, sweep_pad),
    ROW(0, 96, "Rain", 0.05, 0.0, rain),
    ROW(0, 108, "Kalimba", 0.28, -1.0, kalimba),
    ROW(0, 122, "Sea", 0.05, -0.1, sea),
    ROW(0, 123, "Birds", 0.20, -0.3, birds),
    ROW(1, 122, "Wind", 0.05, -0.6, wind),
    ROW(1, 123, "Brown Noise", 0.0, 0.2, brown),
    ROW(128, 0, "Soft Percussion", 0.20, 0.0, kit),
};

// clang-format on

const int program_count = COUNT(programs);
