// How a picture of a piece is laid out: page, margins, and the heading above it.
#ifndef TEXT_LAYOUT_H
#define TEXT_LAYOUT_H

#include "text/canvas.h"
#include "text/subject.h"

/// In coordinates, ten to a pixel.
typedef struct {
    int width;
    int is_bare; ///< 1: without heading, for a page that has its own, and what that tells besides.
} Layout;

enum {
    LAYOUT_WIDE = 8000,   ///< A page of A4, upright, or a screen.
    LAYOUT_NARROW = 3600, ///< A telephone.
    LAYOUT_LEFT = 520,    ///< Where time begins ...
    LAYOUT_MARGIN = 160,  ///< ... and how far from the right edge it ends.
};

/// Where time ends.
static inline int layout_right(const Layout *layout)
{
    return layout->width - LAYOUT_MARGIN;
}

/// Height that the heading takes: none when bare.
int layout_heading_height(const Layout *layout);

/// Title, key, metre and mood of the piece, and the command that draws it, whose options after the
/// piece are `options`: " --what arc".
void layout_heading(const Layout *layout, Canvas *canvas, const Subject *subject,
                    const char *options);

#endif
