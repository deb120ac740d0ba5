#include "text/svg_roll_page.h"

#include "base/fix.h"
#include "text/names.h"

#include <stdio.h>

enum { TICK_MIN_WIDTH = 500, TENTHS = 10 };

static const SvgFont axis_font = {110, 0, SVG_MIDDLE, "#71717a"};
static const SvgFont scale_font = {90, 0, SVG_END, "#71717a"};

#define VALENCE_COLOUR "#1d4ed8"
#define AROUSAL_COLOUR "#c2410c"
#define TEMPO_COLOUR   "#3f3f46"

// ---- Time ---------------------------------------------------------------------------------------

static int64_t tick_frames(const Row *row)
{
    static const int steps_s[] = {5, 10, 20, 30, 60, 120, 300, 600};
    const int rate = row->page->course->rate_hz;
    const int64_t width = PAGE_RIGHT - PAGE_LEFT;
    size_t i = 0;
    while (i + 1 < sizeof steps_s / sizeof steps_s[0] &&
           width * steps_s[i] * rate / row->page->row_frames < TICK_MIN_WIDTH) {
        ++i;
    }
    return (int64_t)steps_s[i] * rate;
}

void roll_axis(const Row *row)
{
    const Page *const page = row->page;
    const int64_t step = tick_frames(row);
    const int64_t last =
        page->end_frame + page->course->rate_hz / 10; // an end a little early counts
    const int64_t end = row->to < last ? row->to : last;
    for (int64_t frame = (row->from + step - 1) / step * step; frame <= end; frame += step) {
        char text[NAME_BYTES];
        const int x = row_x(row, frame);
        clock_text(text, sizeof text, frame * 1000 / page->course->rate_hz);
        svg_line(page->out, x, row->axis, x, row->axis + 50,
                 "stroke=\"#71717a\" stroke-width=\"8\"");
        svg_text(page->out, x, row->axis + 160, &axis_font, text);
    }
}

// ---- Lanes --------------------------------------------------------------------------------------

/// One value of the course, drawn from `low` at the foot of a lane to `high` at its top.
typedef struct {
    int32_t (*value)(const CoursePoint *point);
    int32_t low, high;
} Curve;

static int32_t valence_of(const CoursePoint *point)
{
    return point->mood.valence;
}

static int32_t arousal_of(const CoursePoint *point)
{
    return point->mood.arousal;
}

static int32_t tempo_of(const CoursePoint *point)
{
    return point->tempo_bpm;
}

static int32_t density_of(const CoursePoint *point)
{
    return point->density;
}

static int curve_y(const Curve *curve, int top, const CoursePoint *point)
{
    const int32_t value = fix_clamp(curve->value(point), curve->low, curve->high);
    return top + LANE_HEIGHT -
           (int)((int64_t)LANE_HEIGHT * (value - curve->low) / (curve->high - curve->low));
}

// Points within the row, and the one before it, so that the line begins at its edge.
static size_t first_point(const Row *row)
{
    const Course *const course = row->page->course;
    size_t i = 0;
    while (i + 1 < course->count && course->points[i + 1].frame <= row->from) {
        ++i;
    }
    return i;
}

static void draw_curve(const Row *row, const Curve *curve, int top, int filled, const char *style)
{
    const Course *const course = row->page->course;
    const Out *const out = row->page->out;
    if (course->count == 0) {
        return;
    }
    const char *pen = "M";
    int x = PAGE_LEFT;
    out_text(out, "<path d=\"");
    if (filled) {
        out_format(out, "M%d %d", PAGE_LEFT, top + LANE_HEIGHT);
        pen = "L";
    }
    for (size_t i = first_point(row); i < course->count && course->points[i].frame <= row->to;
         ++i) {
        x = row_x(row, course->points[i].frame);
        out_format(out, "%s%d %d", pen, x, curve_y(curve, top, &course->points[i]));
        pen = "L";
    }
    if (filled) {
        out_format(out, "L%d %dZ", x, top + LANE_HEIGHT);
    }
    out_format(out, "\" %s/>\n", style);
}

static void draw_lane(const Row *row, int top, const char *high, const char *low)
{
    const Out *const out = row->page->out;
    const int width = row_x(row, row->page->end_frame) - PAGE_LEFT;
    svg_rect(out, PAGE_LEFT, top, width, LANE_HEIGHT, "fill=\"#f6f4ee\"");
    svg_text(out, PAGE_LEFT - 40, top + 40, &scale_font, high);
    svg_text(out, PAGE_LEFT - 40, top + LANE_HEIGHT + 30, &scale_font, low);
}

// What each line is, in its own colour, in the first row only.
static void name_curve(const Row *row, int x, int y, const char *colour, const char *name)
{
    const SvgFont font = {105, 1, SVG_START, colour};
    if (row->from == 0) {
        svg_text(row->page->out, x, y, &font, name);
    }
}

void roll_mood(const Row *row)
{
    static const Curve valence = {valence_of, -MOOD_ONE, MOOD_ONE};
    static const Curve arousal = {arousal_of, -MOOD_ONE, MOOD_ONE};
    const int top = row->mood;
    draw_lane(row, top, "+1",
              "\xE2\x88\x92"
              "1");
    svg_line(row->page->out, PAGE_LEFT, top + LANE_HEIGHT / 2, row_x(row, row->page->end_frame),
             top + LANE_HEIGHT / 2, "stroke=\"#d4d4d8\" stroke-width=\"6\"");
    draw_curve(row, &valence, top, 0,
               "fill=\"none\" stroke=\"" VALENCE_COLOUR "\" stroke-width=\"18\"");
    draw_curve(row, &arousal, top, 0,
               "fill=\"none\" stroke=\"" AROUSAL_COLOUR "\" stroke-width=\"18\" "
               "stroke-dasharray=\"60 30\"");
    name_curve(row, PAGE_LEFT + 60, top - 20, VALENCE_COLOUR, "valence");
    name_curve(row, PAGE_LEFT + 700, top - 20, AROUSAL_COLOUR, "arousal (dashed)");
}

void roll_pace(const Row *row)
{
    const Curve tempo = {tempo_of, row->page->tempo_low, row->page->tempo_high};
    static const Curve density = {density_of, 0, 100};
    char low[NAME_BYTES];
    char high[NAME_BYTES];
    const int top = row->pace;
    snprintf(low, sizeof low, "%d", (int)tempo.low / TENTHS);
    snprintf(high, sizeof high, "%d", (int)tempo.high / TENTHS);
    draw_lane(row, top, high, low);
    draw_curve(row, &density, top, 1, "fill=\"#a7d7c5\"");
    draw_curve(row, &tempo, top, 0,
               "fill=\"none\" stroke=\"" TEMPO_COLOUR "\" stroke-width=\"18\"");
    name_curve(row, PAGE_LEFT + 60, top - 20, TEMPO_COLOUR, "tempo, BPM");
    name_curve(row, PAGE_LEFT + 900, top - 20, "#0f766e",
               "density, 0\xE2\x80\x93"
               "100 % (area)");
}
