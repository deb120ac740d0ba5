#include "text/draw_arc.h"

#include "text/course_curve.h"
#include "text/sheet.h"
#include "text/utf8.h"

#include <stdio.h>

enum { PANEL = 1000, TENTHS = 10, WORD_BYTES = 16 };

// One axis of the mood: where it was led, and on it where it was, so that both are seen while they
// are one.
static void draw_axis(Sheet *sheet, const char *name, Colour colour, CourseValue target,
                      CourseValue actual)
{
    static const Style broad = {.line = COLOUR_RULE, .width = 64, .opacity = 60};
    const Style style = {.line = colour, .width = 20};
    const Course *const course = sheet->subject->course;
    const Chart chart = sheet_panel(sheet, PANEL, -MOOD_ONE, MOOD_ONE);
    sheet_sections(sheet, &chart);
    chart_level(&chart, MOOD_ONE, "+1");
    chart_level(&chart, 0, "0");
    chart_level(&chart, -MOOD_ONE, UTF8_MINUS "1");
    course_curve(course, &chart, target, pen_begin(chart.canvas), &broad);
    course_curve(course, &chart, actual, pen_begin(chart.canvas), &style);
    const int x = chart_name(&chart, LAYOUT_LEFT, colour, name);
    chart_name(&chart, x, COLOUR_INK_SOFT, "target (broad)");
}

static Chart draw_pace(Sheet *sheet)
{
    static const Style ink = {.line = COLOUR_INK, .width = 18};
    static const Style area = {.fill = COLOUR_GREEN_SOFT};
    const Course *const course = sheet->subject->course;
    char word[WORD_BYTES];
    int32_t low, high;
    course_tempo_range(course, &low, &high);
    const Chart tempo = sheet_panel(sheet, PANEL, low, high);
    Chart density = tempo;
    density.low = 0;
    density.high = 100;
    course_curve(course, &density, course_density,
                 pen_begin_area(density.canvas, density.box.y + PANEL), &area);
    sheet_sections(sheet, &tempo);
    for (int i = 0; i <= 2; ++i) {
        const int32_t value = low + (high - low) * i / 2;
        snprintf(word, sizeof word, "%d", (int)value / TENTHS);
        chart_level(&tempo, value, word);
    }
    course_curve(course, &tempo, course_tempo, pen_begin(tempo.canvas), &ink);
    const int x = chart_name(&tempo, LAYOUT_LEFT, COLOUR_INK, "tempo, BPM");
    chart_name(&tempo, x, COLOUR_GREEN, "density, 0" UTF8_DASH "100 % (area)");
    return tempo;
}

void draw_arc(const Subject *subject, const Layout *layout, Canvas *canvas)
{
    Sheet sheet = sheet_open(subject, layout, canvas, "arc",
                             "Valence and arousal over time, each as target and as it was, with "
                             "tempo and density below; vertical lines begin sections.",
                             3, 3 * PANEL);
    draw_axis(&sheet, "valence", COLOUR_COLD, course_target_valence, course_valence);
    draw_axis(&sheet, "arousal", COLOUR_WARM, course_target_arousal, course_arousal);
    const Chart last = draw_pace(&sheet);
    sheet_close(&sheet, &last);
}
