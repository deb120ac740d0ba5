// Keys and scales as values: from scale degrees to MIDI pitches and back.
#ifndef MUSIC_SCALE_H
#define MUSIC_SCALE_H

#include <stdint.h>

/// The modes that lull composes in, from bright to dark.
typedef enum { MODE_IONIAN, MODE_MIXOLYDIAN, MODE_DORIAN, MODE_AEOLIAN, MODE_COUNT } Mode;

enum { SCALE_DEGREES = 7, OCTAVE = 12 };

typedef struct {
    const char *name;                 ///< "ionian"
    const char *common;               ///< What most people call it: "major"
    uint8_t semitones[SCALE_DEGREES]; ///< Above the tonic, rising.
    int8_t signature;                 ///< Fifths away from the major scale on the same tonic.
} ModeInfo;

extern const ModeInfo mode_table[MODE_COUNT];

typedef struct {
    uint8_t tonic; ///< Pitch class, 0 = C .. 11 = B.
    uint8_t mode;  ///< A Mode.
} Key;

/// MIDI pitch of a scale step: step 0 is the tonic in the octave that starts at MIDI 60 + tonic,
/// 7 the tonic above it, -1 the seventh degree below. Any step is legal.
int32_t scale_pitch(Key key, int32_t step);

/// The scale step nearest to a MIDI pitch (the lower one of two equally near).
int32_t scale_step(Key key, int32_t pitch);

/// Whether a MIDI pitch belongs to the scale.
int scale_has(Key key, int32_t pitch);

/// The scale tone nearest to a MIDI pitch (the lower one of two equally near).
int32_t scale_snap(Key key, int32_t pitch);

/// Accidentals of the key signature: -7 (seven flats) .. 7 (seven sharps), as in MIDI files.
int32_t key_signature(Key key);

#endif
