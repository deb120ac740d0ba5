// The line protocol: what each word sends, and what a wrong line is told.
#include "harness.h"
#include "text/control_words.h"
#include "text/out.h"

#include <string.h>

static const Preset presets[] = {{.name = "evening"}, {.name = "sleep"}, {.name = "lift"}};
static const OrderScope scope = {.presets = presets, .preset_count = 3, .fade_ms = 3000};

// Whether a line sends exactly this; `b_kind` CONTROL_NONE: one control only.
static int sends(const char *line, int kind, int a, int b, int second_kind, int second_a)
{
    Order order;
    Error error = {STATUS_OK, ""};
    if (control_words(line, &scope, &order, &error) != STATUS_OK) {
        printf("# '%s': %s\n", line, error.message);
        return 0;
    }
    const ControlMsg *const sent = order.controls;
    const int first = sent[0].kind == kind && sent[0].a == a && sent[0].b == b;
    const int second = sent[1].kind == second_kind && sent[1].a == second_a;
    return order.kind == ORDER_STEER && order.count == (second_kind != CONTROL_NONE ? 2 : 1) &&
           first && second;
}

typedef struct {
    const char *line;
    int kind, a, b, second_kind, second_a;
} Case;

static const Case cases[] = {
    {"mood calm", CONTROL_VALENCE, 550, 0, CONTROL_AROUSAL, -650},
    {"mood 0.3 -0.5", CONTROL_VALENCE, 300, 0, CONTROL_AROUSAL, -500},
    {"mood 0.3,-0.5", CONTROL_VALENCE, 300, 0, CONTROL_AROUSAL, -500},
    {"mood 0.3 , -0.5", CONTROL_VALENCE, 300, 0, CONTROL_AROUSAL, -500},
    {"mood 0.30001 -4.99999e-1", CONTROL_VALENCE, 300, 0, CONTROL_AROUSAL, -500},
    {"valence -1", CONTROL_VALENCE, -1000, 0, 0, 0},
    {"  arousal\t0.25  ", CONTROL_AROUSAL, 250, 0, 0, 0},
    {"arousal 0.2501234567", CONTROL_AROUSAL, 250, 0, 0, 0},
    {"tempo 60", CONTROL_TEMPO, 60, 0, 0, 0},
    {"tempo 61.7", CONTROL_TEMPO, 62, 0, 0, 0},
    {"tempo auto", CONTROL_TEMPO, 0, 0, 0, 0},
    {"key D dorian", CONTROL_KEY, 2, MODE_DORIAN, 0, 0},
    {"key F# minor", CONTROL_KEY, 6, MODE_AEOLIAN, 0, 0},
    {"key auto", CONTROL_KEY, -1, 0, 0, 0},
    {"breath 14", CONTROL_BREATH, 140, 0, 0, 0},
    {"breath 13.96", CONTROL_BREATH, 140, 0, 0, 0},
    {"volume 100", CONTROL_VOLUME, 127, 0, 0, 0},
    {"volume 0", CONTROL_VOLUME, 0, 0, 0, 0},
    {"preset sleep", CONTROL_PRESET, 1, 0, 0, 0},
    {"preset 3", CONTROL_PRESET, 2, 0, 0, 0},
    {"set density 30", CONTROL_PARAM, PARAM_DENSITY, 30, 0, 0},
    {"set density=30", CONTROL_PARAM, PARAM_DENSITY, 30, 0, 0},
    {"set density = 30.4", CONTROL_PARAM, PARAM_DENSITY, 30, 0, 0},
    {"set level -8.52", CONTROL_PARAM, PARAM_LEVEL, -85, 0, 0},
    {"set play.snap chord", CONTROL_PARAM, PARAM_SNAP, 2, 0, 0},
    {"set density auto", CONTROL_PARAM, PARAM_DENSITY, CONTROL_FREE, 0, 0},
    {"play", CONTROL_PAUSE, 0, 0, 0, 0},
    {"pause", CONTROL_PAUSE, 1, 0, 0, 0},
    {"like", CONTROL_LIKE, 1, 0, 0, 0},
    {"unlike", CONTROL_LIKE, -1, 0, 0, 0},
    {"more", CONTROL_LENGTH, 300000, LENGTH_MOVE, 0, 0},
    {"more 90s", CONTROL_LENGTH, 90000, LENGTH_MOVE, 0, 0},
    {"less 5m", CONTROL_LENGTH, -300000, LENGTH_MOVE, 0, 0},
    {"left 1h30m", CONTROL_LENGTH, 5400000, LENGTH_LEFT, 0, 0},
    {"left open", CONTROL_LENGTH, 0, LENGTH_OPEN, 0, 0},
    {"stop", CONTROL_FADE, 3000, 0, 0, 0},
    {"stop 10s", CONTROL_FADE, 10000, 0, 0, 0},
    {"fade 1m\r\n", CONTROL_FADE, 60000, 0, 0, 0},
    {"fade 0", CONTROL_FADE, 10, 0, 0, 0}, // less would click
};

