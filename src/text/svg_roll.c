#include "text/svg_roll.h"

#include "base/fix.h"
#include "music/instrument.h"
#include "music/percussion.h"
#include "text/names.h"
#include "text/svg_roll_page.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
    TITLE_BYTES = 256,
    ROWS_MAX = 12, ///< More than these, and rows get longer.
    HEADER_HEIGHT = 760,
    LEGEND_HEIGHT = 210,
    LEGEND_GAP = 260,
    CHIP = 130,
    MARGIN = 200,
    PITCH_MARGIN = 2, ///< Semitones left free above and below.
    NOTE_WIDTH_MIN = 12,
    HIT_WIDTH = 24,
    FAINT = 35, ///< Per cent of ink that the softest note gets.
    TEMPO_SCALE = 10,
};

// One colour for each part, in the order of the preset; the tune comes first and is warm, and the
// others can be told apart by those who see few colours (after Okabe and Ito).
static const char *const colours[PARTS_MAX + 1] = {"#c2410c", "#1d4ed8", "#047857", "#7e22ce",
                                                   "#db2777", "#0e7490", "#4d7c0f", "#a16207",
                                                   "#475569", "#92400e", "#111827"};

// ---- The page -----------------------------------------------------------------------------------

int row_x(const Row *row, int64_t frame)
{
    const int64_t end = row->page->end_frame < row->to ? row->page->end_frame : row->to;
    const int64_t held = frame < row->from ? row->from : frame > end ? end : frame;
    return PAGE_LEFT + (int)((PAGE_RIGHT - PAGE_LEFT) * (held - row->from) / row->page->row_frames);
}

int64_t page_frame_at(const Page *page, int64_t tick)
{
    const Piece *const piece = page->piece;
    size_t low = 0;
    size_t high = piece->count;
    while (low < high) { // first event after the tick
        const size_t middle = low + (high - low) / 2;
        if (piece->events[middle].tick <= tick) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == 0 || low == piece->count) {
        return low == 0 ? 0 : page->end_frame;
    }
    const Event *const before = &piece->events[low - 1];
    const Event *const after = &piece->events[low];
    return before->frame +
           (after->frame - before->frame) * (tick - before->tick) / (after->tick - before->tick);
}

