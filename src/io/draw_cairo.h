// A canvas of pixels, and PNG files (cairo). A lull that was built without cairo has neither.
#ifndef IO_DRAW_CAIRO_H
#define IO_DRAW_CAIRO_H

#include "base/status.h"
#include "text/canvas.h"
#include "text/out.h"

/// 1 when this lull was built with cairo.
int pixels_possible(void);

/// A canvas whose page becomes `width` pixels wide, on its light paper. NULL when memory is short
/// or without cairo. Free with pixels_close(). Any one thread.
Canvas *pixels_open(int width);

/// Whether all was drawn: STATUS_USAGE when the page is too large, STATUS_INTERNAL when memory ran
/// out.
Status pixels_check(Canvas *canvas, Error *error);

/// Writes the page as a PNG file: the same bytes for the same page, fonts and build of cairo.
void pixels_write(Canvas *canvas, const Out *out);

void pixels_close(Canvas *canvas);

/// Writes an image alone as a PNG file, as a PngWriter does.
void pixels_write_image(const Image *image, const Out *out);

#endif
