// SPDX-License-Identifier: MIT
// The table of the bank: one row a program. Unset fields are zero, which means "none".
#ifndef LULL_BANK_REGISTRY_H
#define LULL_BANK_REGISTRY_H

#include "wave.h"

/// One voice spread over the keyboard. A program has one or two; each costs a voice a note.
typedef struct {
    Voice *voice;
    const char *label;     ///< Name of its samples, at most 14 characters.
    int first, last, step; ///< Keys that are sampled.
    int low, high;         ///< Keys that play it; 0, 0 for all.
    int soft, strong;      ///< Velocities that play it; 0, 0 for all.
    int borrow;            ///< Zones further up whose samples are taken, see slow strings.
    double attack_s;       ///< Rise to full level, seconds.
    double release_s;      ///< Fall by 60 dB after the key is let go, seconds.
    double cutoff_hz;      ///< Low-pass at key 60 and full velocity.
    double track;          ///< How far the cutoff follows the key, 0..1.
    double velocity_cents; ///< How much darker the softest note is.
    double bloom_cents;    ///< Extra cutoff at the start ...
    double bloom_s;        ///< ... gone after this time; negative cents open up instead.
    double vib_cents, vib_hz, vib_delay_s; ///< Vibrato that starts late.
    double trem_db, trem_hz;               ///< Slow change of level.
    double waft_cents, waft_hz;            ///< Slow change of the cutoff.
    double pan;                            ///< -1 left .. 1 right.
    double spread;       ///< Pan that grows from low keys (left) to high ones (right).
    double detune_cents; ///< Against concert pitch.
    double start_s;      ///< Start this far into the sample.
    double level_db;     ///< Against the other layer.
    double scale_cents;  ///< Cents a key; 0 for 100, negative for a fixed pitch.
} Layer;

typedef struct {
    int bank;
    int number; ///< General MIDI program number, counted from 0.
    const char *name;
    double reverb;  ///< Send, 0..1.
    double trim_db; ///< Corrects the loudness; found by the test, see README.md.
    const Layer *layers;
    int layer_count;
} Program;

/// All programs in ascending order of bank and number.
extern const Program programs[];
extern const int program_count;

#endif
