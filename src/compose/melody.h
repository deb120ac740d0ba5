// Melody: themes with a motif, varied when they return, and ending on a stable tone.
#ifndef COMPOSE_MELODY_H
#define COMPOSE_MELODY_H

#include "compose/motif.h"

/// What a theme is written for.
typedef struct {
    Key home;           ///< Themes are laid out in this key, and transposed to others.
    int32_t tempo_bpm;  ///< 1/1000 BPM.
    int32_t rate;       ///< 1/100 notes a second.
    int32_t centre;     ///< MIDI pitch around which the tune lies.
    const Motif *motif; ///< That the theme is made of; NULL = its own.
} TunePlace;

/// Writes the theme of `phrase` as such, over the theme's own chords.
void melody_theme(Phrase *phrase, uint64_t seed, const TunePlace *place);

/// Makes it this statement: varied if it was heard before, and fitted to the chords of the phrase;
/// `lifted` puts it an octave higher. Returns 0 when too few of the theme's intervals are
/// left for it to be known.
int melody_state(Phrase *phrase, uint64_t seed, int lifted);

#endif
