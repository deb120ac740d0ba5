#include "text/sheet.h"

#include <stdio.h>

enum { WORDS_BYTES = 160 };

Sheet sheet_open(const Subject *subject, const Layout *layout, Canvas *canvas, const char *what,
                 const char *doc, int panels, int height)
{
    char words[WORDS_BYTES];
    const Sheet sheet = {
        .subject = subject, .layout = layout, .canvas = canvas, .y = layout_heading_height(layout)};
    snprintf(words, sizeof words, "%s: %s", subject->piece->preset->title, what);
    canvas->ops->page(canvas, layout->width,
                      sheet.y + panels * SHEET_NAME + height + SHEET_AXIS + SHEET_FOOT, words, doc);
    snprintf(words, sizeof words, " --what %s", what);
    layout_heading(layout, canvas, subject, words);
    return sheet;
}

Chart sheet_panel(Sheet *sheet, int height, int32_t low, int32_t high)
{
    const int64_t length = subject_length_ms(sheet->subject);
    const Chart chart = {
        .canvas = sheet->canvas,
        .box = {LAYOUT_LEFT, sheet->y + SHEET_NAME, layout_right(sheet->layout) - LAYOUT_LEFT,
                height},
        .from = 0,
        .to = length > 0 ? length : 1,
        .end = length,
        .low = low,
        .high = high,
    };
    sheet->y += SHEET_NAME + height;
    chart_ground(&chart);
    return chart;
}

void sheet_sections(const Sheet *sheet, const Chart *chart)
{
    static const Style line = {.line = COLOUR_GRID, .width = 10};
    const Piece *const piece = sheet->subject->piece;
    for (size_t i = 0; i < piece->count; ++i) {
        const Event *const event = &piece->events[i];
        if (event->kind == EVENT_PHRASE && event->b == 0 && event->tick > 0) {
            const int x = chart_x(chart, subject_ms(sheet->subject, event));
            canvas_line(chart->canvas, x, chart->box.y, x, chart->box.y + chart->box.height, &line);
        }
    }
}

void sheet_close(const Sheet *sheet, const Chart *last)
{
    chart_time_axis(last);
    sheet->canvas->ops->end(sheet->canvas);
}
