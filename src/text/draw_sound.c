#include "text/draw_sound.h"

#include "text/sheet.h"
#include "text/utf8.h"

#include <math.h>
#include <stdio.h>

enum { WORD_BYTES = 48 };

// ---- Loudness -----------------------------------------------------------------------------------

enum {
    LOUDNESS_PANEL = 1800,
    LOW_LUFS = -60,
    HIGH_LUFS = 0,
    SCALE = 100, ///< Values are drawn in hundredths of a LU.
};

enum { MOMENTARY = 4, SHORT_TERM = 30 }; ///< Steps: 0.4 s and 3 s.

static int32_t scaled(double lufs)
{
    return (int32_t)lround(SCALE * fmin(fmax(lufs, LOW_LUFS), HIGH_LUFS));
}

// Over `window` steps. One point for each pixel: the loudest of its time.
static void draw_curve(const Hearing *heard, const Chart *chart, size_t window, Pen pen,
                       const Style *style)
{
    const int64_t pixel_ms = (chart->to - chart->from) * CANVAS_UNIT / chart->box.width;
    const size_t step = pixel_ms > HEARING_STEP_MS ? (size_t)(pixel_ms / HEARING_STEP_MS) : 1;
    for (size_t i = 0; i < heard->steps; i += step) {
        double most = LOW_LUFS;
        for (size_t k = i; k < i + step && k < heard->steps; ++k) {
            most = fmax(most, hearing_lufs(heard, k, window));
        }
        chart_point(chart, &pen, (int64_t)(i + 1) * HEARING_STEP_MS, scaled(most));
    }
    pen_end(&pen, style);
}

static void write_levels(const Chart *chart)
{
    enum { EACH = 10 };
    for (int lufs = LOW_LUFS; lufs <= HIGH_LUFS; lufs += EACH) {
        char word[WORD_BYTES];
        snprintf(word, sizeof word, lufs < 0 ? UTF8_MINUS "%d" : "%d", lufs < 0 ? -lufs : lufs);
        chart_level(chart, lufs * SCALE, word);
    }
}

static void draw_integrated(const Chart *chart, double integrated)
{
    static const Style line = {.line = COLOUR_WARM, .width = 12, .dash = 60};
    const int y = chart_y(chart, scaled(integrated));
    canvas_line(chart->canvas, chart->box.x, y, chart_x(chart, chart->to), y, &line);
}

void draw_loudness(const Subject *subject, const Layout *layout, Canvas *canvas)
{
    static const Style area = {.fill = COLOUR_COLD_SOFT};
    static const Style line = {.line = COLOUR_COLD, .width = 18};
    const Hearing *const heard = subject->heard;
    char words[WORD_BYTES];
    Sheet sheet = sheet_open(subject, layout, canvas, "loudness",
                             "Loudness in LUFS over time: short-term as a line, momentary as an "
                             "area, the whole piece as a dashed line.",
                             1, LOUDNESS_PANEL);
    const Chart chart = sheet_panel(&sheet, LOUDNESS_PANEL, LOW_LUFS * SCALE, HIGH_LUFS * SCALE);
    draw_curve(heard, &chart, MOMENTARY, pen_begin_area(canvas, chart.box.y + chart.box.height),
               &area);
    write_levels(&chart);
    sheet_sections(&sheet, &chart);
    draw_curve(heard, &chart, SHORT_TERM, pen_begin(canvas), &line);
    draw_integrated(&chart, heard->lufs);
    int x = chart_name(&chart, LAYOUT_LEFT, COLOUR_COLD, "LUFS of 3 s");
    x = chart_name(&chart, x, COLOUR_INK_SOFT, "0.4 s (area)");
    snprintf(words, sizeof words, "whole " UTF8_MINUS "%.1f", -scaled(heard->lufs) / (double)SCALE);
    chart_name(&chart, x, COLOUR_WARM, words);
    sheet_close(&sheet, &chart);
}

// ---- Spectrogram --------------------------------------------------------------------------------

enum { SPECTRUM_PANEL = 2400, RAMP_CHIP = 150, RAMP_HEIGHT = 130 };

static const Font small = {.size = 110, .colour = COLOUR_INK_FAINT};

static void write_frequencies(const Chart *chart, const Spectrogram *spectrogram)
{
    static const struct {
        int hz;
        const char *name;
    } rows[] = {{50, "50"},   {100, "100"}, {200, "200"}, {500, "500"},
                {1000, "1k"}, {2000, "2k"}, {5000, "5k"}, {10000, "10k"}};
    static const Style tick = {.line = COLOUR_INK_FAINT, .width = 8};
    const double octaves = log2(spectrogram->high_hz / spectrogram->low_hz);
    Font font = small;
    font.anchor = ANCHOR_END;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i) {
        const double share = log2(rows[i].hz / spectrogram->low_hz) / octaves;
        const int y = chart->box.y + (int)lround(chart->box.height * (1 - share));
        if (share > 0 && share < 1) {
            canvas_line(chart->canvas, chart->box.x - 40, y, chart->box.x, y, &tick);
            chart->canvas->ops->text(chart->canvas, chart->box.x - 60, y + 38, &font, rows[i].name);
        }
    }
}

// The ramp with the levels at its ends, above the panel at the right.
static void draw_ramp(const Chart *chart, const Spectrogram *spectrogram)
{
    const int right = chart->box.x + chart->box.width;
    const int y = chart->box.y - 35;
    char word[WORD_BYTES];
    Font font = small;
    snprintf(word, sizeof word, "%+d dBFS", spectrogram->top_db);
    const int x = right - canvas_text_width(&font, word) - 40 - RAMP_STEPS * RAMP_CHIP;
    chart->canvas->ops->text(chart->canvas, x + RAMP_STEPS * RAMP_CHIP + 40, y, &font, word);
    for (int i = 0; i < RAMP_STEPS; ++i) {
        const Style chip = {.fill = (Colour)(COLOUR_RAMP + i)};
        chart->canvas->ops->rect(chart->canvas,
                                 (Box){x + i * RAMP_CHIP, y - 100, RAMP_CHIP, RAMP_HEIGHT}, &chip);
    }
    snprintf(word, sizeof word, "%+d", spectrogram->top_db - RAMP_STEPS * spectrogram->step_db);
    font.anchor = ANCHOR_END;
    chart->canvas->ops->text(chart->canvas, x - 40, y, &font, word);
}

void draw_spectrogram(const Subject *subject, const Layout *layout, Canvas *canvas)
{
    const Spectrogram *const spectrogram = &subject->heard->spectrogram;
    Sheet sheet =
        sheet_open(subject, layout, canvas, "spectrogram",
                   "Level of each semitone over time: the darker, the louder.", 1, SPECTRUM_PANEL);
    const Chart chart = sheet_panel(&sheet, SPECTRUM_PANEL, 0, 1);
    canvas->ops->image(canvas, chart.box, &spectrogram->image);
    chart_name(&chart, LAYOUT_LEFT, COLOUR_INK_SOFT, "Hz");
    write_frequencies(&chart, spectrogram);
    draw_ramp(&chart, spectrogram);
    sheet_close(&sheet, &chart);
}
