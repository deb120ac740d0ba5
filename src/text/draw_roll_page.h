// The page on which a piece is drawn: rows of equal time, like the systems of a score.
#ifndef TEXT_DRAW_ROLL_PAGE_H
#define TEXT_DRAW_ROLL_PAGE_H

#include "text/canvas.h"
#include "text/layout.h"
#include "text/subject.h"

enum {
    PHRASE_HEIGHT = 390, ///< Of the band that names phrases.
    CHORD_HEIGHT = 320,
    SEMITONE = 34,
    KIT_LINE = 110, ///< Of one sound of percussion.
    AXIS_HEIGHT = 200,
    LANE_HEIGHT = 300,
    LANE_GAP = 190,
    ROW_GAP = 320,
};

typedef struct {
    const Subject *subject;
    const Layout *layout;
    Canvas *canvas;
    int64_t row_ms; ///< Length of a row.
    int64_t end_ms; ///< Of the piece.
    int rows;
    int low, high; ///< Pitches that the roll shows.
    int has_percussion;
    int32_t tempo_low, tempo_high; ///< Tenths of a BPM.
} Page;

/// The stretch of time that one row shows, and where it stands.
typedef struct {
    const Page *page;
    int64_t from, to;                                 ///< Milliseconds.
    int phrases, chords, roll, kit, axis, mood, pace; ///< Tops of its bands.
} Row;

/// Where a time lies in a row, held to its edges.
int row_x(const Row *row, int64_t ms);

// draw_roll_plan.c: what stands above the roll.
void roll_phrases(const Row *row);
void roll_chords(const Row *row);

// draw_roll_lanes.c: what stands below it.
void roll_axis(const Row *row);
void roll_mood(const Row *row);
void roll_pace(const Row *row);

#endif
