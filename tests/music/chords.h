// Chords estimated from the notes alone, half second by half second.
#ifndef MUSIC_CHORDS_H
#define MUSIC_CHORDS_H

#include "music.h"

enum { CHORD_KINDS = 3, CHORD_LABELS = 12 * CHORD_KINDS, CHORD_NONE = -1 };

/// One chord, from half second `from` to before `to`.
typedef struct {
    int label; ///< Root + 12 * kind (0 major, 1 minor, 2 diminished).
    int from, to;
} ChordSpan;

typedef struct {
    int *labels; ///< One each half second; CHORD_NONE in silence.
    int count;
    ChordSpan *spans;
    int span_count;
} Chords;

extern const double chord_frame_s;

/// The best path through the half seconds: each should fit its chord, and changes should be worth
/// their while.
Chords chords_find(const Music *music);
void chords_free(Chords *chords);

#endif
