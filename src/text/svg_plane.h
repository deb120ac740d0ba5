// The plane of moods as a picture: the moods that have names, and contours of tempo and note rate.
#ifndef TEXT_SVG_PLANE_H
#define TEXT_SVG_PLANE_H

#include "text/out.h"

/// Writes the picture; the same bytes each time.
void svg_plane_write(const Out *out);

#endif
