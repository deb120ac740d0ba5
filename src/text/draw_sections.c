#include "text/draw_sections.h"

#include "music/scale.h"
#include "text/names.h"
#include "text/sheet.h"
#include "text/theme.h"

#include <stdio.h>
#include <string.h>

enum { BAND = 330, GAP = 6, PAD = 40, BASELINE = 205 };

/// A band that is filled from left to right with boxes.
typedef struct {
    const Chart *chart;
    int64_t from; ///< Where the box begins that is open.
    int is_open;
    Style ground;
    char words[THEME_BYTES];
    char short_words[THEME_BYTES]; ///< Where the words do not fit.
} Band;

static void close_box(Band *band, int64_t until)
{
    static const Font font = {.size = 115, .anchor = ANCHOR_MIDDLE, .colour = COLOUR_INK};
    Canvas *const canvas = band->chart->canvas;
    if (!band->is_open) {
        return;
    }
    const int x = chart_x(band->chart, band->from);
    const int width = chart_x(band->chart, until) - x - GAP;
    const char *const words =
        canvas_text_width(&font, band->words) + PAD <= width ? band->words : band->short_words;
    band->is_open = 0;
    if (width <= 0) {
        return;
    }
    canvas->ops->rect(canvas, (Box){x, band->chart->box.y, width, BAND}, &band->ground);
    if (canvas_text_width(&font, words) <= width) {
        canvas->ops->text(canvas, x + width / 2, band->chart->box.y + BASELINE, &font, words);
    }
}

static void open_box(Band *band, int64_t from, Colour ground)
{
    close_box(band, from);
    band->from = from;
    band->is_open = 1;
    band->ground = (Style){.fill = ground};
}

static void draw_section_band(const Subject *subject, const Chart *chart)
{
    Band band = {.chart = chart};
    for (size_t i = 0; i < subject->piece->count; ++i) {
        const Event *const event = &subject->piece->events[i];
        if (event->kind == EVENT_PHRASE && event->b == 0) {
            open_box(&band, subject_ms(subject, event), COLOUR_SHUT);
            snprintf(band.words, sizeof band.words, "%d", (int)event->a + 1);
        }
    }
    close_box(&band, chart->end);
}

static void draw_key_band(const Subject *subject, const Chart *chart)
{
    Band band = {.chart = chart};
    for (size_t i = 0; i < subject->piece->count; ++i) {
        const Event *const event = &subject->piece->events[i];
        if (event->kind == EVENT_KEY) {
            const Key key = {.tonic = (uint8_t)event->a, .mode = (uint8_t)event->b};
            open_box(&band, subject_ms(subject, event), COLOUR_SHUT);
            key_text(band.words, sizeof band.words, key);
            snprintf(band.short_words, sizeof band.short_words, "%.*s",
                     (int)strcspn(band.words, " "), band.words);
        }
    }
    close_box(&band, chart->end);
}

static void draw_theme_band(const Subject *subject, const Chart *chart)
{
    const Piece *const piece = subject->piece;
    Band band = {.chart = chart};
    size_t at = 0;
    for (size_t i = 0; i < piece->count && at < piece->phrase_count; ++i) {
        if (piece->events[i].kind != EVENT_PHRASE) {
            continue;
        }
        const int tint = COLOUR_TINT + theme_letter(piece, at) % PALETTE_TINTS;
        const int sings = piece->phrases[at].has_tune;
        open_box(&band, subject_ms(subject, &piece->events[i]), sings ? (Colour)tint : COLOUR_REST);
        if (sings) {
            theme_name(band.words, piece, at);
        } else {
            snprintf(band.words, sizeof band.words, "rests");
        }
        band.short_words[0] = sings ? band.words[0] : '\0';
        band.short_words[1] = '\0';
        ++at;
    }
    close_box(&band, chart->end);
}

void draw_sections(const Subject *subject, const Layout *layout, Canvas *canvas)
{
    static const struct {
        const char *name;
        void (*draw)(const Subject *subject, const Chart *chart);
    } bands[] = {{"sections", draw_section_band},
                 {"keys", draw_key_band},
                 {"themes, phrase by phrase", draw_theme_band}};
    enum { BANDS = sizeof bands / sizeof bands[0] };
    Sheet sheet = sheet_open(subject, layout, canvas, "sections",
                             "Sections, keys and themes over time.", BANDS, BANDS * BAND);
    Chart chart = {0};
    for (int i = 0; i < BANDS; ++i) {
        chart = sheet_panel(&sheet, BAND, 0, 1);
        bands[i].draw(subject, &chart);
        chart_name(&chart, LAYOUT_LEFT, COLOUR_INK_SOFT, bands[i].name);
    }
    sheet_close(&sheet, &chart);
}
