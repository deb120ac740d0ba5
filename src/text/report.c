#include "text/report.h"

#include "music/instrument.h"
#include "text/draw_arc.h"
#include "text/draw_roll.h"
#include "text/draw_sections.h"
#include "text/draw_sound.h"
#include "text/report_page.h"

#include <stdio.h>
#include <string.h>

/// The page while it is written.
typedef struct {
    const Report *report;
    PngWriter png;
    const Out *out;
} Page;

// ---- Pictures -----------------------------------------------------------------------------------

static const struct {
    const char *name; ///< CSS class.
    Layout layout;
} screens[] = {{"wide", {LAYOUT_WIDE, 1}}, {"narrow", {LAYOUT_NARROW, 1}}};

enum { SCREENS = sizeof screens / sizeof screens[0] };

typedef void (*Draw)(const Subject *subject, const Layout *layout, Canvas *canvas);

// A picture for each kind of screen; only one of them is shown.
static void write_figure(const Page *page, Draw draw, const char *caption)
{
    out_text(page->out, "<figure>\n");
    for (int i = 0; i < SCREENS; ++i) {
        SvgCanvas svg = svg_canvas(page->out, page->png);
        out_format(page->out, "<div class=\"%s\">\n", screens[i].name);
        draw(page->report->subject, &screens[i].layout, &svg.canvas);
        out_text(page->out, "</div>\n");
    }
    if (caption != NULL) {
        report_element(page->out, "figcaption class=\"soft\"", caption);
    }
    out_text(page->out, "</figure>\n");
}

// Each row is a picture of its own, so that paper breaks between them.
static void write_roll(const Page *page)
{
    const Subject *const subject = page->report->subject;
    for (int i = 0; i < SCREENS; ++i) {
        out_format(page->out, "<div class=\"%s\">\n", screens[i].name);
        for (int row = 0; row < draw_roll_rows(subject, &screens[i].layout); ++row) {
            SvgCanvas svg = svg_canvas(page->out, page->png);
            draw_roll_row(subject, &screens[i].layout, row, &svg.canvas);
        }
        out_text(page->out, "</div>\n");
    }
}

static void write_legend(const Page *page)
{
    const Preset *const preset = page->report->subject->piece->preset;
    out_text(page->out, "<ul class=\"legend\">\n");
    for (int i = 0; i < preset->part_count; ++i) {
        const char *const instrument = instrument_table[preset->parts[i].instrument].name;
        out_format(page->out,
                   "<li><svg viewBox=\"0 0 9 9\" aria-hidden=\"true\"><rect width=\"9\" "
                   "height=\"9\" rx=\"2\" fill=\"#%06x\"/></svg>",
                   palette[COLOUR_PART + i].light);
        svg_escaped(page->out, preset->parts[i].name);
        if (strcmp(instrument, preset->parts[i].name) != 0) {
            out_text(page->out, ", ");
            svg_escaped(page->out, instrument);
        }
        out_text(page->out, "</li>\n");
    }
    out_text(page->out, "</ul>\n");
}

// ---- The page -----------------------------------------------------------------------------------

static void write_head(const Page *page)
{
    const Report *const report = page->report;
    const Preset *const preset = report->subject->piece->preset;
    out_text(page->out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                        "<meta name=\"viewport\" content=\"width=device-width, "
                        "initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
                        "<meta name=\"generator\" content=\"lull ");
    svg_escaped(page->out, report->version);
    out_text(page->out, "\">\n<title>");
    svg_escaped(page->out, preset->title);
    out_text(page->out, ": a report by lull</title>\n");
    report_style(page->out);
    out_text(page->out, "</head>\n<body>\n<main>\n");
    report_element(page->out, "h1", preset->title);
    if (preset->intent[0] != '\0') {
        report_element(page->out, "p class=\"soft\"", preset->intent);
    }
}

static void write_way(const Page *page)
{
    out_text(page->out, "<h2>Mood and pace</h2>\n");
    write_figure(page, draw_arc,
                 "Where the mood was led (broad, grey) and where it was; vertical lines begin "
                 "sections.");
    out_text(page->out, "<details><summary>The same in numbers</summary>\n");
    report_moments(page->report, page->out);
    out_text(page->out, "</details>\n<h2>Sections and keys</h2>\n");
    write_figure(page, draw_sections, NULL);
    report_sections(page->report, page->out);
    out_text(page->out, "<p class=\"soft\">Themes have letters in the order in which they are "
                        "first heard; a prime is a statement more. A dash is a phrase without a "
                        "tune.</p>\n");
}

static void write_sound(const Page *page)
{
    const Hearing *const heard = page->report->subject->heard;
    if (heard == NULL) {
        return;
    }
    out_text(page->out, "<h2>Loudness</h2>\n");
    write_figure(page, draw_loudness,
                 "By ITU-R BS.1770: of the last 3 seconds (line), of the last 0.4 (area), and of "
                 "the whole piece (dashed).");
    out_text(page->out, "<h2>Spectrogram</h2>\n");
    if (page->png != NULL && heard->spectrogram.image.width > 0) {
        write_figure(page, draw_spectrogram, "The darker, the louder; a row is a semitone.");
    } else {
        out_text(page->out, "<p>This lull was built without cairo or KISS FFT, which spectrograms "
                            "need.</p>\n");
    }
}

void report_write(const Report *report, PngWriter png, const Out *out)
{
    const Page page = {report, png, out};
    write_head(&page);
    report_facts(report, out);
    out_text(out, "<h2>Make it again</h2>\n<pre><code>");
    svg_escaped(out, report->command);
    out_text(out, "</code></pre>\n");
    write_way(&page);
    write_sound(&page);
    out_text(out, "<h2>Parameters</h2>\n");
    report_params(report, out);
    out_text(out, "<h2>Score</h2>\n");
    write_legend(&page);
    write_roll(&page);
    out_text(out, "<footer><p>Written by lull ");
    svg_escaped(out, report->version);
    out_text(out, ". The same command gives the same notes everywhere, and the same sound on the "
                  "same build. lull is no medical device.</p></footer>\n"
                  "</main>\n</body>\n</html>\n");
}
