// A piece as a picture: piano roll by part, with the composer's own plan above it and the course of
// mood and pace below.
#ifndef TEXT_DRAW_ROLL_H
#define TEXT_DRAW_ROLL_H

#include "text/layout.h"

/// Draws the whole page of a piece whose phrases were kept.
void draw_roll(const Subject *subject, const Layout *layout, Canvas *canvas);

/// A bare page for each row alone, from 0 on: without legend and lanes.
int draw_roll_rows(const Subject *subject, const Layout *layout);
void draw_roll_row(const Subject *subject, const Layout *layout, int row, Canvas *canvas);

#endif
