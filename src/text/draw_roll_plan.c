#include "text/draw_roll_page.h"

#include "music/metre.h"
#include "text/names.h"
#include "text/theme.h"

#include <stdio.h>
#include <string.h>

enum { PAD = 50, CHORD_GAP = 90, CHORD_LINES = 2, CHORD_LINE = 135 };

static const Font theme_font = {.size = 150, .bold = 1, .colour = COLOUR_INK};
static const Font rest_font = {.size = 125, .colour = COLOUR_INK_SOFT};
static const Font cadence_font = {.size = 115, .anchor = ANCHOR_END, .colour = COLOUR_INK_SOFT};
static const Font chord_font = {.size = 120, .colour = COLOUR_INK};

static const char *const cadences[CADENCE_COUNT] = {
    [CADENCE_HALF] = "half close",
    [CADENCE_DECEPTIVE] = "deceptive close",
    [CADENCE_PLAGAL] = "plagal close",
    [CADENCE_AUTHENTIC] = "full close",
};

// ---- Phrases ------------------------------------------------------------------------------------

static void write_theme(const Row *row, size_t at, int x, int width)
{
    const Piece *const piece = row->page->subject->piece;
    Canvas *const canvas = row->page->canvas;
    char text[THEME_BYTES];
    const int y = row->phrases + 175;
    if (!piece->phrases[at].has_tune) {
        if (canvas_text_width(&rest_font, "the tune rests") + PAD < width) {
            canvas->ops->text(canvas, x + PAD, y, &rest_font, "the tune rests");
        }
        return;
    }
    theme_name(text, piece, at);
    const int used = PAD + canvas_text_width(&theme_font, text) + PAD;
    if (used < width) {
        canvas->ops->text(canvas, x + PAD, y, &theme_font, text);
    }
    if (used + canvas_text_width(&rest_font, theme_fate(piece, at)) < width) {
        canvas->ops->text(canvas, x + used, y, &rest_font, theme_fate(piece, at));
    }
}

// A phrase that began in the row before.
static void write_rest(const Row *row, size_t at, int x, int width)
{
    char text[THEME_BYTES];
    if (row->page->subject->piece->phrases[at].has_tune &&
        canvas_text_width(&rest_font, theme_name(text, row->page->subject->piece, at)) + 2 * PAD <
            width) {
        row->page->canvas->ops->text(row->page->canvas, x + PAD, row->phrases + 175, &rest_font,
                                     text);
    }
}

// A section's number stands over its first phrase.
static void write_section(const Row *row, const PhrasePlan *phrase, int x)
{
    Font font = {.size = 115, .bold = 1, .colour = COLOUR_INK_SOFT};
    static const Style line = {.line = COLOUR_INK_SOFT, .width = 16};
    char text[THEME_BYTES];
    snprintf(text, sizeof text, "section %d", (int)phrase->section + 1);
    canvas_line(row->page->canvas, x, row->phrases - 150, x, row->axis, &line);
    if (x + PAD + canvas_text_width(&font, text) > layout_right(row->page->layout)) {
        font.anchor = ANCHOR_END;
    }
    row->page->canvas->ops->text(row->page->canvas, font.anchor == ANCHOR_END ? x - PAD : x + PAD,
                                 row->phrases - 45, &font, text);
}

static Style ground_of(const Piece *piece, size_t at)
{
    const int tint = COLOUR_TINT + theme_letter(piece, at) % PALETTE_TINTS;
    return (Style){.fill = piece->phrases[at].has_tune ? (Colour)tint : COLOUR_REST};
}

// Phrase `at`, which begins with `event`.
static void draw_phrase(const Row *row, size_t at, const Event *event)
{
    const Page *const page = row->page;
    const Subject *const subject = page->subject;
    const PhrasePlan *const phrase = &subject->piece->phrases[at];
    const int64_t from = subject_ms(subject, event);
    const int64_t to = subject_ms_at(
        subject, event->tick + (int64_t)phrase->bars * metre_table[phrase->metre].bar_ticks);
    if (to <= row->from || from >= row->to) {
        return;
    }
    const Style ground = ground_of(subject->piece, at);
    const int x = row_x(row, from);
    const int width = row_x(row, to) - x;
    page->canvas->ops->rect(
        page->canvas, (Box){x + 8, row->phrases, width - 16, row->axis - row->phrases}, &ground);
    (from >= row->from ? write_theme : write_rest)(row, at, x, width);
    if (to <= row->to &&
        canvas_text_width(&cadence_font, cadences[phrase->cadence]) + PAD < width) {
        page->canvas->ops->text(page->canvas, x + width - PAD, row->phrases + 330, &cadence_font,
                                cadences[phrase->cadence]);
    }
    if (phrase->index == 0 && from >= row->from) {
        write_section(row, phrase, x);
    }
}

void roll_phrases(const Row *row)
{
    const Piece *const piece = row->page->subject->piece;
    size_t phrase = 0;
    for (size_t i = 0; i < piece->count && phrase < piece->phrase_count; ++i) {
        if (piece->events[i].kind == EVENT_PHRASE) {
            draw_phrase(row, phrase++, &piece->events[i]);
        }
    }
}

// ---- Chords -------------------------------------------------------------------------------------

/// The chord that sounds, while events are walked through.
typedef struct {
    Key key;
    char name[NAME_BYTES];
    int64_t ms;              ///< Since when; before the first one, -1.
    int free_x[CHORD_LINES]; ///< Right of these a name may stand, in each line.
} Chords;

static void write_chord(const Row *row, Chords *chords, int64_t until)
{
    const int64_t from = chords->ms < row->from ? row->from : chords->ms;
    if (chords->ms < 0 || until <= row->from || from >= row->to) {
        return;
    }
    const int x = row_x(row, from);
    const int width = canvas_text_width(&chord_font, chords->name);
    for (int line = 0; line < CHORD_LINES && x + width <= layout_right(row->page->layout); ++line) {
        if (x >= chords->free_x[line]) {
            row->page->canvas->ops->text(row->page->canvas, x + 20,
                                         row->chords + (line + 1) * CHORD_LINE, &chord_font,
                                         chords->name);
            chords->free_x[line] = x + width + CHORD_GAP;
            return;
        }
    }
}

void roll_chords(const Row *row)
{
    const Piece *const piece = row->page->subject->piece;
    Chords chords = {.ms = -1};
    for (size_t i = 0; i < piece->count; ++i) {
        const Event *const event = &piece->events[i];
        if (event->kind == EVENT_KEY) {
            chords.key = (Key){.tonic = (uint8_t)event->a, .mode = (uint8_t)event->b};
        } else if (event->kind == EVENT_CHORD) {
            char name[NAME_BYTES];
            const Chord chord = {(uint8_t)event->a, (uint8_t)event->b, (uint8_t)event->c};
            chord_text(name, sizeof name, chords.key, chord);
            if (chords.ms < 0 || strcmp(name, chords.name) != 0) {
                write_chord(row, &chords, subject_ms(row->page->subject, event));
                memcpy(chords.name, name, sizeof name);
                chords.ms = subject_ms(row->page->subject, event);
            }
        }
    }
    write_chord(row, &chords, row->page->end_ms);
}
