// Writes SVG: shapes and texts at whole coordinates, ten to a pixel, so that no number has a
// decimal point and the bytes are the same everywhere.
#ifndef TEXT_SVG_H
#define TEXT_SVG_H

#include "text/out.h"

enum { SVG_UNIT = 10 }; ///< Coordinates in a pixel.

typedef enum { SVG_START, SVG_MIDDLE, SVG_END } SvgAnchor;

/// How a text looks.
typedef struct {
    int size; ///< Height of the letters, in coordinates.
    int bold;
    SvgAnchor anchor;
    const char *fill; ///< NULL = the usual ink.
} SvgFont;

/// Opens the document: a light page of that size with a title for those who cannot see it.
void svg_open(const Out *out, int width, int height, const char *title);
void svg_close(const Out *out);

/// A text, escaped.
void svg_text(const Out *out, int x, int y, const SvgFont *font, const char *text);

/// About how wide a text will be: browsers have their own fonts.
int svg_text_width(const SvgFont *font, const char *text);

void svg_rect(const Out *out, int x, int y, int width, int height, const char *style);
void svg_line(const Out *out, int x1, int y1, int x2, int y2, const char *style);

/// Text with the characters escaped that mean something in XML; control characters become spaces.
void svg_escaped(const Out *out, const char *text);

#endif
