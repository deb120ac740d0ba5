#include "text/draw_plane.h"

#include "compose/mood.h"
#include "compose/param.h"
#include "text/names.h"
#include "text/utf8.h"

// Coordinates, ten to a pixel.
enum {
    WIDTH = 8000,
    HEIGHT = 8300,
    LEFT = 900,
    TOP = 1250,
    SIDE = 6200, ///< Of the plane, a square.
    DOT = 60,
    STEP = 50, ///< Valence between two points of a contour, of MOOD_ONE.
    BOXES_MAX = 64,
};

static int plane_x(int valence)
{
    return LEFT + SIDE * (valence + MOOD_ONE) / (2 * MOOD_ONE);
}

static int plane_y(int arousal)
{
    return TOP + SIDE * (MOOD_ONE - arousal) / (2 * MOOD_ONE);
}

// ---- Contours -----------------------------------------------------------------------------------

/// Lines of equal value of one parameter that rises with arousal.
typedef struct {
    ParamId param;
    int32_t levels[7]; ///< 0 ends them.
    Style style;
    Colour colour;    ///< Of the words.
    int labels_right; ///< 1: names at the right edge, else at the left.
    const char *title;
} Contours;

static const Contours contours[] = {
    {PARAM_TEMPO,
     {50, 60, 70, 80, 90, 100, 110},
     {.line = COLOUR_RULE, .width = 14},
     COLOUR_INK_FAINT,
     0,
     "tempo, BPM (solid)"},
    {PARAM_RATE,
     {150, 200, 250, 300, 350, 400, 450},
     {.line = COLOUR_GREEN, .width = 12, .dash = 60},
     COLOUR_GREEN,
     1,
     "notes a second (dashed)"},
};

enum { CONTOURS = sizeof contours / sizeof contours[0] };

static int32_t value_at(ParamId param, int valence, int arousal)
{
    static const ParamSet none;
    Params params;
    params_from_mood(&params, (Mood){(int16_t)valence, (int16_t)arousal}, &none);
    return params.value[param];
}

