// The plane of moods as a picture: the moods that have names, and contours of tempo and note rate.
#ifndef TEXT_DRAW_PLANE_H
#define TEXT_DRAW_PLANE_H

#include "text/canvas.h"

/// Draws the whole page; the same each time.
void draw_plane(Canvas *canvas);

#endif
