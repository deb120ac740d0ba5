// A motif that was played to lull: it becomes a theme.
#ifndef COMPOSE_MOTIF_H
#define COMPOSE_MOTIF_H

#include "base/dice.h"
#include "compose/phrase.h"

enum {
    MOTIF_NOTES = 16,
    MOTIFS_KEPT = 4, ///< Motifs of a session whose themes can still come back.
};

typedef struct {
    TuneNote notes[MOTIF_NOTES]; ///< Ticks from its start; steps in any octave, 0 = a tonic.
    int32_t count;
    int32_t ticks; ///< Its length in half bars, or bars of three, with the rest behind it.
} Motif;

/// One candidate tune of `phrase` from a motif: stated, taken up in sequence and in part, and led
/// to the close. The chords of the phrase stand.
void motif_tune(const Phrase *phrase, const Motif *motif, Dice *dice, Tune *tune);

#endif