// Lowest arousal at which the parameter reaches the level; MOOD_ONE + 1 when it never does, and
// -MOOD_ONE when it always has.
static int arousal_for(ParamId param, int32_t level, int valence)
{
    int low = -MOOD_ONE;
    int high = MOOD_ONE + 1;
    while (low < high) {
        const int middle = low + (high - low) / 2;
        if (value_at(param, valence, middle) >= level) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

// A line's value stands at its end, or at its beginning.
static void label_contour(Canvas *canvas, const Contours *kind, int32_t level, int x, int y)
{
    const Font font = {.size = 120,
                       .anchor = kind->labels_right ? ANCHOR_START : ANCHOR_END,
                       .colour = kind->colour};
    char text[NAME_BYTES];
    canvas->ops->text(canvas, x + (kind->labels_right ? 60 : -60), y + 40, &font,
                      param_text(text, sizeof text, kind->param, level));
}

static void draw_contour(Canvas *canvas, const Contours *kind, int32_t level)
{
    int count = 0;
    int x = 0;
    int y = 0;
    Pen pen = pen_begin(canvas);
    for (int valence = -MOOD_ONE; valence <= MOOD_ONE; valence += STEP) {
        const int arousal = arousal_for(kind->param, level, valence);
        if (arousal > -MOOD_ONE && arousal <= MOOD_ONE) {
            pen_to(&pen, plane_x(valence), plane_y(arousal));
            if (count == 0 || kind->labels_right) {
                x = plane_x(valence);
                y = plane_y(arousal);
            }
            ++count;
        }
    }
    pen_end(&pen, &kind->style);
    if (count > 0) {
        label_contour(canvas, kind, level, x, y);
    }
}

static void draw_contours(Canvas *canvas)
{
    for (int i = 0; i < CONTOURS; ++i) {
        for (int k = 0; k < 7 && contours[i].levels[k] > 0; ++k) {
            draw_contour(canvas, &contours[i], contours[i].levels[k]);
        }
    }
}

// ---- Names --------------------------------------------------------------------------------------

typedef struct {
    Box boxes[BOXES_MAX];
    int count;
} Taken;

static int is_free(const Taken *taken, const Box *box)
{
    for (int i = 0; i < taken->count; ++i) {
        const Box *const other = &taken->boxes[i];
        if (box->x < other->x + other->width && other->x < box->x + box->width &&
            box->y < other->y + other->height && other->y < box->y + box->height) {
            return 0;
        }
    }
    return box->x >= LEFT && box->x + box->width <= LEFT + SIDE;
}

static void take(Taken *taken, Box box)
{
    if (taken->count < BOXES_MAX) {
        taken->boxes[taken->count++] = box;
    }
}

// Where the name of a mood may stand, from its dot; the first that is free is taken.
static const struct {
    int dx, dy;
    Anchor anchor;
} places[] = {
    {DOT + 40, 50, ANCHOR_START},  {-DOT - 40, 50, ANCHOR_END},    {DOT, -DOT - 20, ANCHOR_START},
    {-DOT, -DOT - 20, ANCHOR_END}, {DOT, DOT + 120, ANCHOR_START}, {-DOT, DOT + 120, ANCHOR_END},
};

enum { PLACES = sizeof places / sizeof places[0] };

static Box name_box(int place, int x, int y, int width)
{
    const int left = x + places[place].dx - (places[place].anchor == ANCHOR_END ? width : 0);
    const int base = y + places[place].dy;
    return (Box){left, base - 130, width, 175};
}

static void write_name(Canvas *canvas, Taken *taken, const NamedMood *mood)
{
    Font font = {.size = 150, .bold = 1, .colour = COLOUR_INK, .halo = COLOUR_PANEL};
    const int width = canvas_text_width(&font, mood->name);
    const int x = plane_x(mood->mood.valence);
    const int y = plane_y(mood->mood.arousal);
    int place = 0;
    Box box = name_box(place, x, y, width);
    for (int i = 0; i < PLACES && !is_free(taken, &box); ++i) {
        place = i;
        box = name_box(place, x, y, width);
    }
    take(taken, box);
    font.anchor = places[place].anchor;
    canvas->ops->text(canvas, x + places[place].dx, y + places[place].dy, &font, mood->name);
}

static void draw_moods(Canvas *canvas)
{
    Taken taken = {.count = 0};
    static const Style style = {
        .fill = COLOUR_WARM, .line = COLOUR_PAPER, .width = 20, .round = DOT};
    take(&taken, (Box){LEFT, plane_y(0) - 10, SIDE, 20});
    take(&taken, (Box){plane_x(0) - 10, TOP, 20, SIDE});
    for (int i = 0; i < mood_count; ++i) {
        const int x = plane_x(mood_table[i].mood.valence);
        const int y = plane_y(mood_table[i].mood.arousal);
        const Box dot = {x - DOT, y - DOT, 2 * DOT, 2 * DOT};
        take(&taken, dot);
        canvas->ops->rect(canvas, dot, &style);
    }
    for (int i = 0; i < mood_count; ++i) {
        write_name(canvas, &taken, &mood_table[i]);
    }
}

// ---- The plane ----------------------------------------------------------------------------------

// Where moods are held out of: tense and loud music is never played (mood_safe).
static void draw_forbidden(Canvas *canvas)
{
    static const Font font = {.size = 125, .anchor = ANCHOR_MIDDLE, .colour = COLOUR_INK_SOFT};
    static const Style shut = {.fill = COLOUR_SHUT, .opacity = 85};
    const int right = plane_x(mood_safe(-MOOD_ONE, 1).valence);
    canvas->ops->rect(canvas, (Box){LEFT, TOP, right - LEFT, SIDE / 2}, &shut);
    canvas->ops->text(canvas, (LEFT + right) / 2, TOP + 500, &font, "tense and loud:");
    canvas->ops->text(canvas, (LEFT + right) / 2, TOP + 680, &font, "never played");
}

static void draw_axes(Canvas *canvas)
{
    static const Style thin = {.line = COLOUR_INK_SOFT, .width = 10};
    Font font = {.size = 140, .anchor = ANCHOR_MIDDLE, .colour = COLOUR_INK_SOFT};
    canvas_line(canvas, LEFT, plane_y(0), LEFT + SIDE, plane_y(0), &thin);
    canvas_line(canvas, plane_x(0), TOP, plane_x(0), TOP + SIDE, &thin);
    canvas->ops->text(canvas, plane_x(0), TOP - 90, &font, "lively (arousal +1)");
    canvas->ops->text(canvas, plane_x(0), TOP + SIDE + 200, &font,
                      "still (arousal " UTF8_MINUS "1)");
    font.turn = -90;
    canvas->ops->text(canvas, LEFT - 480, plane_y(0), &font,
                      "unpleasant (valence " UTF8_MINUS "1)");
    font.turn = 90;
    canvas->ops->text(canvas, LEFT + SIDE + 520, plane_y(0), &font, "pleasant (valence +1)");
}

static void write_keys(Canvas *canvas)
{
    const int y = TOP + SIDE + 560;
    for (int i = 0; i < CONTOURS; ++i) {
        const Font font = {.size = 130, .colour = contours[i].colour};
        const int x = LEFT + i * SIDE / 2;
        canvas_line(canvas, x, y - 40, x + 400, y - 40, &contours[i].style);
        canvas->ops->text(canvas, x + 480, y, &font, contours[i].title);
    }
}

void draw_plane(Canvas *canvas)
{
    static const Font title = {.size = 260, .bold = 1, .colour = COLOUR_INK};
    static const Font small = {.size = 130, .colour = COLOUR_INK_SOFT};
    static const Style panel = {.fill = COLOUR_PANEL};
    canvas->ops->page(canvas, WIDTH, HEIGHT,
                      "The moods of lull on the plane of valence and arousal", NULL);
    canvas->ops->text(canvas, LEFT, 460, &title, "Moods");
    canvas->ops->text(canvas, LEFT, 720, &small,
                      "What --mood takes by name, and what it does to the pace");
    canvas->ops->rect(canvas, (Box){LEFT, TOP, SIDE, SIDE}, &panel);
    draw_contours(canvas);
    draw_forbidden(canvas);
    draw_axes(canvas);
    draw_moods(canvas);
    write_keys(canvas);
    canvas->ops->end(canvas);
}
