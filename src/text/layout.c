#include "text/layout.h"

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

void layout_heading(const Layout *layout, Canvas *canvas, const Subject *subject,
                    const char *options)
{
    static const Font title = {.size = 260, .bold = 1, .colour = COLOUR_INK};
    static const Font small = {.size = 130, .colour = COLOUR_INK_SOFT};
    const Piece *const piece = subject->piece;
    char key[NAME_BYTES];
    char mood[NAME_BYTES];
    char line[LINE_BYTES];
    if (layout->is_bare) {
        return;
    }
    canvas->ops->text(canvas, LAYOUT_LEFT, 380, &title, piece->preset->title);
    const int x = LAYOUT_LEFT + canvas_text_width(&title, piece->preset->title) + 200;
    snprintf(line, sizeof line, "%s, %s, %s", key_of(key, sizeof key, piece),
             metre_table[piece->preset->metre].name, mood_text(mood, sizeof mood, piece->mood));
    canvas->ops->text(canvas, x, 380, &small, line);
    snprintf(line, sizeof line, "lull plot %s%s", subject->words, options);
    canvas->ops->text(canvas, LAYOUT_LEFT, 580, &small, line);
}
