#include "text/layout.h"

#include "base/fix.h"
#include "music/metre.h"
#include "text/names.h"

#include <stdio.h>

enum { LINE_BYTES = 700, HEADING_HEIGHT = 640 };

int layout_heading_height(const Layout *layout)
{
    return layout->is_bare ? 0 : HEADING_HEIGHT;
}

static const char *key_of(char *out, size_t bytes, const Piece *piece)
{
    const Event *const first = piece_first(piece, EVENT_KEY);
    if (first == NULL) {
        return "";
    }
    return key_text(out, bytes, (Key){.tonic = (uint8_t)first->a, .mode = (uint8_t)first->b});
}

// Letters as large as there is room for, down to the least that can be read.
static void fit(Font *font, const char *text, int room)
{
    enum { LEAST = 95 };
    const int width = canvas_text_width(font, text);
    if (width > room) {
        font->size = fix_max(LEAST, (int)((int64_t)font->size * room / width));
    }
}

void layout_heading(const Layout *layout, Canvas *canvas, const Subject *subject,
                    const char *options)
{
    enum { GAP = 200 };
    const Piece *const piece = subject->piece;
    const int room = layout_right(layout) - LAYOUT_LEFT;
    Font title = {.size = 260, .bold = 1, .colour = COLOUR_INK};
    Font small = {.size = 130, .colour = COLOUR_INK_SOFT};
    char key[NAME_BYTES];
    char mood[NAME_BYTES];
    char line[LINE_BYTES];
    if (layout->is_bare) {
        return;
    }
    snprintf(line, sizeof line, "%s, %s, %s", key_of(key, sizeof key, piece),
             metre_table[piece->preset->metre].name, mood_text(mood, sizeof mood, piece->mood));
    fit(&title, piece->preset->title, room - GAP - canvas_text_width(&small, line));
    const int x = LAYOUT_LEFT + canvas_text_width(&title, piece->preset->title) + GAP;
    canvas->ops->text(canvas, LAYOUT_LEFT, 380, &title, piece->preset->title);
    canvas->ops->text(canvas, x, 380, &small, line);
    snprintf(line, sizeof line, "lull plot %s%s", subject->words, options);
    fit(&small, line, room);
    canvas->ops->text(canvas, LAYOUT_LEFT, 580, &small, line);
}
