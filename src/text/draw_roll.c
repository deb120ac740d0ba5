#include "text/draw_roll.h"

#include "base/fix.h"
#include "music/instrument.h"
#include "music/percussion.h"
#include "text/course_curve.h"
#include "text/draw_roll_page.h"
#include "text/names.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
    TITLE_BYTES = 256,
    ROWS_MAX = 12, ///< On a wide page; more than these, and rows get longer.
    DENSEST = 200, ///< Coordinates that a second has at most.
    LEGEND_HEIGHT = 210,
    LEGEND_GAP = 260,
    LEGEND_BELOW = 120, ///< Between the legend and the first row.
    CHIP = 130,
    FOOT = 200,
    PITCH_MARGIN = 2, ///< Semitones left free above and below.
    NOTE_WIDTH_MIN = 12,
    HIT_WIDTH = 24,
    NOTE_GAP = 6,   ///< So that a repeated note is seen as two.
    LOUDNESSES = 8, ///< Steps of ink.
    FAINT = 35,     ///< Per cent of ink that the softest note gets.
    FULL_VELOCITY = 80,
    PITCHES = 128,
};

// ---- The page -----------------------------------------------------------------------------------

int row_x(const Row *row, int64_t ms)
{
    const Page *const page = row->page;
    const int64_t end = page->end_ms < row->to ? page->end_ms : row->to;
    const int64_t held = ms < row->from ? row->from : ms > end ? end : ms;
    return LAYOUT_LEFT +
           (int)((layout_right(page->layout) - LAYOUT_LEFT) * (held - row->from) / page->row_ms);
}

static void choose_pitches(Page *page)
{
    const Piece *const piece = page->subject->piece;
    page->low = PITCHES - 1;
    page->high = 0;
    for (size_t i = 0; i < piece->count; ++i) {
        const Event *const event = &piece->events[i];
        if (event->kind == EVENT_NOTE_ON && event->channel == PERCUSSION_CHANNEL) {
            page->has_percussion = 1;
        } else if (event->kind == EVENT_NOTE_ON) {
            page->low = fix_min(page->low, event->a);
            page->high = fix_max(page->high, event->a);
        }
    }
    page->low = fix_max(0, fix_min(page->low, page->high) - PITCH_MARGIN);
    page->high = page->high + PITCH_MARGIN;
}

static void choose_rows(Page *page)
{
    static const int lengths_s[] = {20, 40, 60, 120, 300, 600, 1800, 3600, 7200};
    const size_t count = sizeof lengths_s / sizeof lengths_s[0];
    const int width = layout_right(page->layout) - LAYOUT_LEFT;
    for (size_t i = 0; i < count; ++i) {
        page->row_ms = (int64_t)lengths_s[i] * 1000;
        page->rows = (int)((page->end_ms + page->row_ms - 1) / page->row_ms);
        if (width <= lengths_s[i] * DENSEST &&
            page->rows <= ROWS_MAX * LAYOUT_WIDE / page->layout->width) {
            break;
        }
    }
    page->rows = fix_max(1, page->rows);
}

static Page page_for(const Subject *subject, const Layout *layout, Canvas *canvas)
{
    Page page = {.subject = subject, .layout = layout, .canvas = canvas};
    page.end_ms = subject_length_ms(subject);
    choose_pitches(&page);
    course_tempo_range(subject->course, &page.tempo_low, &page.tempo_high);
    choose_rows(&page);
    return page;
}

static Row row_at(const Page *page, int number, int top)
{
    Row row = {.page = page};
    row.from = number * page->row_ms;
    row.to = row.from + page->row_ms;
    row.phrases = top + ROW_GAP;
    row.chords = row.phrases + PHRASE_HEIGHT;
    row.roll = row.chords + CHORD_HEIGHT;
    row.kit = row.roll + (page->high - page->low + 1) * SEMITONE;
    row.axis = row.kit + (page->has_percussion ? HITS * KIT_LINE : 0);
    row.mood = row.axis + AXIS_HEIGHT + LANE_GAP;
    row.pace = row.mood + LANE_HEIGHT + LANE_GAP;
    return row;
}

static int row_height(const Page *page)
{
    const Row row = row_at(page, 0, 0);
    return page->layout->is_bare ? row.axis + AXIS_HEIGHT : row.pace + LANE_HEIGHT;
}

// ---- Notes --------------------------------------------------------------------------------------

static int pitch_y(const Row *row, int pitch)
{
    return row->roll + (row->page->high - pitch) * SEMITONE;
}

