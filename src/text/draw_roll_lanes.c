#include "text/draw_roll_page.h"

#include "text/course_curve.h"
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
    course_curve(row->page->subject->course, &lane, course_valence, pen_begin(lane.canvas), &cold);
    course_curve(row->page->subject->course, &lane, course_arousal, pen_begin(lane.canvas), &warm);
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
    course_curve(row->page->subject->course, &density, course_density,
                 pen_begin_area(density.canvas, row->pace + LANE_HEIGHT), &area);
    chart_level(&tempo, page->tempo_high, high);
    chart_level(&tempo, page->tempo_low, low);
    course_curve(row->page->subject->course, &tempo, course_tempo, pen_begin(tempo.canvas), &ink);
    const int x = name_curve(row, &tempo, LAYOUT_LEFT + 60, COLOUR_INK, "tempo, BPM");
    name_curve(row, &tempo, x, COLOUR_GREEN, "density, 0" UTF8_DASH "100 % (area)");
}
