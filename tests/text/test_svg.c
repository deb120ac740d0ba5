// Pictures: sound SVG, with everything in it that there is to see, and the same bytes each time.
#include "harness.h"
#include "music/percussion.h"
#include "text/draw_plane.h"
#include "text/draw_roll.h"
#include "text/svg.h"

#include <ctype.h>
#include <string.h>

enum { PICTURE_BYTES = 1 << 20, RATE = 48000, BAR = 3840, EVENTS_MAX = 64 };

static char picture[PICTURE_BYTES];
static char again[PICTURE_BYTES];

static int count_of(const char *word)
{
    int count = 0;
    for (const char *at = picture; (at = strstr(at, word)) != NULL; at += strlen(word)) {
        ++count;
    }
    return count;
}

// Strokes as thick as a semitone: notes.
static int count_strokes(void)
{
    int count = 0;
    for (const char *path = picture; (path = strstr(path, "<path d=\"")) != NULL;) {
        const char *const end = strchr(path, '>');
        const char *const thick = strstr(path, "stroke-width=\"34\"");
        for (; path < end; ++path) {
            count += *path == 'M' && thick != NULL && thick < end;
        }
    }
    return count;
}

// Whether every element that is opened is closed, in order, and nothing is unescaped.
static int is_sound(void)
{
    char open[32][16];
    int depth = 0;
    for (const char *at = strchr(picture, '<'); at != NULL; at = strchr(at, '<')) {
        const char *const end = strpbrk(at + 1, "<>");
        if (end == NULL || *end != '>') {
            return 0;
        }
        int length = 0;
        const int closes = at[1] == '/';
        const char *const name = at + 1 + closes;
        while (isalpha((unsigned char)name[length]) && length < 15) {
            ++length;
        }
        if (closes && (depth == 0 || strncmp(open[--depth], name, (size_t)length) != 0)) {
            return 0;
        }
        if (!closes && end[-1] != '/') {
            snprintf(open[depth++], sizeof open[0], "%.*s", length, name);
        }
        at = end;
    }
    return depth == 0;
}

// ---- A piece
// --------------------------------------------------------------------------------------

static Preset preset = {
    .name = "test",
    .title = "Rain & <thunder> \xC3\xBC\xFC",
    .parts = {{.name = "melody"}, {.name = "warm bed"}},
    .part_count = 2,
    .metre = METRE_4_4,
};

static Event events[EVENTS_MAX];
static PhrasePlan phrases[5];
static CoursePoint points[60];
static Piece piece = {.preset = &preset, .seed = 7, .mood = {550, -650}};
static Course course = {.points = points, .rate_hz = RATE};

static void add(EventKind kind, int beat, int a, int b, int c)
{
    events[piece.count++] = (Event){.tick = beat * 960,
                                    .frame = (int64_t)beat * RATE,
                                    .a = a,
                                    .b = b,
                                    .c = c,
                                    .kind = (uint8_t)kind};
}

// Five phrases of two bars at 60 BPM: the tune rests, A, A again, B, A.
static void make_piece(void)
{
    static const int themes[5] = {-1, 4, 4, 9, 4};
    piece.count = 0;
    for (int i = 0; i < 5; ++i) {
        const int beat = 8 * i;
        phrases[i] = (PhrasePlan){.theme = (uint8_t)(themes[i] < 0 ? 0 : themes[i]),
                                  .has_tune = themes[i] >= 0,
                                  .index = i,
                                  .bars = 2,
                                  .metre = METRE_4_4,
                                  .cadence = i == 4 ? CADENCE_AUTHENTIC : CADENCE_HALF};
        if (i == 0) {
            add(EVENT_KEY, 0, 2, MODE_IONIAN, 0);
        }
        add(EVENT_CHORD, beat, i % 2 == 0 ? 0 : 3, CHORD_TRIAD, 0);
        add(EVENT_PHRASE, beat, 0, i, 2);
        add(EVENT_NOTE_ON, beat, 60 + i, 50, BAR);
        add(EVENT_NOTE_OFF, beat + 4, 60 + i, 0, 0);
    }
    add(EVENT_END, 40, 0, 0, 0);
    for (int i = 0; i <= 40; ++i) {
        points[i] = (CoursePoint){(int64_t)i * RATE, {550, -650}, {550, -650}, 600, 50};
    }
    course.count = 41;
    piece.events = events;
    piece.phrases = phrases;
    piece.phrase_count = 5;
}

static void draw(char *into)
{
    OutText kept;
    const Out out = out_into(&kept, into, PICTURE_BYTES);
    const Subject subject = {&piece, &course, NULL, "test --seed 7"};
    const Layout layout = {.width = LAYOUT_WIDE};
    SvgCanvas svg = svg_canvas(&out, NULL);
    draw_roll(&subject, &layout, &svg.canvas);
}