static void choose_pitches(Page *page)
{
    page->low = 127;
    page->high = 0;
    for (size_t i = 0; i < page->piece->count; ++i) {
        const Event *const event = &page->piece->events[i];
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

// The lane of the tempo shows at least 20 BPM, on tens.
static void choose_tempi(Page *page)
{
    enum { TEN = 10 * TEMPO_SCALE };
    int32_t low = INT32_MAX;
    int32_t high = 0;
    for (size_t i = 0; i < page->course->count; ++i) {
        low = fix_min(low, page->course->points[i].tempo_bpm);
        high = fix_max(high, page->course->points[i].tempo_bpm);
    }
    page->tempo_low = high > 0 ? low / TEN * TEN : 0;
    page->tempo_high = fix_max((high / TEN + 1) * TEN, page->tempo_low + 2 * TEN);
}

static void choose_rows(Page *page)
{
    static const int lengths_s[] = {40, 60, 120, 300, 600, 1800, 3600, 7200};
    const size_t count = sizeof lengths_s / sizeof lengths_s[0];
    for (size_t i = 0; i < count; ++i) {
        page->row_frames = (int64_t)lengths_s[i] * page->course->rate_hz;
        page->rows = (int)((page->end_frame + page->row_frames - 1) / page->row_frames);
        if (page->rows <= ROWS_MAX) {
            break;
        }
    }
    page->rows = fix_max(1, page->rows);
}

static Page page_for(const Piece *piece, const Course *course, const Out *out)
{
    Page page = {.piece = piece, .course = course, .out = out};
    page.end_frame = piece->count > 0 ? piece->events[piece->count - 1].frame : 0;
    choose_pitches(&page);
    choose_tempi(&page);
    choose_rows(&page);
    return page;
}

static Row row_at(const Page *page, int number, int top)
{
    Row row = {.page = page};
    row.from = number * page->row_frames;
    row.to = row.from + page->row_frames;
    row.phrases = top + ROW_GAP;
    row.chords = row.phrases + PHRASE_HEIGHT;
    row.roll = row.chords + CHORD_HEIGHT;
    row.kit = row.roll + (page->high - page->low + 1) * SEMITONE;
    row.axis = row.kit + (page->has_percussion ? HITS * KIT_LINE : 0);
    row.mood = row.axis + AXIS_HEIGHT + 2 * LANE_GAP;
    row.pace = row.mood + LANE_HEIGHT + 2 * LANE_GAP;
    return row;
}

static int row_height(const Page *page)
{
    const Row row = row_at(page, 0, 0);
    return row.pace + LANE_HEIGHT;
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
    static const SvgFont font = {80, 0, SVG_END, "#71717a"};
    for (int i = 0; row->page->has_percussion && i < HITS; ++i) {
        const int foot = kit_y(row, (int)hit_table[i].key) + KIT_LINE;
        svg_text(row->page->out, PAGE_LEFT - 40, foot - 20, &font, hit_table[i].name);
    }
}

static void draw_octaves(const Row *row)
{
    static const SvgFont font = {95, 0, SVG_END, "#71717a"};
    for (int pitch = (row->page->low + OCTAVE - 1) / OCTAVE * OCTAVE; pitch <= row->page->high;
         pitch += OCTAVE) {
        char text[NAME_BYTES];
        const int y = pitch_y(row, pitch) + SEMITONE;
        svg_line(row->page->out, PAGE_LEFT, y, row_x(row, row->page->end_frame), y,
                 "stroke=\"#d6d3cb\" stroke-width=\"6\"");
        svg_text(row->page->out, PAGE_LEFT - 40, y + 10, &font,
                 pitch_text(text, sizeof text, pitch));
    }
}

static int64_t note_end(const Piece *piece, size_t on)
{
    for (size_t i = on + 1; i < piece->count; ++i) {
        const Event *const event = &piece->events[i];
        if (event->kind == EVENT_NOTE_OFF && event->channel == piece->events[on].channel &&
            event->a == piece->events[on].a) {
            return event->frame;
        }
    }
    return piece->events[piece->count - 1].frame;
}

static void draw_note(const Row *row, size_t at)
{
    const Event *const event = &row->page->piece->events[at];
    const int64_t end = note_end(row->page->piece, at);
    if (end <= row->from || event->frame >= row->to) {
        return;
    }
    const int x = row_x(row, event->frame);
    const int sounds = event->channel == PERCUSSION_CHANNEL;
    const int width = sounds ? HIT_WIDTH : fix_max(row_x(row, end) - x - 6, NOTE_WIDTH_MIN);
    const int opacity = fix_min(99, FAINT + event->b * (100 - FAINT) / 80);
    out_format(row->page->out,
               "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" opacity=\".%02d\"/>\n", x,
               sounds ? kit_y(row, event->a) + SEMITONE : pitch_y(row, event->a), width, SEMITONE,
               opacity);
}

// Parts in reverse, so that the tune lies on top.
static void draw_notes(const Row *row)
{
    const Piece *const piece = row->page->piece;
    for (int part = PARTS_MAX; part >= 0; --part) {
        if (part < PARTS_MAX && part >= piece->preset->part_count) {
            continue;
        }
        out_format(row->page->out, "<g fill=\"%s\">\n", colours[part]);
        for (size_t i = 0; i < piece->count; ++i) {
            if (piece->events[i].kind == EVENT_NOTE_ON && piece->events[i].part == part) {
                draw_note(row, i);
            }
        }
        out_text(row->page->out, "</g>\n");
    }
}

// ---- Header -------------------------------------------------------------------------------------

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
    static const SvgFont font = {125, 0, SVG_START, NULL};
    char text[TITLE_BYTES];
    char style[64];
    int x = PAGE_LEFT;
    int lines = 1;
    for (int part = 0; part < page->piece->preset->part_count; ++part) {
        const int width =
            CHIP + 60 + svg_text_width(&font, legend_text(text, page->piece, part)) + LEGEND_GAP;
        if (x > PAGE_LEFT && x + width - LEGEND_GAP > PAGE_RIGHT) {
            x = PAGE_LEFT;
            ++lines;
        }
        if (y >= 0) {
            const int line = y + (lines - 1) * LEGEND_HEIGHT;
            snprintf(style, sizeof style, "rx=\"30\" fill=\"%s\"", colours[part]);
            svg_rect(page->out, x, line - CHIP + 20, CHIP, CHIP, style);
            svg_text(page->out, x + CHIP + 60, line, &font, text);
        }
        x += width;
    }
    return lines;
}

static void write_header(const Page *page, const char *words)
{
    static const SvgFont title = {260, 1, SVG_START, NULL};
    static const SvgFont small = {130, 0, SVG_START, "#52525b"};
    const Event *const first_key = piece_first(page->piece, EVENT_KEY);
    char key[NAME_BYTES] = "";
    char mood[NAME_BYTES];
    char line[TITLE_BYTES];
    if (first_key != NULL) {
        key_text(key, sizeof key,
                 (Key){.tonic = (uint8_t)first_key->a, .mode = (uint8_t)first_key->b});
    }
    snprintf(line, sizeof line, "%s, %s, %s", key, metre_table[page->piece->preset->metre].name,
             mood_text(mood, sizeof mood, page->piece->mood));
    svg_text(page->out, PAGE_LEFT, 380, &title, page->piece->preset->title);
    const int x = PAGE_LEFT + svg_text_width(&title, page->piece->preset->title) + 200;
    svg_text(page->out, x, 380, &small, line);
    snprintf(line, sizeof line, "lull plot %s", words);
    svg_text(page->out, PAGE_LEFT, 580, &small, line);
    write_legend(page, 830);
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
    roll_mood(&row);
    roll_pace(&row);
}

void svg_roll_write(const Piece *piece, const Course *course, const char *words, const Out *out)
{
    const Page page = page_for(piece, course, out);
    const int header = HEADER_HEIGHT + write_legend(&page, -1) * LEGEND_HEIGHT;
    const int height = row_height(&page);
    char title[TITLE_BYTES];
    snprintf(title, sizeof title, "%s: the score of lull, seed %" PRIu64, piece->preset->title,
             piece->seed);
    svg_open(out, PAGE_WIDTH, header + page.rows * height + MARGIN, title);
    write_header(&page, words);
    for (int i = 0; i < page.rows; ++i) {
        draw_row(&page, i, header + i * height);
    }
    svg_close(out);
}
