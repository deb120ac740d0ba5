// The form of a piece as bands over its time: sections, keys, themes.
#ifndef TEXT_DRAW_SECTIONS_H
#define TEXT_DRAW_SECTIONS_H

#include "text/layout.h"

/// Draws the whole page of a piece whose phrases were kept.
void draw_sections(const Subject *subject, const Layout *layout, Canvas *canvas);

#endif