static void test_roll(void)
{
    make_piece();
    draw(picture);
    draw(again);
    CHECK(strcmp(picture, again) == 0, "a piece gives the same bytes twice");
    CHECK(is_sound(), "the picture is sound XML");
    CHECK(strstr(picture, "Rain &amp; &lt;thunder&gt; \xC3\xBC\xEF\xBF\xBD") != NULL,
          "the title is escaped, and UTF-8 whatever it was");
    CHECK_EQ(count_strokes(), 5, "each note is drawn");
    CHECK_EQ(count_of(">the tune rests<"), 1, "a phrase without a tune says so");
    CHECK_EQ(count_of(">A<"), 1, "a theme gets its letter in the order of hearing");
    CHECK_EQ(count_of(">A\xE2\x80\xB2<") + count_of(">A\xE2\x80\xB3<"), 2,
             "and its statements count");
    CHECK_EQ(count_of(">varied<"), 1, "a theme that follows itself is varied");
    CHECK_EQ(count_of(">returns<"), 1, "one that comes back returns");
    CHECK_EQ(count_of(">half close<"), 4, "each close is named");
    CHECK_EQ(count_of(">full close<"), 1, "the last one too");
    CHECK_EQ(count_of(">section 1<"), 1, "the section is named once");
    CHECK_EQ(count_of(">D<"), 3, "chords are named");
    CHECK_EQ(count_of(">0:40<"), 1, "time is told to the end");
}

static void test_percussion(void)
{
    make_piece();
    --piece.count; // the end comes last
    for (int i = 0; i < HITS; ++i) {
        add(EVENT_NOTE_ON, 34 + i, (int)hit_table[i].key, 50, 240);
        events[piece.count - 1].channel = PERCUSSION_CHANNEL;
        add(EVENT_NOTE_OFF, 35 + i, (int)hit_table[i].key, 0, 0);
        events[piece.count - 1].channel = PERCUSSION_CHANNEL;
    }
    add(EVENT_END, 40, 0, 0, 0);
    draw(picture);
    CHECK(is_sound() && count_strokes() == 5 + HITS, "each hit is drawn");
    for (int i = 0; i < HITS; ++i) {
        char label[16];
        snprintf(label, sizeof label, ">%s<", hit_table[i].name);
        EXPECT(count_of(label) == 1, "%s", label);
    }
    CHECK(test_clean() && count_of(">C2<") == 0,
          "on a line with its name; the roll still begins at the lowest pitch");
}

// Nothing that a session may be breaks the picture.
static void test_odd_pieces(void)
{
    make_piece();
    piece.phrase_count = 0;
    course.count = 0;
    draw(picture);
    CHECK(is_sound() && count_of(">A<") == 0,
          "a piece whose plan was not kept is drawn without it");
    piece.count = 0;
    draw(picture);
    CHECK(is_sound(), "an empty piece is an empty page");
    make_piece();
    for (size_t i = 0; i < piece.count; ++i) {
        events[i].frame *= 800; // nine hours
    }
    draw(picture);
    CHECK(is_sound() && count_of(">section 1<") == 1, "nine hours fit a page");
}

// Notes that no eye could part are one stroke, so that a night of music fits a page.
static void test_dense(void)
{
    enum { NOTES = 24, TWO_HOURS = 7200 };
    piece.count = 0;
    piece.phrase_count = 0;
    for (int i = 0; i < NOTES; ++i) {
        add(EVENT_NOTE_ON, 0, 60, 50, BAR);
        add(EVENT_NOTE_OFF, 0, 60, 0, 0);
        events[piece.count - 2].frame = i * RATE / 100;
        events[piece.count - 1].frame = (i + 1) * RATE / 100;
    }
    add(EVENT_END, TWO_HOURS, 0, 0, 0);
    draw(picture);
    CHECK_EQ(count_strokes(), 1, "what is closer than a pixel is one stroke");
}

// A long title gives way to what stands beside it.
static void test_long_title(void)
{
    Preset named = preset;
    make_piece();
    snprintf(named.title, sizeof named.title, "%s",
             "Sixty letters are a lot for a title, but a title it may be");
    piece.preset = &named;
    draw(picture);
    piece.preset = &preset;
    const char *const beside = strstr(picture, ", 4/4, calm</text>");
    CHECK(beside != NULL, "key, metre and mood stand beside the title");
    int x = 0;
    for (const char *at = beside; at != NULL && at > picture; --at) {
        if (sscanf(at, "<text x=\"%d\"", &x) == 1) {
            break;
        }
    }
    CHECK(x > 4000 && x < 6700, "on the page, however long that is: at %d", x);
}

static void test_plane(void)
{
    OutText kept;
    const Out out = out_into(&kept, picture, PICTURE_BYTES);
    SvgCanvas svg = svg_canvas(&out, NULL);
    draw_plane(&svg.canvas);
    CHECK(is_sound(), "the plane is sound XML");
    for (int i = 0; i < mood_count; ++i) {
        char name[64];
        snprintf(name, sizeof name, ">%s<", mood_table[i].name);
        EXPECT(count_of(name) == 1, "%s", name);
    }
    CHECK(test_clean(), "each mood is named once");
    CHECK_EQ(count_of(" rx="), mood_count, "each mood has its dot");
}

int main(void)
{
    test_begin("svg");
    test_roll();
    test_percussion();
    test_odd_pieces();
    test_dense();
    test_long_title();
    test_plane();
    return test_end();
}
