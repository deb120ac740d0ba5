// Where pictures are drawn. Coordinates are whole numbers, ten to a pixel, so that a picture is the
// same on every machine; whether it becomes SVG or pixels is the canvas's own business.
#ifndef TEXT_CANVAS_H
#define TEXT_CANVAS_H

#include "text/palette.h"

enum { CANVAS_UNIT = 10 }; ///< Coordinates in a pixel.

typedef struct {
    int x, y, width, height;
} Box;

/// How a shape looks.
typedef struct {
    Colour fill; ///< COLOUR_NONE = not filled.
    Colour line; ///< COLOUR_NONE = no outline.
    int width;   ///< Of the line.
    int dash;    ///< Length of its dashes; the gaps are half as long. 0 = solid.
    int opacity; ///< Per cent; 0 = all of it, as for 100.
    int round;   ///< Radius of a rectangle's corners.
} Style;

typedef enum { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END } Anchor;

/// How a text looks.
typedef struct {
    int size; ///< Height of the letters.
    int bold;
    Anchor anchor; ///< Which end of the text is placed.
    Colour colour;
    Colour halo; ///< Around the letters, over busy ground; COLOUR_NONE = none.
    int turn;    ///< Degrees clockwise.
} Font;

/// A picture of dots, each a step of the ramp in the palette.
typedef struct {
    int width, height;          ///< Dots.
    const unsigned char *steps; ///< 0 .. RAMP_STEPS - 1, row by row from the top left.
} Image;

typedef struct Canvas Canvas;

/// What a canvas can do. Nothing fails here: a canvas that cannot go on tells its owner at the end.
typedef struct {
    /// Begins the page; called once, before all else. `title` and `doc` are for those who cannot
    /// see it; `doc` may be NULL.
    void (*page)(Canvas *canvas, int width, int height, const char *title, const char *doc);
    void (*rect)(Canvas *canvas, Box box, const Style *style);
    /// A path is a row of strokes: move_to, line_to ... between path_begin and path_end. A style
    /// that fills closes each.
    void (*path_begin)(Canvas *canvas);
    void (*move_to)(Canvas *canvas, int x, int y);
    void (*line_to)(Canvas *canvas, int x, int y);
    void (*path_end)(Canvas *canvas, const Style *style);
    /// One line; (x, y) is where the baseline begins, or ends, or its middle.
    void (*text)(Canvas *canvas, int x, int y, const Font *font, const char *text);
    /// The image stretched over a box.
    void (*image)(Canvas *canvas, Box box, const Image *image);
    /// Ends the page.
    void (*end)(Canvas *canvas);
} CanvasOps;

struct Canvas {
    const CanvasOps *ops;
};

void canvas_line(Canvas *canvas, int x1, int y1, int x2, int y2, const Style *style);

/// About how wide a text will be: every reader has their own fonts.
int canvas_text_width(const Font *font, const char *text);

/// A line through points that come from left to right. What could not be seen is left out: points
/// closer than a third of a pixel, and those on a level stretch.
typedef struct {
    Canvas *canvas;
    int has_foot, foot; ///< Where an area stands.
    int is_down;
    int drawn_x, drawn_y; ///< Up to which the line is drawn.
    int last_x, last_y;   ///< The point that came last.
} Pen;

Pen pen_begin(Canvas *canvas);

/// The same, as the outline of an area that stands on the height `foot`.
Pen pen_begin_area(Canvas *canvas, int foot);

void pen_to(Pen *pen, int x, int y);
void pen_end(Pen *pen, const Style *style);

#endif
