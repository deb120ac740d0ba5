// A piece as a picture: piano roll by part, with the composer's own plan above it and the course of
// mood and pace below.
#ifndef TEXT_SVG_ROLL_H
#define TEXT_SVG_ROLL_H

#include "text/course.h"
#include "text/out.h"
#include "text/piece.h"

/// Writes the picture of a piece whose phrases were kept. `words` tells how the piece is made
/// again: "evening --seed 7 --for 120s". The same piece gives the same bytes.
void svg_roll_write(const Piece *piece, const Course *course, const char *words, const Out *out);

#endif
