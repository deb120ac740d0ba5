// The page on which a piece is drawn: rows of equal time, like the systems of a score.
#ifndef TEXT_SVG_ROLL_PAGE_H
#define TEXT_SVG_ROLL_PAGE_H

#include "text/course.h"
#include "text/piece.h"
#include "text/svg.h"

// Coordinates, ten to a pixel. Two minutes fill one page of A4, upright.
enum {
    PAGE_WIDTH = 8000,
    PAGE_LEFT = 520,     ///< Where time begins in a row ...
    PAGE_RIGHT = 7840,   ///< ... and ends.
    PHRASE_HEIGHT = 390, ///< Of the band that names phrases.
    CHORD_HEIGHT = 320,
    SEMITONE = 34,
    KIT_LINE = 90, ///< Of one sound of percussion.
    AXIS_HEIGHT = 200,
    LANE_HEIGHT = 300,
    LANE_GAP = 70,
    ROW_GAP = 320,
};

typedef struct {
    const Piece *piece;
    const Course *course;
    const Out *out;
    int64_t row_frames; ///< Length of a row.
    int64_t end_frame;  ///< Of the piece.
    int rows;
    int low, high; ///< Pitches that the roll shows.
    int has_percussion;
    int tempo_low, tempo_high;
} Page;

/// The stretch of time that one row shows, and where it stands.
typedef struct {
    const Page *page;
    int64_t from, to;                                 ///< Frames.
    int phrases, chords, roll, kit, axis, mood, pace; ///< Tops of its bands.
} Row;

/// Where a frame lies in a row, held to its edges.
int row_x(const Row *row, int64_t frame);

/// Frame at a tick, by the events around it.
int64_t page_frame_at(const Page *page, int64_t tick);

// svg_roll_plan.c: what stands above the roll.
void roll_phrases(const Row *row);
void roll_chords(const Row *row);

// svg_roll_lanes.c: what stands below it.
void roll_axis(const Row *row);
void roll_mood(const Row *row);
void roll_pace(const Row *row);

#endif
