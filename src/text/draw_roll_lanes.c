#include "base/fix.h"
#include "text/chart.h"
#include "text/draw_roll_page.h"
#include "text/utf8.h"

#include <stdio.h>

enum { TENTHS = 10, NAME_BYTES_MAX = 16 };

static Chart lane_of(const Row *row, int top, int height, int32_t low, int32_t high)
{
    const Page *const page = row->page;
    return (Chart){.canvas = page->canvas,
                   .box = {LAYOUT_LEFT, top, layout_right(page->layout) - LAYOUT_LEFT, height},
                   .from = row->from,
                   .to = row->to,
                   .end = page->end_ms,
                   .low = low,
                   .high = high};
}

void roll_axis(const Row *row)
{
    const Chart chart = lane_of(row, row->axis, 0, 0, 1);
    chart_time_axis(&chart);
}

// ---- Lanes --------------------------------------------------------------------------------------

/// One value of the course.
typedef int32_t (*ValueOf)(const CoursePoint *point);

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

// Points within the row, and the one before it, so that the line begins at its edge.
static void draw_curve(const Row *row, const Chart *lane, ValueOf value, Pen pen,
                       const Style *style)
{
    const Course *const course = row->page->subject->course;
    for (size_t i = 0; i < course->count; ++i) {
        const int64_t ms = course->points[i].frame * 1000 / course->rate_hz;
        const int64_t next =
            i + 1 < course->count ? course->points[i + 1].frame * 1000 / course->rate_hz : ms + 1;
        if (next > row->from && ms <= row->to) {
            chart_point(lane, &pen, ms, value(&course->points[i]));
        }
    }
    pen_end(&pen, style);
}

// What each line is, in its own colour, in the first row only.
static int name_curve(const Row *row, const Chart *lane, int x, Colour colour, const char *name)
{
    return row->from == 0 ? chart_name(lane, x, colour, name) : x;
}

void roll_mood(const Row *row)
{
    static const Style cold = {.line = COLOUR_COLD, .width = 18};
    static const Style warm = {.line = COLOUR_WARM, .width = 18, .dash = 60};
    const Chart lane = lane_of(row, row->mood, LANE_HEIGHT, -MOOD_ONE, MOOD_ONE);
    chart_ground(&lane);
    chart_level(&lane, MOOD_ONE, "+1");
    chart_level(&lane, 0, "");
    chart_level(&lane, -MOOD_ONE, UTF8_MINUS "1");
    draw_curve(row, &lane, valence_of, pen_begin(lane.canvas), &cold);
    draw_curve(row, &lane, arousal_of, pen_begin(lane.canvas), &warm);
    const int x = name_curve(row, &lane, LAYOUT_LEFT + 60, COLOUR_COLD, "valence");
    name_curve(row, &lane, x, COLOUR_WARM, "arousal (dashed)");
}

void roll_pace(const Row *row)
{
    static const Style ink = {.line = COLOUR_INK, .width = 18};
    static const Style area = {.fill = COLOUR_GREEN_SOFT};
    const Page *const page = row->page;
    char low[NAME_BYTES_MAX];
    char high[NAME_BYTES_MAX];
    const Chart tempo = lane_of(row, row->pace, LANE_HEIGHT, page->tempo_low, page->tempo_high);
    const Chart density = lane_of(row, row->pace, LANE_HEIGHT, 0, 100);
    snprintf(low, sizeof low, "%d", page->tempo_low / TENTHS);
    snprintf(high, sizeof high, "%d", page->tempo_high / TENTHS);
    chart_ground(&tempo);
    draw_curve(row, &density, density_of, pen_begin_area(density.canvas, row->pace + LANE_HEIGHT),
               &area);
    chart_level(&tempo, page->tempo_high, high);
    chart_level(&tempo, page->tempo_low, low);
    draw_curve(row, &tempo, tempo_of, pen_begin(tempo.canvas), &ink);
    const int x = name_curve(row, &tempo, LAYOUT_LEFT + 60, COLOUR_INK, "tempo, BPM");
    name_curve(row, &tempo, x, COLOUR_GREEN, "density, 0" UTF8_DASH "100 % (area)");
}