static void test_words(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        const Case *const c = &cases[i];
        EXPECT(sends(c->line, c->kind, c->a, c->b, c->second_kind, c->second_a), "'%s'", c->line);
    }
    CHECK(test_clean(), "every word sends what it says, spaces and decimals as they come");
    for (int i = 0; control_word(i) != NULL; ++i) {
        int is_used = 0;
        const size_t length = strlen(control_word(i)->word);
        for (size_t c = 0; c < sizeof cases / sizeof cases[0]; ++c) {
            const char *const line = cases[c].line + strspn(cases[c].line, " ");
            is_used |= strncmp(line, control_word(i)->word, length) == 0;
        }
        const int is_question = strcmp(control_word(i)->word, "state") == 0 ||
                                strcmp(control_word(i)->word, "help") == 0;
        EXPECT(is_used || is_question, "'%s' has no case here", control_word(i)->word);
    }
    CHECK(test_clean(), "and none of the table is left out here");
}

static OrderKind kind_of(const char *line)
{
    Order order;
    return control_words(line, &scope, &order, NULL) == STATUS_OK && order.count == 0 ? order.kind
                                                                                      : ORDER_STEER;
}

static void test_others(void)
{
    CHECK(kind_of("state") == ORDER_STATE && kind_of("help") == ORDER_HELP, "questions are known");
    CHECK(kind_of("") == ORDER_NOTHING && kind_of("  \t\r\n") == ORDER_NOTHING &&
              kind_of("# mood tense") == ORDER_NOTHING,
          "empty lines and comments ask for nothing");
}

