// Chords on scale degrees, and their chord tones.
#ifndef MUSIC_CHORD_H
#define MUSIC_CHORD_H

#include "music/scale.h"

/// What stands on the root besides the fifth.
typedef enum {
    CHORD_TRIAD,
    CHORD_SEVENTH,
    CHORD_NINTH, ///< Triad with an added ninth, no seventh.
    CHORD_SUS4,  ///< The fourth in place of the third; it resolves to it.
    CHORD_SUS2,
    CHORD_BORROWED, ///< Triad whose third comes from the other mode: minor IV in major, and so on.
    CHORD_COLOUR_COUNT
} ChordColour;

enum { CHORD_TONES_MAX = 4 };

typedef struct {
    uint8_t degree; ///< Root, 0 = I .. 6 = VII.
    uint8_t colour; ///< A ChordColour.
    uint8_t bass;   ///< Member in the bass: 0 root, 1 third, 2 fifth.
} Chord;

/// The chord's scale degrees (0..6), root first; returns how many (3 or 4).
int chord_degrees(Chord chord, uint8_t degrees[CHORD_TONES_MAX]);

/// Whether a scale step (any octave) is a chord tone.
int chord_has_step(Chord chord, int32_t step);

/// MIDI pitch of a scale step, counted as scale_pitch() does, with the third that the chord has.
int32_t chord_pitch(Key key, Chord chord, int32_t step);

/// Pitch classes of the chord as a bit mask, bit 0 = C.
uint16_t chord_mask(Key key, Chord chord);

/// Scale degree in the bass (0..6).
int chord_bass_degree(Chord chord);

/// 1 for a major third above the root, 0 for a minor one, by the mode (a suspension counts as the
/// third that it stands for).
int chord_is_major(Key key, Chord chord);

/// 1 when the triad's fifth is diminished.
int chord_is_diminished(Key key, Chord chord);

#endif
