// Counts over many pieces of what a musician would object to.
#ifndef TESTS_SCORE_COUNTS_H
#define TESTS_SCORE_COUNTS_H

#include "unit/score.h"
#include "unit/walk.h"

typedef struct {
    long phrases, tunes;
    long intervals, leaps, open_leaps; ///< Of tunes; above an octave; those that do not turn back.
    long moves, parallels;             ///< Of bass and tune together; in fifths or octaves.
    long leading, unresolved;          ///< Leading tones before a last tonic, in tune or bass.
    long unstable;                     ///< Phrases whose tune ends outside its chord.
    long bars, silent;                 ///< Silent ones that no close of a section explains.
} Counts;

extern Counts counts;

/// A WalkRule that counts and finds no fault.
const char *count_phrase(const WalkStep *step);

/// Counts the bars of a piece.
void count_bars(const Score *score);

#endif