// Sounds of percussion have lines of their own below the pitches, the lowest at the foot.
static int kit_y(const Row *row, int key)
{
    int line = 0;
    while (line + 1 < HITS && (int)hit_table[line].key != key) {
        ++line;
    }
    return row->kit + (HITS - 1 - line) * KIT_LINE;
}

static void name_kit(const Row *row)
{
    static const Font font = {.size = 100, .anchor = ANCHOR_END, .colour = COLOUR_INK_FAINT};
    for (int i = 0; row->page->has_percussion && i < HITS; ++i) {
        const int foot = kit_y(row, (int)hit_table[i].key) + KIT_LINE;
        row->page->canvas->ops->text(row->page->canvas, LAYOUT_LEFT - 40, foot - 30, &font,
                                     hit_table[i].name);
    }
}

static void draw_octaves(const Row *row)
{
    static const Font font = {.size = 110, .anchor = ANCHOR_END, .colour = COLOUR_INK_FAINT};
    static const Style line = {.line = COLOUR_GRID, .width = 6};
    Canvas *const canvas = row->page->canvas;
    for (int pitch = (row->page->low + OCTAVE - 1) / OCTAVE * OCTAVE; pitch <= row->page->high;
         pitch += OCTAVE) {
        char text[NAME_BYTES];
        const int y = pitch_y(row, pitch) + SEMITONE;
        canvas_line(canvas, LAYOUT_LEFT, y, row_x(row, row->page->end_ms), y, &line);
        canvas->ops->text(canvas, LAYOUT_LEFT - 40, y + 10, &font,
                          pitch_text(text, sizeof text, pitch));
    }
}

/// Notes of one part and one loudness in a row, as a path. What is closer than can be seen is one
/// stroke, so that a night fits a page.
typedef struct {
    const Row *row;
    int is_begun;
    int is_kit;                     ///< 1: a part of percussion.
    int from[PITCHES], to[PITCHES]; ///< The stroke that waits, where `to` is not 0.
} Strokes;

static void flush_stroke(Strokes *strokes, int pitch)
{
    if (strokes->to[pitch] != 0) {
        Canvas *const canvas = strokes->row->page->canvas;
        const int y = strokes->is_kit ? kit_y(strokes->row, pitch) + KIT_LINE / 2
                                      : pitch_y(strokes->row, pitch) + SEMITONE / 2;
        if (!strokes->is_begun) {
            canvas->ops->path_begin(canvas);
            strokes->is_begun = 1;
        }
        canvas->ops->move_to(canvas, strokes->from[pitch], y);
        canvas->ops->line_to(canvas, strokes->to[pitch], y);
        strokes->to[pitch] = 0;
    }
}

static void add_stroke(Strokes *strokes, int pitch, int from, int to)
{
    if (strokes->to[pitch] != 0 && from < strokes->to[pitch] + NOTE_GAP) {
        strokes->to[pitch] = fix_max(to, strokes->to[pitch]);
        return;
    }
    flush_stroke(strokes, pitch);
    strokes->from[pitch] = from;
    strokes->to[pitch] = to;
}

static const Event *note_end(const Piece *piece, size_t on)
{
    for (size_t i = on + 1; i < piece->count; ++i) {
        const Event *const event = &piece->events[i];
        if (event->kind == EVENT_NOTE_OFF && event->channel == piece->events[on].channel &&
            event->a == piece->events[on].a) {
            return event;
        }
    }
    return &piece->events[piece->count - 1];
}

static int ink_of(const Event *note)
{
    return fix_min(LOUDNESSES - 1, note->b * LOUDNESSES / FULL_VELOCITY);
}

static void add_note(Strokes *strokes, size_t at)
{
    const Row *const row = strokes->row;
    const Subject *const subject = row->page->subject;
    const Event *const note = &subject->piece->events[at];
    const int64_t from = subject_ms(subject, note);
    const int64_t to = subject_ms(subject, note_end(subject->piece, at));
    strokes->is_kit = note->channel == PERCUSSION_CHANNEL;
    if (to > row->from && from < row->to) {
        const int x = row_x(row, from);
        const int end = strokes->is_kit ? x + HIT_WIDTH : row_x(row, to) - NOTE_GAP;
        add_stroke(strokes, note->a, x, fix_max(end, x + NOTE_WIDTH_MIN));
    }
}

