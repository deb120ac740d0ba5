#include "text/svg_plane.h"

#include "compose/mood.h"
#include "compose/param.h"
#include "text/names.h"
#include "text/svg.h"

#include <stdio.h>

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
    const char *style;
    const char *colour;
    int labels_right; ///< 1: names at the right edge, else at the left.
    const char *title;
} Contours;

static const Contours contours[] = {
    {PARAM_TEMPO,
     {50, 60, 70, 80, 90, 100, 110},
     "fill=\"none\" stroke=\"#a8a29e\" stroke-width=\"14\"",
     "#78716c",
     0,
     "tempo, BPM (solid)"},
    {PARAM_RATE,
     {150, 200, 250, 300, 350, 400, 450},
     "fill=\"none\" stroke=\"#5eaaa8\" stroke-width=\"14\" stroke-dasharray=\"50 40\"",
     "#0f766e",
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
static void label_contour(const Out *out, const Contours *kind, int32_t level, int x, int y)
{
    const SvgFont font = {115, 0, kind->labels_right ? SVG_START : SVG_END, kind->colour};
    char text[NAME_BYTES];
    svg_text(out, x + (kind->labels_right ? 60 : -60), y + 40, &font,
             param_text(text, sizeof text, kind->param, level));
}

static void draw_contour(const Out *out, const Contours *kind, int32_t level)
{
    int count = 0;
    int x = 0;
    int y = 0;
    out_text(out, "<path d=\"");
    for (int valence = -MOOD_ONE; valence <= MOOD_ONE; valence += STEP) {
        const int arousal = arousal_for(kind->param, level, valence);
        if (arousal > -MOOD_ONE && arousal <= MOOD_ONE) {
            out_format(out, "%s%d %d", count == 0 ? "M" : "L", plane_x(valence), plane_y(arousal));
            if (count == 0 || kind->labels_right) {
                x = plane_x(valence);
                y = plane_y(arousal);
            }
            ++count;
        }
    }
    out_format(out, "\" %s/>\n", kind->style);
    if (count > 0) {
        label_contour(out, kind, level, x, y);
    }
}

static void draw_contours(const Out *out)
{
    for (int i = 0; i < CONTOURS; ++i) {
        for (int k = 0; k < 7 && contours[i].levels[k] > 0; ++k) {
            draw_contour(out, &contours[i], contours[i].levels[k]);
        }
    }
}

// ---- Names --------------------------------------------------------------------------------------

typedef struct {
    int left, top, right, bottom;
} Box;

typedef struct {
    Box boxes[BOXES_MAX];
    int count;
} Taken;

static int is_free(const Taken *taken, const Box *box)
{
    for (int i = 0; i < taken->count; ++i) {
        const Box *const other = &taken->boxes[i];
        if (box->left < other->right && other->left < box->right && box->top < other->bottom &&
            other->top < box->bottom) {
            return 0;
        }
    }
    return box->left >= LEFT && box->right <= LEFT + SIDE;
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
    SvgAnchor anchor;
} places[] = {
    {DOT + 40, 50, SVG_START},  {-DOT - 40, 50, SVG_END},    {DOT, -DOT - 20, SVG_START},
    {-DOT, -DOT - 20, SVG_END}, {DOT, DOT + 120, SVG_START}, {-DOT, DOT + 120, SVG_END},
};

enum { PLACES = sizeof places / sizeof places[0] };

static Box name_box(int place, int x, int y, int width)
{
    const int left = x + places[place].dx - (places[place].anchor == SVG_END ? width : 0);
    const int base = y + places[place].dy;
    return (Box){left, base - 120, left + width, base + 35};
}

static void write_name(const Out *out, Taken *taken, const NamedMood *mood)
{
    SvgFont font = {150, 1, SVG_START, NULL};
    const int width = svg_text_width(&font, mood->name);
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
    svg_text(out, x + places[place].dx, y + places[place].dy, &font, mood->name);
}

static void draw_moods(const Out *out)
{
    Taken taken = {.count = 0};
    take(&taken, (Box){LEFT, plane_y(0) - 10, LEFT + SIDE, plane_y(0) + 10});
    take(&taken, (Box){plane_x(0) - 10, TOP, plane_x(0) + 10, TOP + SIDE});
    for (int i = 0; i < mood_count; ++i) {
        const int x = plane_x(mood_table[i].mood.valence);
        const int y = plane_y(mood_table[i].mood.arousal);
        take(&taken, (Box){x - DOT, y - DOT, x + DOT, y + DOT});
        out_format(out,
                   "<circle cx=\"%d\" cy=\"%d\" r=\"%d\" fill=\"#c2410c\" stroke=\"#fffdf8\" "
                   "stroke-width=\"20\"/>\n",
                   x, y, DOT);
    }
    out_text(out, "<g paint-order=\"stroke\" stroke=\"#f6f4ee\" stroke-width=\"36\">\n");
    for (int i = 0; i < mood_count; ++i) {
        write_name(out, &taken, &mood_table[i]);
    }
    out_text(out, "</g>\n");
}

// ---- The plane ----------------------------------------------------------------------------------

// Where moods are held out of: tense and loud music is never played (mood_safe).
static void draw_forbidden(const Out *out)
{
    static const SvgFont font = {125, 0, SVG_MIDDLE, "#78716c"};
    const int right = plane_x(mood_safe(-MOOD_ONE, 1).valence);
    svg_rect(out, LEFT, TOP, right - LEFT, SIDE / 2, "fill=\"#e7e5e4\" fill-opacity=\".85\"");
    svg_text(out, (LEFT + right) / 2, TOP + 500, &font, "tense and loud:");
    svg_text(out, (LEFT + right) / 2, TOP + 680, &font, "never played");
}

static void draw_axes(const Out *out)
{
    static const char thin[] = "stroke=\"#52525b\" stroke-width=\"10\"";
    static const SvgFont middle = {140, 0, SVG_MIDDLE, "#52525b"};
    svg_line(out, LEFT, plane_y(0), LEFT + SIDE, plane_y(0), thin);
    svg_line(out, plane_x(0), TOP, plane_x(0), TOP + SIDE, thin);
    svg_text(out, plane_x(0), TOP - 90, &middle, "lively (arousal +1)");
    svg_text(out, plane_x(0), TOP + SIDE + 200, &middle,
             "still (arousal \xE2\x88\x92"
             "1)");
    out_format(out, "<g transform=\"rotate(-90 %d %d)\">", LEFT - 480, plane_y(0));
    svg_text(out, LEFT - 480, plane_y(0), &middle,
             "unpleasant (valence \xE2\x88\x92"
             "1)");
    out_format(out, "</g>\n<g transform=\"rotate(90 %d %d)\">", LEFT + SIDE + 520, plane_y(0));
    svg_text(out, LEFT + SIDE + 520, plane_y(0), &middle, "pleasant (valence +1)");
    out_text(out, "</g>\n");
}

static void write_keys(const Out *out)
{
    const int y = TOP + SIDE + 560;
    for (int i = 0; i < CONTOURS; ++i) {
        const SvgFont font = {130, 0, SVG_START, contours[i].colour};
        const int x = LEFT + i * SIDE / 2;
        svg_line(out, x, y - 40, x + 400, y - 40, contours[i].style);
        svg_text(out, x + 480, y, &font, contours[i].title);
    }
}

void svg_plane_write(const Out *out)
{
    static const SvgFont title = {260, 1, SVG_START, NULL};
    static const SvgFont small = {130, 0, SVG_START, "#52525b"};
    svg_open(out, WIDTH, HEIGHT, "The moods of lull on the plane of valence and arousal");
    svg_text(out, LEFT, 460, &title, "Moods");
    svg_text(out, LEFT, 720, &small, "What --mood takes by name, and what it does to the pace");
    svg_rect(out, LEFT, TOP, SIDE, SIDE, "fill=\"#f6f4ee\"");
    draw_contours(out);
    draw_forbidden(out);
    draw_axes(out);
    draw_moods(out);
    write_keys(out);
    svg_close(out);
}
