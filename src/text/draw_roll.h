// A piece as a picture: piano roll by part, with the composer's own plan above it and the course of
// mood and pace below.
#ifndef TEXT_DRAW_ROLL_H
#define TEXT_DRAW_ROLL_H

#include "text/layout.h"

/// Draws the whole page of a piece whose phrases were kept.
void draw_roll(const Subject *subject, const Layout *layout, Canvas *canvas);

#endif
