// Metres: how long a bar is, where its beats fall, and how strong each place is.
#ifndef MUSIC_METRE_H
#define MUSIC_METRE_H

#include <stdint.h>

enum {
    TICKS_PER_QUARTER = 960,
    TICKS_PER_SIXTEENTH = TICKS_PER_QUARTER / 4,
};

typedef enum { METRE_4_4, METRE_3_4, METRE_6_8, METRE_COUNT } Metre;

typedef struct {
    const char *name;    ///< "4/4"
    uint8_t numerator;   ///< As written in a time signature.
    uint8_t denominator; ///< As written in a time signature.
    uint8_t beats;       ///< Felt beats in a bar; tempo counts quarter notes all the same.
    uint8_t chords;      ///< Places in a bar where harmony may change.
    int32_t beat_ticks;  ///< Length of a felt beat.
    int32_t bar_ticks;   ///< Length of a bar.
} MetreInfo;

extern const MetreInfo metre_table[METRE_COUNT];

/// Strength of a place in the bar: 3 downbeat, 2 middle of the bar, 1 another beat, 0 between
/// beats.
int metre_strength(Metre metre, int32_t tick_in_bar);

#endif
