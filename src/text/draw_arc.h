// The way of a piece from mood to mood: where it was led, where it was, and what pace that gave.
#ifndef TEXT_DRAW_ARC_H
#define TEXT_DRAW_ARC_H

#include "text/layout.h"

/// Draws the whole page.
void draw_arc(const Subject *subject, const Layout *layout, Canvas *canvas);

#endif
