// A report is one sound page that needs nothing from elsewhere, tells what there is to tell, and
// lets nobody's title speak HTML.
#include "harness.h"
#include "piece_fixture.h"
#include "text/report.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

enum { PAGE_BYTES = 1 << 20, POINTS = 60, STEPS = 600 };

static char html[PAGE_BYTES];
static char again[PAGE_BYTES];

static PhrasePlan phrases[2];
static CoursePoint points[POINTS];
static float energies[STEPS];
static unsigned char steps[12] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
static Course course = {.points = points, .count = POINTS, .rate_hz = 48000};
static Event events[64];
static Preset preset;
static Piece piece;
static ParamSet listener;
static Hearing heard = {energies, STEPS, -23, 5.2, -1.5, 3.1, {{4, 3, steps}, 30, 17000, -24, 6}};

static void make(void)
{
    preset = fixture_preset;
    piece = fixture_piece;
    piece.preset = &preset;
    memcpy(events, fixture_events, sizeof fixture_events);
    piece.events = events;
    for (size_t i = 0; i < piece.count; ++i) {
        events[i].frame = events[i].tick * 48;
    }
    for (int i = 0; i < 2; ++i) {
        phrases[i] = (PhrasePlan){.has_tune = 1, .bars = 2, .metre = METRE_3_4, .index = i};
    }
    piece.phrases = phrases;
    piece.phrase_count = 2;
    for (int i = 0; i < POINTS; ++i) {
        points[i] = (CoursePoint){(int64_t)i * 48000, {550, -650}, {550, -650}, 600, 50};
    }
    for (int i = 0; i < STEPS; ++i) {
        energies[i] = 0.005f;
    }
}

static void put_png(const Image *image, const Out *out)
{
    (void)image;
    out_text(out, "\x89PNG, as it were");
}

static void write(char *into, const Hearing *sound, PngWriter png)
{
    const Subject subject = {&piece, &course, sound, "test --seed 7"};
    const Report report = {.subject = &subject,
                           .version = "1.2.3",
                           .command = "lull render test --key \"G dorian\" -o a.wav",
                           .by_listener = &listener};
    params_from_mood(&course.first, (Mood){550, -650}, &listener);
    course.last = course.first;
    OutText kept;
    const Out out = out_into(&kept, into, PAGE_BYTES);
    report_write(&report, png, &out);
}

static int count_of(const char *word)
{
    int count = 0;
    for (const char *at = html; (at = strstr(at, word)) != NULL; at += strlen(word)) {
        ++count;
    }
    return count;
}

static int is_void(const char *name, size_t length)
{
    return (length == 4 && strncmp(name, "meta", 4) == 0) || name[0] == '!';
}

// Whether every element that is opened is closed, in order.
static int is_sound(void)
{
    char open[32][16];
    int depth = 0;
    const char *at = strchr(html, '<');
    for (; at != NULL; at = strchr(at, '<')) {
        const char *const end = strchr(at, '>');
        const int closes = at[1] == '/';
        const char *const name = at + 1 + closes;
        const size_t length = strcspn(name, " />\n");
        if (end == NULL || length > 14) {
            return 0;
        }
        if (closes) {
            if (depth == 0 || strlen(open[--depth]) != length ||
                strncmp(open[depth], name, length) != 0) {
                return 0;
            }
        } else if (end[-1] != '/' && !is_void(name, length)) {
            snprintf(open[depth++], sizeof open[0], "%.*s", (int)length, name);
        }
        at = end;
    }
    return depth == 0;
}

static void test_page(void)
{
    make();
    write(html, &heard, put_png);
    write(again, &heard, put_png);
    CHECK(strcmp(html, again) == 0, "the same report has the same bytes");
    CHECK(is_sound(), "elements are closed in order");
    CHECK_EQ(count_of("<h1>A test</h1>"), 1, "the title stands at the head");
    CHECK_EQ(count_of("<dd>18446744073709551615</dd>"), 1, "the seed is told");
    CHECK_EQ(count_of("<code>lull render test --key &quot;G dorian&quot; -o a.wav</code>"), 1,
             "and the command that makes it again");
    CHECK_EQ(count_of("<dd>\xE2\x88\x92"
                      "23.0 LUFS</dd>"),
             1, "and the loudness");
    for (int i = 0; i < PARAM_COUNT; ++i) {
        char row[64];
        snprintf(row, sizeof row, "<tr><td>%s<div", param_table[i].key);
        EXPECT(count_of(row) == 1, "no %s", param_table[i].key);
    }
    CHECK(test_clean(), "each parameter is told");
    CHECK(count_of("role=\"img\">\n<title>") >= 8 &&
              count_of("role=\"img\">\n<title></title>") == 0,
          "each picture has a title for those who cannot see it");
    CHECK_EQ(count_of("<div class=\"wide\">"), count_of("<div class=\"narrow\">"),
             "each picture is there for wide and for narrow screens");
    CHECK_EQ(count_of("data:image/png;base64,iVBORywgYXMgaXQgd2VyZQ=="), 2,
             "the spectrogram stands in the page");
}

static void test_alone(void)
{
    static const char *const foreign[] = {"src=",    "<link",   "<script", "@import",    "url(",
                                          "<iframe", "<object", "onload=", "href=\"http"};
    for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; ++i) {
        EXPECT(count_of(foreign[i]) == 0, "%s", foreign[i]);
    }
    CHECK_EQ(count_of("http"), count_of("xmlns=\"http://www.w3.org/2000/svg\""),
             "no address but the name of SVG");
    CHECK(test_clean(), "nothing is loaded or run");
}

static void test_hostile(void)
{
    make();
    snprintf(preset.title, sizeof preset.title, "</title></h1><script>alert(1)</script>&");
    snprintf(preset.intent, sizeof preset.intent, "<img src=x onerror='alert(1)'>\xFF");
    snprintf(preset.parts[0].name, sizeof preset.parts[0].name, "\"><svg onload=a>");
    write(html, &heard, put_png);
    CHECK(is_sound() && count_of("<script") == 0 && count_of("<img") == 0 &&
              count_of("<svg onload") == 0,
          "what a preset says stays text");
    CHECK(count_of("\xFF") == 0, "and is UTF-8");
}

static void test_less(void)
{
    make();
    write(html, &heard, NULL);
    CHECK(is_sound() && count_of("<image") == 0 && count_of("built without") == 1,
          "without PNG it says why there is no spectrogram");
    heard.lufs = -INFINITY;
    memset(energies, 0, sizeof energies);
    write(html, &heard, put_png);
    CHECK(is_sound() && count_of("<dd>silent</dd>") == 1 &&
              count_of(">nan") + count_of("inf<") + count_of("inf ") == 0,
          "silence has no loudness, and no strange numbers");
    piece.count = 0;
    piece.phrase_count = 0;
    course.count = 0;
    write(html, NULL, put_png);
    CHECK(is_sound(), "a piece without notes has its page");
    course.count = POINTS;
}

int main(void)
{
    test_begin("report");
    test_page();
    test_alone();
    test_hostile();
    test_less();
    return test_end();
}
