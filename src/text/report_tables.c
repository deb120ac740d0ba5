#include "text/report_page.h"

#include "base/fix.h"
#include "music/metre.h"
#include "text/names.h"
#include "text/theme.h"
#include "text/utf8.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { VALUE_BYTES = 160, SECOND = 1000, TENTHS = 10 };

void report_element(const Out *out, const char *tag, const char *text)
{
    out_format(out, "<%s>", tag);
    svg_escaped(out, text);
    out_format(out, "</%.*s>", (int)strcspn(tag, " "), tag);
}

static void open_table(const Out *out, const char *caption, const char *const heads[])
{
    out_text(out, "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"");
    svg_escaped(out, caption);
    out_text(out, "\"><table>\n<thead><tr>");
    for (int i = 0; heads[i] != NULL; ++i) {
        const int is_number = heads[i][0] == '#';
        report_element(out, is_number ? "th class=\"n\" scope=\"col\"" : "th scope=\"col\"",
                       heads[i] + is_number);
    }
    out_text(out, "</tr></thead>\n<tbody>\n");
}

static void close_table(const Out *out)
{
    out_text(out, "</tbody></table></div>\n");
}

// ---- Facts --------------------------------------------------------------------------------------

static void write_fact(const Out *out, const char *name, const char *value)
{
    report_element(out, "dt", name);
    report_element(out, "dd", value);
    out_text(out, "\n");
}

static void write_mood(const Report *report, const Out *out)
{
    const Course *const course = report->subject->course;
    char from[NAME_BYTES];
    char to[NAME_BYTES];
    char value[VALUE_BYTES];
    if (course->count == 0) {
        return;
    }
    const Mood first = course->points[0].target;
    const Mood last = course->points[course->count - 1].target;
    mood_text(from, sizeof from, first);
    mood_text(to, sizeof to, last);
    const int moves = first.valence != last.valence || first.arousal != last.arousal;
    snprintf(value, sizeof value, "%s%s%s", from, moves ? " to " : "", moves ? to : "");
    write_fact(out, "Mood", value);
}

static void write_tempo(const Report *report, const Out *out)
{
    const Course *const course = report->subject->course;
    char value[VALUE_BYTES];
    int32_t least = INT32_MAX;
    int32_t most = 0;
    for (size_t i = 0; i < course->count; ++i) {
        least = fix_min(least, course->points[i].tempo_bpm);
        most = fix_max(most, course->points[i].tempo_bpm);
    }
    if (most > 0) {
        least = (least + TENTHS / 2) / TENTHS;
        most = (most + TENTHS / 2) / TENTHS;
        snprintf(value, sizeof value, least == most ? "%d BPM" : "%d" UTF8_DASH "%d BPM",
                 (int)least, (int)most);
        write_fact(out, "Tempo", value);
    }
}

static void write_notes(const Report *report, const Out *out)
{
    const Piece *const piece = report->subject->piece;
    char value[VALUE_BYTES];
    int notes = 0;
    int sections = 0;
    for (size_t i = 0; i < piece->count; ++i) {
        notes += piece->events[i].kind == EVENT_NOTE_ON;
        sections += piece->events[i].kind == EVENT_PHRASE && piece->events[i].b == 0;
    }
    snprintf(value, sizeof value, "%d notes in %zu phrases and %d section%s", notes,
             piece->phrase_count, sections, sections == 1 ? "" : "s");
    write_fact(out, "Score", value);
}

// "\u221223.0 LUFS"; silence has no loudness.
static void write_level(const Out *out, const char *name, double value, const char *unit)
{
    char text[VALUE_BYTES] = "silent";
    if (isfinite(value)) {
        snprintf(text, sizeof text, "%s%.1f %s", value < -0.05 ? UTF8_MINUS : "", fabs(value),
                 unit);
    }
    write_fact(out, name, text);
}

static void write_sound(const Hearing *heard, const Out *out)
{
    if (heard != NULL) {
        write_level(out, "Loudness", heard->lufs, "LUFS");
        write_level(out, "Loudness range", heard->range_lu, "LU");
        write_level(out, "True peak", heard->true_peak_db, "dBTP");
        write_level(out, "Largest rise in a second", heard->rise_lu, "LU");
    }
}

void report_facts(const Report *report, const Out *out)
{
    const Piece *const piece = report->subject->piece;
    char value[VALUE_BYTES];
    out_text(out, "<dl>\n");
    write_fact(out, "Preset", piece->preset->name);
    snprintf(value, sizeof value, "%" PRIu64, piece->seed);
    write_fact(out, "Seed", value);
    write_fact(out, "Length",
               duration_text(value, sizeof value, subject_length_ms(report->subject)));
    write_mood(report, out);
    write_tempo(report, out);
    write_fact(out, "Metre", metre_table[piece->preset->metre].name);
    write_notes(report, out);
    write_sound(report->subject->heard, out);
    out_text(out, "</dl>\n");
}

// ---- Sections -----------------------------------------------------------------------------------

/// A section, while its phrases are walked through.
typedef struct {
    int number; ///< From 1; 0 = none yet.
    int64_t from_ms;
    Key first, last; ///< Keys at its beginning and now.
    char themes[VALUE_BYTES];
} Section;

static void write_section(const Section *section, int64_t until_ms, const Out *out)
{
    char text[VALUE_BYTES];
    char key[NAME_BYTES];
    if (section->number == 0) {
        return;
    }
    out_format(out, "<tr><td class=\"n\">%d</td>", section->number);
    report_element(out, "td class=\"n\"", clock_text(text, sizeof text, section->from_ms));
    report_element(out, "td class=\"n\"",
                   duration_text(text, sizeof text,
                                 (until_ms - section->from_ms + SECOND / 2) / SECOND * SECOND));
    key_text(text, sizeof text, section->first);
    if (section->last.tonic != section->first.tonic || section->last.mode != section->first.mode) {
        snprintf(text + strlen(text), sizeof text - strlen(text), ", %s",
                 key_text(key, sizeof key, section->last));
    }
    report_element(out, "td", text);
    report_element(out, "td", section->themes);
    out_text(out, "</tr>\n");
}

static void add_theme(Section *section, const Piece *piece, size_t at)
{
    char name[THEME_BYTES];
    const size_t used = strlen(section->themes);
    snprintf(section->themes + used, sizeof section->themes - used, "%s%s", used > 0 ? ", " : "",
             piece->phrases[at].has_tune ? theme_name(name, piece, at) : UTF8_DASH);
}

void report_sections(const Report *report, const Out *out)
{
    static const char *const heads[] = {"#Section", "#From", "#Lasts", "Key", "Themes", NULL};
    const Subject *const subject = report->subject;
    const Piece *const piece = subject->piece;
    Section section = {.number = 0};
    Key key = {0};
    size_t phrase = 0;
    open_table(out, "Sections", heads);
    for (size_t i = 0; i < piece->count; ++i) {
        const Event *const event = &piece->events[i];
        if (event->kind == EVENT_KEY) {
            key = (Key){.tonic = (uint8_t)event->a, .mode = (uint8_t)event->b};
            section.last = key;
        } else if (event->kind == EVENT_PHRASE && phrase < piece->phrase_count) {
            if (event->b == 0) {
                write_section(&section, subject_ms(subject, event), out);
                section = (Section){event->a + 1, subject_ms(subject, event), key, key, ""};
            }
            add_theme(&section, piece, phrase++);
        }
    }
    write_section(&section, subject_length_ms(subject), out);
    close_table(out);
}

// ---- Moments ------------------------------------------------------------------------------------

// "+0.55"
static const char *axis_text(char *out, size_t bytes, int32_t value)
{
    char number[NAME_BYTES];
    snprintf(out, bytes, "%s%s", value < 0 ? UTF8_MINUS : "+",
             number_text(number, sizeof number, (fix_abs(value) + 5) / 10, 2));
    return out;
}

static void write_moment(const Report *report, const CoursePoint *point, const Out *out)
{
    const Course *const course = report->subject->course;
    const int32_t values[] = {point->target.valence, point->mood.valence, point->target.arousal,
                              point->mood.arousal};
    char text[VALUE_BYTES];
    out_text(out, "<tr>");
    report_element(out, "td class=\"n\"",
                   clock_text(text, sizeof text, point->frame * SECOND / course->rate_hz));
    for (size_t i = 0; i < sizeof values / sizeof values[0]; ++i) {
        report_element(out, "td class=\"n\"", axis_text(text, sizeof text, values[i]));
    }
    out_format(out, "<td class=\"n\">%d</td><td class=\"n\">%d</td></tr>\n",
               (int)(point->tempo_bpm + TENTHS / 2) / TENTHS, (int)point->density);
}

void report_moments(const Report *report, const Out *out)
{
    static const char *const heads[] = {
        "#Time", "#Valence, target", "#actual", "#Arousal, target", "#actual",
        "#BPM",  "#Density, %",      NULL};
    enum { MOMENTS = 12 };
    const Course *const course = report->subject->course;
    open_table(out, "Mood and pace from time to time", heads);
    for (size_t i = 0; course->count > 0 && i <= MOMENTS; ++i) {
        write_moment(report, &course->points[(course->count - 1) * i / MOMENTS], out);
    }
    close_table(out);
}

// ---- Parameters ---------------------------------------------------------------------------------

static const char *chosen_by(const Report *report, int id)
{
    return report->by_listener->fixed[id]                  ? "command line"
           : report->subject->piece->preset->set.fixed[id] ? "preset"
                                                           : "mood";
}

void report_params(const Report *report, const Out *out)
{
    static const char *const heads[] = {"Parameter", "#Start", "#End", "Unit", "Chosen by", NULL};
    const Course *const course = report->subject->course;
    char text[NAME_BYTES];
    open_table(out, "Parameters in force", heads);
    for (int i = 0; i < PARAM_COUNT; ++i) {
        out_text(out, "<tr><td>");
        out_text(out, param_table[i].key);
        report_element(out, "div class=\"soft\"", param_table[i].doc);
        out_text(out, "</td>");
        report_element(out, "td class=\"n\"",
                       param_text(text, sizeof text, (ParamId)i, course->first.value[i]));
        report_element(out, "td class=\"n\"",
                       param_text(text, sizeof text, (ParamId)i, course->last.value[i]));
        report_element(out, "td", param_table[i].unit);
        report_element(out, "td", chosen_by(report, i));
        out_text(out, "</tr>\n");
    }
    close_table(out);
}
