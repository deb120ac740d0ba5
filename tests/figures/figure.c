#include "figures/figure.h"

#include "text/utf8.h"

#include <math.h>
#include <stdio.h>

enum { FIGURE_WIDTH = 8000, FIGURE_RIGHT = 7840, FIGURE_HEADING = 620, FIGURE_FOOT = 420 };

FigurePage figure_open(Canvas *canvas, int height, const char *title, const char *words,
                       int64_t from, int64_t to)
{
    static const Font large = {.size = 200, .bold = 1, .colour = COLOUR_INK};
    static const Font small = {.size = 130, .colour = COLOUR_INK_SOFT};
    canvas->ops->page(canvas, FIGURE_WIDTH, FIGURE_HEADING + height + FIGURE_FOOT, title, words);
    canvas->ops->text(canvas, FIGURE_LEFT, 300, &large, title);
    canvas->ops->text(canvas, FIGURE_LEFT, 520, &small, words);
    return (FigurePage){canvas, from, to, FIGURE_HEADING};
}

Chart figure_panel(FigurePage *figure, int height, int32_t low, int32_t high)
{
    const Chart chart = {
        .canvas = figure->canvas,
        .box = {FIGURE_LEFT, figure->y + FIGURE_NAME, FIGURE_RIGHT - FIGURE_LEFT, height},
        .from = figure->from,
        .to = figure->to,
        .end = figure->to,
        .low = low,
        .high = high};
    figure->y += FIGURE_NAME + height;
    chart_ground(&chart);
    return chart;
}

void figure_close(const FigurePage *figure, int64_t zero_ms, int step_s, const char *words)
{
    static const Style tick = {.line = COLOUR_INK_FAINT, .width = 8};
    Font font = {.size = 115, .anchor = ANCHOR_MIDDLE, .colour = COLOUR_INK_FAINT};
    Chart axis = {.canvas = figure->canvas,
                  .box = {FIGURE_LEFT, figure->y, FIGURE_RIGHT - FIGURE_LEFT, 0},
                  .from = figure->from,
                  .to = figure->to,
                  .end = figure->to,
                  .high = 1};
    const int64_t step = 1000 * (int64_t)step_s;
    for (int64_t ms = zero_ms - (zero_ms - figure->from) / step * step; ms <= figure->to;
         ms += step) {
        char text[FIGURE_WORDS];
        const int s = (int)((ms - zero_ms) / 1000);
        const int x = chart_x(&axis, ms);
        snprintf(text, sizeof text, "%s%d", s < 0 ? UTF8_MINUS : "", s < 0 ? -s : s);
        canvas_line(figure->canvas, x, figure->y, x, figure->y + 50, &tick);
        figure->canvas->ops->text(figure->canvas, x, figure->y + 165, &font, text);
    }
    figure->canvas->ops->text(figure->canvas, (FIGURE_LEFT + FIGURE_RIGHT) / 2, figure->y + 330,
                              &font, words);
    figure->canvas->ops->end(figure->canvas);
}

void figure_mark_at(const Chart *chart, int64_t ms, const char *name, int is_low)
{
    static const Style line = {.line = COLOUR_INK, .width = 12, .dash = 60};
    static const Font font = {.size = 115, .colour = COLOUR_INK, .halo = COLOUR_PANEL};
    const int x = chart_x(chart, ms);
    const int y = is_low ? chart->box.y + chart->box.height - 50 : chart->box.y + 130;
    canvas_line(chart->canvas, x, chart->box.y, x, chart->box.y + chart->box.height, &line);
    chart->canvas->ops->text(chart->canvas, x + 50, y, &font, name);
}

void figure_mark(const Chart *chart, int64_t ms, const char *name)
{
    figure_mark_at(chart, ms, name, 0);
}

void figure_mark_beside(const Chart *chart, int64_t ms, const char *name, int32_t value)
{
    figure_mark_at(chart, ms, name, value > (chart->low + chart->high) / 2);
}

void figure_mark_jump(const Chart *chart, int64_t ms)
{
    static const Style line = {.line = COLOUR_INK_SOFT, .width = 20};
    const int x = chart_x(chart, ms);
    canvas_line(chart->canvas, x, chart->box.y, x, chart->box.y + chart->box.height, &line);
}

void figure_level(const Chart *chart, int32_t value, int scale)
{
    char text[FIGURE_WORDS];
    const double shown = (double)value / scale;
    snprintf(text, sizeof text, "%s%.0f", shown < 0 ? UTF8_MINUS : "", fabs(shown));
    chart_level(chart, value, text);
}
