// The readable score, and the names that it is made of.
#include "harness.h"
#include "piece_fixture.h"
#include "text/names.h"
#include "text/score_text.h"

#include <string.h>

static void test_score(void)
{
    static const char wanted[] =
        "# lull score: preset test, seed 18446744073709551615, key D dorian, tempo 60.0 BPM, metre "
        "3/4, mood calm\n"
        "# bar:beat:tick part             pitch length velocity\n"
        "# 1:1:000        Dm7\n"
        "# 1:1:000        phrase 1.1, 4 bars, D dorian, 60.0 BPM\n"
        "1:1:000        melody           C#5      900       60\n"
        "1:1:000        warm bed         D3      2890       41\n"
        "1:1:000        warm bed         F3      2890       40\n"
        "# 2:3:005        phrase 1.2, 2 bars, D dorian, 80.0 BPM\n"
        "2:3:005        melody           C4     35195      127\n";
    char text[2000];
    OutText kept;
    const Out out = out_into(&kept, text, sizeof text);
    score_text_write(&fixture_piece, &out);
    CHECK(strcmp(text, wanted) == 0, "a score reads:\n%s", text);
}

static void test_chords(void)
{
    static const struct {
        Key key;
        Chord chord;
        const char *name;
    } cases[] = {
        {{0, MODE_IONIAN}, {0, CHORD_TRIAD, 0}, "C"},
        {{0, MODE_IONIAN}, {1, CHORD_SEVENTH, 0}, "Dm7"},
        {{0, MODE_IONIAN}, {4, CHORD_SEVENTH, 0}, "G7"},
        {{0, MODE_IONIAN}, {3, CHORD_SEVENTH, 0}, "Fmaj7"},
        {{0, MODE_IONIAN}, {6, CHORD_TRIAD, 0}, "Bdim"},
        {{0, MODE_IONIAN}, {6, CHORD_SEVENTH, 0}, "Bm7b5"},
        {{9, MODE_IONIAN}, {0, CHORD_TRIAD, 1}, "A/C#"},
        {{2, MODE_IONIAN}, {3, CHORD_NINTH, 0}, "G(add9)"},
        {{5, MODE_AEOLIAN}, {3, CHORD_TRIAD, 0}, "Bbm"},
        {{5, MODE_AEOLIAN}, {5, CHORD_TRIAD, 2}, "Db/Ab"},
        {{6, MODE_IONIAN}, {6, CHORD_TRIAD, 0}, "E#dim"},
        {{2, MODE_DORIAN}, {4, CHORD_SUS4, 0}, "Asus4"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        char name[NAME_BYTES];
        chord_text(name, sizeof name, cases[i].key, cases[i].chord);
        EXPECT(strcmp(name, cases[i].name) == 0, "%s, wanted %s", name, cases[i].name);
    }
    CHECK(test_clean(), "chords are spelled in their key");
}

static void test_times(void)
{
    static const struct {
        int64_t ms;
        const char *duration, *clock;
    } cases[] = {
        {0, "0s", "0:00"},         {45000, "45s", "0:45"},        {180000, "3m", "3:00"},
        {200000, "3m20s", "3:20"}, {3900000, "1h05m", "1:05:00"}, {3600000, "1h", "1:00:00"},
        {59001, "59s", "1:00"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        char duration[NAME_BYTES], clock[NAME_BYTES];
        duration_text(duration, sizeof duration, cases[i].ms);
        clock_text(clock, sizeof clock, cases[i].ms);
        EXPECT(strcmp(duration, cases[i].duration) == 0 && strcmp(clock, cases[i].clock) == 0,
               "%s %s", duration, clock);
    }
    CHECK(test_clean(), "times are written for people");
}

static void test_pitches(void)
{
    char name[NAME_BYTES];
    CHECK(strcmp(pitch_text(name, sizeof name, 60), "C4") == 0, "MIDI 60 is C4");
    CHECK(strcmp(pitch_text(name, sizeof name, 61), "C#4") == 0, "61 is C#4");
    CHECK(strcmp(pitch_text(name, sizeof name, 0), "C-1") == 0, "0 is C-1");
    CHECK(strcmp(pitch_text(name, sizeof name, 127), "G9") == 0, "127 is G9");
}

int main(void)
{
    test_begin("score_text");
    test_score();
    test_chords();
    test_times();
    test_pitches();
    return test_end();
}
