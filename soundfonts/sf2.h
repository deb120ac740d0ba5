// SPDX-License-Identifier: MIT
// Writes a SoundFont 2.04 file: samples, then presets of one instrument each.
#ifndef LULL_BANK_SF2_H
#define LULL_BANK_SF2_H

#include <stddef.h>
#include <stdint.h>

/// Generators by their numbers in the SoundFont 2.04 specification, section 8.1.2.
enum {
    GEN_START = 0,
    GEN_START_COARSE = 4,
    GEN_VIB_TO_PITCH = 6,
    GEN_MOD_ENV_TO_FILTER = 11,
    GEN_FILTER_FC = 8,
    GEN_MOD_LFO_TO_FILTER = 10,
    GEN_MOD_LFO_TO_VOLUME = 13,
    GEN_CHORUS = 15,
    GEN_REVERB = 16,
    GEN_PAN = 17,
    GEN_MOD_LFO_DELAY = 21,
    GEN_MOD_LFO_FREQ = 22,
    GEN_VIB_DELAY = 23,
    GEN_VIB_FREQ = 24,
    GEN_MOD_ATTACK = 26,
    GEN_MOD_DECAY = 28,
    GEN_MOD_SUSTAIN = 29,
    GEN_MOD_RELEASE = 30,
    GEN_ATTACK = 34,
    GEN_DECAY = 36,
    GEN_SUSTAIN = 37,
    GEN_RELEASE = 38,
    GEN_INSTRUMENT = 41,
    GEN_KEY_RANGE = 43,
    GEN_VELOCITY_RANGE = 44,
    GEN_ATTENUATION = 48,
    GEN_FINE_TUNE = 52,
    GEN_SAMPLE = 53,
    GEN_SAMPLE_MODES = 54,
    GEN_SCALE_TUNE = 56
};

typedef struct {
    uint8_t *data;
    size_t size;
    size_t room;
} Chunk;

typedef struct {
    Chunk smpl;
    Chunk phdr, pbag, pmod, pgen;
    Chunk inst, ibag, imod, igen;
    Chunk shdr;
} Sf2;

typedef struct {
    const char *name; ///< At most 19 characters.
    const int16_t *data;
    size_t frames;
    size_t loop_start;
    size_t loop_end;
    long rate;
    int key; ///< The key that plays it unchanged.
} Sf2Sample;

/// Stores a sample and gives its number.
int sf2_sample(Sf2 *sf2, const Sf2Sample *sample);

/// Starts the next preset; call in ascending order of bank and number.
void sf2_preset(Sf2 *sf2, const char *name, int bank, int number);

/// Starts the next zone of the instrument; key range first, then velocity range, sample number
/// last.
void sf2_zone(Sf2 *sf2);
void sf2_gen(Sf2 *sf2, int generator, long amount);
void sf2_key_range(Sf2 *sf2, int low, int high);
void sf2_velocity_range(Sf2 *sf2, int low, int high);

/// Adds a modulator from a source (specification section 8.2) to a generator.
void sf2_mod(Sf2 *sf2, unsigned source, int generator, int amount);

/// Closes the tables and writes the file beside its place, then renames it.
/// Returns 0, or an errno value.
int sf2_write(Sf2 *sf2, const char *path);

void sf2_free(Sf2 *sf2);

#endif
