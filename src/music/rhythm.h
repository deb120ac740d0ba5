// One-bar (or half-bar) rhythms that lullabies and gentle songs really use.
#ifndef MUSIC_RHYTHM_H
#define MUSIC_RHYTHM_H

#include "music/metre.h"

enum { CELL_NOTES_MAX = 8 };

/// Lengths in sixteenths; negative = a rest. Weights per mille of bars in that place.
typedef struct {
    int8_t length[CELL_NOTES_MAX]; ///< 0 ends it.
    int16_t open;                  ///< First bar of a phrase.
    int16_t inner;
    int16_t close; ///< Bar in which a phrase ends.
} Cell;

typedef struct {
    const Cell *cells;
    int32_t count;
    int32_t ticks; ///< Length of each cell.
} CellSet;

/// The cells for a metre; in 4/4, `half` asks for half-bar cells (those of 2/4).
CellSet rhythm_cells(Metre metre, int half);

/// Number of notes (not rests) in a cell.
int32_t cell_notes(const Cell *cell);

#endif
