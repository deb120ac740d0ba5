#include "text/canvas.h"

void canvas_line(Canvas *canvas, int x1, int y1, int x2, int y2, const Style *style)
{
    canvas->ops->path_begin(canvas);
    canvas->ops->move_to(canvas, x1, y1);
    canvas->ops->line_to(canvas, x2, y2);
    canvas->ops->path_end(canvas, style);
}

// Halves of a letter that a character takes, by its first byte in UTF-8: signs such as primes and
// dashes (U+2000 .. U+2FFF) are narrow, what comes after them is mostly wide.
static int halves_of(unsigned char first)
{
    enum { CONTINUES = 0x80, LATIN = 0xC0, SIGNS = 0xE2, WIDE = 0xE3 };
    return first < CONTINUES ? 2 : first < LATIN ? 0 : first == SIGNS ? 1 : first < WIDE ? 2 : 4;
}

int canvas_text_width(const Font *font, const char *text)
{
    int halves = 0;
    for (; *text != '\0'; ++text) {
        halves += halves_of((unsigned char)*text);
    }
    return halves * font->size * (font->bold ? 36 : 30) / 100;
}

// ---- The pen ------------------------------------------------------------------------------------

Pen pen_begin(Canvas *canvas)
{
    canvas->ops->path_begin(canvas);
    return (Pen){.canvas = canvas};
}

Pen pen_begin_area(Canvas *canvas, int foot)
{
    canvas->ops->path_begin(canvas);
    return (Pen){.canvas = canvas, .has_foot = 1, .foot = foot};
}

static void draw_to(Pen *pen, int x, int y)
{
    pen->canvas->ops->line_to(pen->canvas, x, y);
    pen->drawn_x = x;
    pen->drawn_y = y;
}

static void begin_at(Pen *pen, int x, int y)
{
    pen->is_down = 1;
    pen->canvas->ops->move_to(pen->canvas, x, pen->has_foot ? pen->foot : y);
    pen->drawn_x = x;
    pen->drawn_y = y;
    if (pen->has_foot) {
        draw_to(pen, x, y);
    }
}

void pen_to(Pen *pen, int x, int y)
{
    enum { VISIBLE = CANVAS_UNIT / 3 };
    if (!pen->is_down) {
        begin_at(pen, x, y);
    } else if (y != pen->drawn_y && x - pen->drawn_x >= VISIBLE) {
        if (pen->last_x > pen->drawn_x && pen->last_y == pen->drawn_y) {
            draw_to(pen, pen->last_x, pen->last_y); // where the level stretch ends
        }
        draw_to(pen, x, y);
    }
    pen->last_x = x;
    pen->last_y = y;
}

void pen_end(Pen *pen, const Style *style)
{
    if (pen->is_down && (pen->last_x > pen->drawn_x || pen->last_y != pen->drawn_y)) {
        draw_to(pen, pen->last_x, pen->last_y);
    }
    if (pen->is_down && pen->has_foot) {
        draw_to(pen, pen->last_x, pen->foot);
    }
    pen->canvas->ops->path_end(pen->canvas, style);
}
