// Voicings: which octaves the tones of a chord lie in, found by search over all that fit.
#ifndef MUSIC_VOICING_H
#define MUSIC_VOICING_H

#include "music/chord.h"

enum { VOICES_MAX = 4 };

typedef struct {
    int16_t pitch[VOICES_MAX]; ///< MIDI, rising.
    uint8_t count;             ///< 0 = none yet.
    Chord chord;               ///< What it voices, and in which key: tendency tones resolve.
    Key key;
} Voicing;

/// The voicing of `chord` with `voices` tones in low..high that moves least from `previous`, keeps
/// common tones, resolves leading tones and sevenths, avoids parallel fifths and octaves with the
/// bass, thirds below E3 and minor seconds. `bass` and `previous_bass` are MIDI pitches. Weights
/// and their reasons stand in voicing.c.
Voicing voicing_find(Key key, Chord chord, int voices, int low, int high, const Voicing *previous,
                     int bass, int previous_bass);

#endif
