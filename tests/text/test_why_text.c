// Plans of phrases in words.
#include "harness.h"
#include "text/score_text.h"
#include "text/why_text.h"

#include <string.h>

enum { PLANS = 5 };

static const PhrasePlan plans[PLANS] = {
    {.theme = 0,
     .cadence = CADENCE_HALF,
     .has_tune = 1,
     .arc = 70,
     .key = {2, MODE_IONIAN},
     .key_before = {2, MODE_IONIAN},
     .mood = {550, -650},
     .bars = 4,
     .bar_ms = 2500,
     .aimed_ms = 10000,
     .tune_rate = 120,
     .centre = 72,
     .tune_notes = 11,
     .chosen = 2,
     .faults = {5, 7, 1, 1},
     .reasons = {0, 0, 1, 0, 0, 0, 0, 2}},
    {.index = 1,
     .theme = 1,
     .cadence = CADENCE_PLAGAL,
     .arc = 60,
     .key = {2, MODE_DORIAN},
     .key_before = {2, MODE_IONIAN},
     .mood = {-300, -650},
     .bars = 3,
     .bar_ms = 2500,
     .aimed_ms = 10000,
     .pause_bars = 2,
     .closes_section = 1},
    {.section = 1,
     .theme = 0,
     .variation = 77,
     .cadence = CADENCE_DECEPTIVE,
     .has_tune = 1,
     .arc = 100,
     .key = {7, MODE_DORIAN},
     .key_before = {2, MODE_DORIAN},
     .bars = 1,
     .bar_ms = 3000,
     .aimed_ms = 9550,
     .tune_rate = 85,
     .centre = 61,
     .tune_notes = 9},
    {.section = 1,
     .index = 1,
     .theme = 1,
     .cadence = CADENCE_HALF,
     .has_tune = 1,
     .key = {0, MODE_AEOLIAN},
     .key_before = {7, MODE_DORIAN},
     .bars = 4,
     .bar_ms = 2500,
     .aimed_ms = 10000},
    {.section = 1,
     .index = 2,
     .theme = 0,
     .variation = 3,
     .cadence = CADENCE_AUTHENTIC,
     .has_tune = 1,
     .key = {0, MODE_AEOLIAN},
     .key_before = {0, MODE_AEOLIAN},
     .bars = 5,
     .bar_ms = 2500,
     .aimed_ms = 10000,
     .closes_section = 1,
     .closes_piece = 1},
};

static char text[4000];

static int says(size_t i, const char *words)
{
    OutText kept;
    const Out out = out_into(&kept, text, sizeof text);
    why_text_write(plans, i, &out);
    return strstr(text, words) != NULL;
}

static void test_whole(void)
{
    static const char wanted[] =
        "#   form         section 1, phrase 1: theme A, first statement; half close, a question; "
        "density 70 %\n"
        "#   length       4 bars of 2.5 s for the 10.0 s aimed at: the nearest whole bars\n"
        "#   key          D major, to begin with; mood calm\n"
        "#   tune         11 notes, written for 1.2 a second around C5\n"
        "#   critic       24 tunes, faults 5 7 1* 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0; * "
        "taken\n"
        "#   against it   1 x leap (3), 2 x third equal note (10)\n";
    says(0, "");
    CHECK(strcmp(text, wanted) == 0, "a phrase reads:\n%s", text);
}

static void expect(size_t i, const char *words)
{
    EXPECT(says(i, words), "wanted: %s\n%s", words, text);
}

static void test_form(void)
{
    expect(1, "the tune rests, chords of theme B; plagal close, soft;");
    expect(1, "; ends the section\n");
    EXPECT(!says(1, "critic") && !says(1, "#   tune"), "there is no tune to tell of\n%s", text);
    expect(2, "section 2, phrase 1: theme A, variation 1; deceptive");
    expect(2, "; * taken, then varied\n");
    expect(3, "theme B, first statement"); // its chords alone were none
    expect(4, "theme A, variation 2; authentic close");
    expect(4, "; ends the piece\n");
    CHECK(test_clean(), "the place in the form is told");
}

static void test_length(void)
{
    expect(1,
           "3 bars of 2.5 s for the 10.0 s aimed at: so that whole phrases fill what is left until "
           "the end; then 2 bars of pause\n");
    expect(2, "1 bar of 3.0 s for the 9.6 s aimed at:");
    expect(4, "5 bars of 2.5 s for the 10.0 s aimed at: what is left until the end\n");
    CHECK(test_clean(), "the length has a reason");
}

static void test_key(void)
{
    expect(1, "D dorian, mode new with the mood after D major; mood -0.3,-0.65\n");
    expect(2, "G dorian, tonic new after D dorian; mood neutral\n");
    expect(3, "C minor, tonic and mode new after G dorian; mood");
    expect(4, "C minor, as before; mood");
    CHECK(test_clean(), "what changed in the key is told");
}

static void test_letters(void)
{
    static const struct {
        int theme;
        const char *letters;
    } cases[] = {{0, "A"}, {25, "Z"}, {26, "AA"}, {51, "AZ"}, {52, "BA"}, {249, "IP"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        char out[THEME_BYTES];
        EXPECT(strcmp(why_text_theme(out, cases[i].theme), cases[i].letters) == 0, "%s", out);
    }
    CHECK(test_clean(), "themes have letters");
}

// In a score the lines stand behind the one that begins the phrase, and before its notes.
static void test_score(void)
{
    static Preset preset = {.name = "test", .parts = {{.name = "melody"}}, .part_count = 1};
    static const Event events[] = {
        {.tick = 0, .kind = EVENT_PHRASE, .c = 4},
        {.tick = 0, .kind = EVENT_NOTE_ON, .a = 60, .b = 50, .c = 100},
        {.tick = 9600, .kind = EVENT_PHRASE, .b = 1, .c = 3},
        {.tick = 9600, .kind = EVENT_END},
    };
    const Piece piece = {.preset = &preset,
                         .mood = {550, -650},
                         .from = {-550, -500},
                         .has_from = 1,
                         .events = events,
                         .count = 4,
                         .phrases = plans,
                         .phrase_count = 2};
    OutText kept;
    const Out out = out_into(&kept, text, sizeof text);
    score_text_write_why(&piece, &out);
    const char *const first = strstr(text, "phrase 1.1, 4 bars");
    const char *const why = strstr(text, "#   form         section 1, phrase 1:");
    const char *const note = strstr(text, "melody           C4");
    const char *const second = strstr(text, "phrase 1.2, 3 bars");
    const char *const next = strstr(text, "#   form         section 1, phrase 2:");
    CHECK(first != NULL && first < why && why < note && note < second && second < next,
          "each phrase is explained where it begins");
    CHECK(strstr(text, ", mood low to calm\n") != NULL, "an arc is told in the first line");
    const Out again = out_into(&kept, text, sizeof text);
    score_text_write(&piece, &again);
    CHECK(strstr(text, "form") == NULL, "only when it is asked for");
}

int main(void)
{
    test_begin("why_text");
    test_whole();
    test_form();
    test_length();
    test_key();
    test_letters();
    test_score();
    return test_end();
}
