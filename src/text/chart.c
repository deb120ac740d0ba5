#include "text/chart.h"

#include "base/fix.h"
#include "text/names.h"

enum { TICK_WIDTH_MIN = 520, SECOND = 1000, LABEL_GAP = 40, NAME_GAP = 160 };

int chart_x(const Chart *chart, int64_t ms)
{
    const int64_t end = chart->end < chart->to ? chart->end : chart->to;
    const int64_t held = ms < chart->from ? chart->from : ms > end ? end : ms;
    return chart->box.x +
           (int)(chart->box.width * (held - chart->from) / (chart->to - chart->from));
}

int chart_y(const Chart *chart, int32_t value)
{
    const int64_t above = fix_clamp(value, chart->low, chart->high) - chart->low;
    return chart->box.y + chart->box.height -
           (int)(chart->box.height * above / (chart->high - chart->low));
}

void chart_ground(const Chart *chart)
{
    static const Style ground = {.fill = COLOUR_PANEL};
    const Box box = {chart->box.x, chart->box.y, chart_x(chart, chart->to) - chart->box.x,
                     chart->box.height};
    chart->canvas->ops->rect(chart->canvas, box, &ground);
}

static int64_t tick_ms(const Chart *chart)
{
    static const int steps_s[] = {1,   2,   5,   10,   20,   30,   60,    120,
                                  300, 600, 900, 1800, 3600, 7200, 14400, 43200};
    const int count = (int)(sizeof steps_s / sizeof steps_s[0]);
    int i = 0;
    while (i + 1 < count && (int64_t)chart->box.width * steps_s[i] * SECOND <
                                TICK_WIDTH_MIN * (chart->to - chart->from)) {
        ++i;
    }
    return (int64_t)steps_s[i] * SECOND;
}

void chart_time_axis(const Chart *chart)
{
    static const Font font = {.size = 115, .anchor = ANCHOR_MIDDLE, .colour = COLOUR_INK_FAINT};
    static const Style tick = {.line = COLOUR_INK_FAINT, .width = 8};
    enum { LATE = 100 }; // a piece that ends a little early still ends at its tick
    const int64_t step = tick_ms(chart);
    const int64_t end = chart->to < chart->end + LATE ? chart->to : chart->end + LATE;
    const int y = chart->box.y + chart->box.height;
    for (int64_t ms = (chart->from + step - 1) / step * step; ms <= end; ms += step) {
        char text[NAME_BYTES];
        const int x = chart_x(chart, ms);
        canvas_line(chart->canvas, x, y, x, y + 50, &tick);
        chart->canvas->ops->text(chart->canvas, x, y + 165, &font,
                                 clock_text(text, sizeof text, ms));
    }
}

void chart_level(const Chart *chart, int32_t value, const char *words)
{
    static const Font font = {.size = 110, .anchor = ANCHOR_END, .colour = COLOUR_INK_FAINT};
    static const Style line = {.line = COLOUR_GRID, .width = 6};
    const int y = chart_y(chart, value);
    canvas_line(chart->canvas, chart->box.x, y, chart_x(chart, chart->to), y, &line);
    chart->canvas->ops->text(chart->canvas, chart->box.x - LABEL_GAP, y + 38, &font, words);
}

int chart_name(const Chart *chart, int x, Colour colour, const char *name)
{
    const Font font = {.size = 115, .bold = 1, .colour = colour};
    chart->canvas->ops->text(chart->canvas, x, chart->box.y - 35, &font, name);
    return x + canvas_text_width(&font, name) + NAME_GAP;
}

void chart_point(const Chart *chart, Pen *pen, int64_t ms, int32_t value)
{
    pen_to(pen, chart_x(chart, ms), chart_y(chart, value));
}