static void draw_notes_of(const Row *row, int part, int ink)
{
    const Piece *const piece = row->page->subject->piece;
    const Style style = {.line = (Colour)(COLOUR_PART + part),
                         .width = SEMITONE,
                         .opacity = FAINT + (100 - FAINT) * (ink + 1) / LOUDNESSES};
    Strokes strokes = {.row = row};
    for (size_t i = 0; i < piece->count; ++i) {
        const Event *const event = &piece->events[i];
        if (event->kind == EVENT_NOTE_ON && event->part == part && ink_of(event) == ink) {
            add_note(&strokes, i);
        }
    }
    for (int pitch = 0; pitch < PITCHES; ++pitch) {
        flush_stroke(&strokes, pitch);
    }
    if (strokes.is_begun) {
        row->page->canvas->ops->path_end(row->page->canvas, &style);
    }
}

// Parts in reverse, so that the tune lies on top; in each the softest first.
static void draw_notes(const Row *row)
{
    for (int part = PARTS_MAX; part >= 0; --part) {
        for (int ink = 0; ink < LOUDNESSES; ++ink) {
            draw_notes_of(row, part, ink);
        }
    }
}

// ---- Legend -------------------------------------------------------------------------------------

static const char *legend_text(char out[TITLE_BYTES], const Piece *piece, int part)
{
    const PartSpec *const spec = &piece->preset->parts[part];
    const char *const instrument = instrument_table[spec->instrument].name;
    snprintf(out, TITLE_BYTES, strcmp(spec->name, instrument) == 0 ? "%s" : "%s, %s", spec->name,
             instrument);
    return out;
}

// Draws the legend from `y` on, or only finds how many lines it takes when `y` is negative.
static int write_legend(const Page *page, int y)
{
    static const Font font = {.size = 125, .colour = COLOUR_INK};
    const Piece *const piece = page->subject->piece;
    Canvas *const canvas = page->canvas;
    char text[TITLE_BYTES];
    int x = LAYOUT_LEFT;
    int lines = 1;
    for (int part = 0; part < piece->preset->part_count; ++part) {
        const int width =
            CHIP + 60 + canvas_text_width(&font, legend_text(text, piece, part)) + LEGEND_GAP;
        if (x > LAYOUT_LEFT && x + width - LEGEND_GAP > layout_right(page->layout)) {
            x = LAYOUT_LEFT;
            ++lines;
        }
        if (y >= 0) {
            const int line = y + (lines - 1) * LEGEND_HEIGHT;
            const Style chip = {.fill = (Colour)(COLOUR_PART + part), .round = 30};
            canvas->ops->rect(canvas, (Box){x, line - CHIP + 20, CHIP, CHIP}, &chip);
            canvas->ops->text(canvas, x + CHIP + 60, line, &font, text);
        }
        x += width;
    }
    return lines;
}

static void draw_row(const Page *page, int number, int top)
{
    const Row row = row_at(page, number, top);
    roll_phrases(&row);
    draw_octaves(&row);
    name_kit(&row);
    roll_chords(&row);
    draw_notes(&row);
    roll_axis(&row);
    if (!page->layout->is_bare) {
        roll_mood(&row);
        roll_pace(&row);
    }
}

void draw_roll(const Subject *subject, const Layout *layout, Canvas *canvas)
{
    const Page page = page_for(subject, layout, canvas);
    const int legend = layout_heading_height(layout);
    const int rows = legend + write_legend(&page, -1) * LEGEND_HEIGHT + LEGEND_BELOW;
    const int height = row_height(&page);
    char title[TITLE_BYTES];
    snprintf(title, sizeof title, "%s: the score of lull, seed %" PRIu64,
             subject->piece->preset->title, subject->piece->seed);
    canvas->ops->page(canvas, layout->width, rows + page.rows * height + FOOT, title, NULL);
    layout_heading(layout, canvas, subject, "");
    write_legend(&page, legend + LEGEND_HEIGHT);
    for (int i = 0; i < page.rows; ++i) {
        draw_row(&page, i, rows + i * height);
    }
    canvas->ops->end(canvas);
}

int draw_roll_rows(const Subject *subject, const Layout *layout)
{
    return page_for(subject, layout, NULL).rows;
}

void draw_roll_row(const Subject *subject, const Layout *layout, int row, Canvas *canvas)
{
    const Page page = page_for(subject, layout, canvas);
    char title[TITLE_BYTES];
    char from[NAME_BYTES];
    char to[NAME_BYTES];
    snprintf(title, sizeof title, "Piano roll from %s to %s",
             clock_text(from, sizeof from, row * page.row_ms),
             clock_text(to, sizeof to, (row + 1) * page.row_ms));
    canvas->ops->page(canvas, layout->width, row_height(&page), title, NULL);
    draw_row(&page, row, 0);
    canvas->ops->end(canvas);
}
