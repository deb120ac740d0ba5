// A synth for tests: a plain tone for each note, and a record of what it was told.
//
// Deterministic to the bit, cut anywhere: its state moves frame by frame. Allocates nothing.
#ifndef TESTS_UNIT_TONE_H
#define TESTS_UNIT_TONE_H

#include "session/synth.h"

enum { TONE_CHANNELS = 16, TONE_PITCHES = 128 };

typedef struct {
    uint32_t phase;
    int32_t level; ///< Moves toward velocity while held, toward 0 after; 1/256.
    uint8_t velocity, listed;
} Tone;

typedef struct {
    Synth synth; ///< First: a Tone synth is a Synth.
    Tone tones[TONE_CHANNELS][TONE_PITCHES];
    int active[TONE_CHANNELS * TONE_PITCHES]; ///< Those that may sound.
    int active_count;
    int32_t volume[TONE_CHANNELS];
    int32_t sustain[TONE_CHANNELS], bend[TONE_CHANNELS], program[TONE_CHANNELS];
    int64_t frame; ///< Frames rendered.
    int ons[TONE_CHANNELS], offs[TONE_CHANNELS];
    int doubles;  ///< Note-ons of a pitch that was held.
    int off_grid; ///< Messages away from a multiple of SYNTH_BLOCK_FRAMES.
    int illegal;  ///< Values out of range.
    int rooms;    ///< Rooms built: a synth's reverb ticks when it is changed.
} ToneSynth;

void tone_init(ToneSynth *tone);

/// Notes held now on a channel, or on all with -1.
int tone_held(const ToneSynth *tone, int channel);

#endif
