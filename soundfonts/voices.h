// SPDX-License-Identifier: MIT
// Every voice of the bank, by family; see the file of the family for how it is made.
#ifndef LULL_BANK_VOICES_H
#define LULL_BANK_VOICES_H

#include "wave.h"

// struck.c
// A strong voice is the same instrument under a heavier hand.
Voice felt_piano_voice, felt_piano_strong_voice, electric_piano_voice, electric_piano_strong_voice;

// plucked.c
Voice nylon_guitar_voice, nylon_guitar_strong_voice, acoustic_bass_voice, fretless_bass_voice,
    harp_voice;

// bars.c
Voice celesta_voice, music_box_voice, vibraphone_voice, vibraphone_strong_voice, marimba_voice,
    kalimba_voice, tubular_bell_voice;

// bowed.c
Voice strings_voice, cello_voice;

// blown.c
Voice organ_voice, flute_voice, pan_flute_voice, ocarina_voice, breath_voice;

// sung.c
Voice choir_voice;

// pads.c
Voice warm_pad_voice, glass_pad_voice, sweep_pad_voice, dew_voice;

// nature.c
Voice rain_voice, sea_voice, birds_voice, wind_voice, brown_voice;

// drums.c
Voice shaker_voice, frame_drum_voice, brush_voice, rim_voice, brush_swish_voice;

#endif