static void test_errors(void)
{
    static const struct {
        const char *line, *says;
    } bad[] = {
        {"mod calm", "unknown word 'mod'; did you mean 'mood'?"},
        {"x", "unknown word 'x'; legal: mood, valence"},
        {"MOOD calm", "did you mean 'mood'?"},
        {"mood", "mood: needs NAME | V A after it: "},
        {"mood clam", "did you mean 'calm'?"},
        {"mood 2 0", "numbers from -1 to 1"},
        {"mood 0 0 0", "mood: '0 0 0' is not VALENCE,AROUSAL"},
        {"arousal high", "arousal: 'high' is not a number"},
        {"arousal nan", "arousal: 'nan' is not a number"},
        {"arousal 0x1", "arousal: '0x1' is not a number"},
        {"arousal 1e300", "arousal: '1e300' is not a number"},
        {"tempo 300", "tempo: '300' is too high; legal: 40 to 120 BPM, or auto"},
        {"key H", "key: 'H' is no key"},
        {"breath 2", "too low; legal: 4.0 to 30.0 breaths a minute"},
        {"volume 101", "volume: '101' is too high; legal: 0 to 100 %"},
        {"preset evning", "preset: 'evning' is unknown; legal: evening, sleep, lift, or 1 to 3"},
        {"preset 4", "or 1 to 3"},
        {"set", "set: needs KEY VALUE"},
        {"set density", "set: needs KEY VALUE, for example set tempo 54"},
        {"set densty 3", "did you mean 'density'?"},
        {"set density 101", "set density: '101' is too high"},
        {"play now", "play: takes nothing after it, not 'now'"},
        {"more soon", "more: 'soon' is not a duration"},
        {"left", "left: needs TIME | open after it"},
        {"stop 11m", "stop: '11m' is too long; legal: 0s to 10m"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; ++i) {
        Order order;
        Error error = {STATUS_OK, ""};
        const Status status = control_words(bad[i].line, &scope, &order, &error);
        EXPECT(status == STATUS_USAGE && order.count == 0 &&
                   strstr(error.message, bad[i].says) != NULL,
               "'%s': %s", bad[i].line, error.message);
    }
    CHECK(test_clean(), "what is wrong is refused, and told what would be right");
    OrderScope open = scope;
    open.is_open = 1;
    Order order;
    Error error;
    CHECK(control_words("more", &open, &order, &error) == STATUS_USAGE &&
              strstr(error.message, "left 30m") != NULL &&
              control_words("left 30m", &open, &order, &error) == STATUS_OK,
          "an end that is not there cannot be moved, but made");
    OrderScope closing = scope;
    closing.is_closing = 1;
    CHECK(control_words("more", &closing, &order, &error) == STATUS_USAGE &&
              strstr(error.message, "is closing") != NULL &&
              control_words("left open", &closing, &order, &error) == STATUS_USAGE &&
              control_words("stop", &closing, &order, &error) == STATUS_OK,
          "one that has begun can only be hastened");
}

// Any bytes in any order: nothing but legal controls comes out.
static void test_garbage(void)
{
    static const char pieces[][12] = {"mood ", "set ", "=",    " ",   "-1", "0.5", ",",    "auto",
                                      "key ",  "#",    "\xff", "e99", "%s", "D",   "\t",   "left ",
                                      "open",  "1h",   "more", ":",   "9",  "set", "tempo"};
    uint32_t dice = 7;
    for (int i = 0; i < 100000; ++i) {
        char line[ORDER_LINE_BYTES] = "";
        for (int n = 0; n < 8; ++n) {
            dice = dice * 1664525u + 1013904223u;
            strcat(line, pieces[(dice >> 16) % (sizeof pieces / sizeof pieces[0])]);
        }
        Order order;
        Error error = {STATUS_OK, ""};
        const Status status = control_words(line, &scope, &order, &error);
        EXPECT((status == STATUS_OK) == (error.message[0] == '\0'), "'%s'", line);
        for (int n = 0; n < order.count; ++n) {
            const ControlMsg held = control_held(order.controls[n]);
            EXPECT(held.kind == order.controls[n].kind && held.a == order.controls[n].a &&
                       held.b == order.controls[n].b,
                   "'%s' sends %d %d %d", line, order.controls[n].kind, order.controls[n].a,
                   order.controls[n].b);
        }
    }
    CHECK(test_clean(), "whatever comes, what is sent is legal");
}

static void test_help(void)
{
    char text[4096];
    OutText kept;
    const Out out = out_into(&kept, text, sizeof text);
    control_words_help(&out);
    for (int i = 0; control_word(i) != NULL; ++i) {
        EXPECT(strstr(text, control_word(i)->doc) != NULL, "'%s'", control_word(i)->word);
    }
    for (const char *at = text; *at != '\0'; at += strcspn(at, "\n") + 1) {
        EXPECT(strcspn(at, "\n") <= 100, "%.40s", at);
    }
    CHECK(test_clean(), "help has a line of at most 100 columns for every word");
}

int main(void)
{
    test_begin("control_words");
    test_words();
    test_others();
    test_errors();
    test_garbage();
    test_help();
    return test_end();
}
