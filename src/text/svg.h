// A canvas that writes SVG: letters stay letters, which can be read aloud, found and copied. (A
// drawing library's SVG turns them into outlines; pixels are what cairo is for here.)
#ifndef TEXT_SVG_H
#define TEXT_SVG_H

#include "text/canvas.h"
#include "text/out.h"

/// Writes an image as a PNG file.
typedef void (*PngWriter)(const Image *image, const Out *out);

typedef struct {
    Canvas canvas;
    const Out *out;
    PngWriter png;   ///< NULL: images are left out.
    int shown_width; ///< Pixels that the picture asks for; 0 = its own width.
    int x, y;        ///< Where the path is.
} SvgCanvas;

/// A canvas whose page goes to `out` as it is drawn. Every number is whole: the same drawing gives
/// the same bytes everywhere.
SvgCanvas svg_canvas(const Out *out, PngWriter png);

/// Text with the characters escaped that mean something in XML and HTML; control characters become
/// spaces.
void svg_escaped(const Out *out, const char *text);

#endif
