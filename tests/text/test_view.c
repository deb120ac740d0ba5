// Status and progress lines, and JSON.
#include "harness.h"
#include "text/json.h"
#include "text/view.h"

#include <string.h>

static const Snapshot shown = {
    .elapsed_ms = 61000,
    .left_ms = 754000,
    .seed = 42,
    .tempo_bpm = 62,
    .key = {2, MODE_IONIAN},
    .chord = {1, CHORD_SEVENTH, 0},
    .mood = {550, -650},
    .target = {550, -650},
};

static void test_status(void)
{
    char line[VIEW_BYTES];
    view_status(line, 80, &shown, "evening");
    CHECK(strcmp(line, "evening  Em7     D major  62 BPM  calm  12:34 left  seed 42") == 0,
          "a wide line shows all: %s", line);
    CHECK(strstr(line, "breath") == NULL, "no breath unless it was told");
    CHECK(strcmp(view_status(line, 30, &shown, "evening"), "evening  Em7     12:34 left") == 0,
          "a narrow one what matters most: %s", line);
    Snapshot other = shown;
    other.left_ms = -1;
    other.fading = 1;
    other.mood = (Mood){-550, -500};
    view_status(line, 200, &other, "evening");
    CHECK(strstr(line, "evening (fading)") && strstr(line, "low to calm") && strstr(line, "1:01") &&
              !strstr(line, "left"),
          "an open end, a fade and a mood on its way: %s", line);
    other.breath_x10 = 145;
    view_status(line, 200, &other, "evening");
    CHECK(strstr(line, "breath 14.5") != NULL, "a breath that was told: %s", line);
    for (int width = 0; width < 120; ++width) {
        view_status(line, width, &other, "a preset with quite a long name");
        EXPECT((int)strlen(line) < (width > 0 ? width : 1), "%d columns: %s", width, line);
    }
    CHECK(test_clean(), "no line is ever as wide as the terminal");
}

static void test_progress(void)
{
    char line[VIEW_BYTES];
    const Progress progress = {90000, 180000, 3000, NULL};
    CHECK(strcmp(view_progress(line, 80, &progress), " 50%  30x real time  0:03 left") == 0,
          "progress: %s", line);
    const Progress begun = {0, 180000, 0, NULL};
    CHECK(strcmp(view_progress(line, 80, &begun), "  0%") == 0, "at the start: %s", line);
    const Progress over = {180100, 180000, 6000, NULL};
    CHECK(strstr(view_progress(line, 80, &over), "100%") != NULL, "at the end: %s", line);
    const Progress endless = {200000, 0, 4000, NULL};
    CHECK(strcmp(view_progress(line, 80, &endless), "3:20 made  50x real time") == 0,
          "without a known end: %s", line);
    const Progress phase = {90000, 180000, 3000, "loudness"};
    CHECK(strcmp(view_progress(line, 80, &phase), "loudness   50%  30x real time  0:03 left") == 0,
          "one thing of several: %s", line);
    CHECK(strcmp(view_progress(line, 10, &phase), " 50%") == 0, "where little fits: '%s'", line);
}

static void test_json(void)
{
    char text[400];
    OutText kept;
    const Out out = out_into(&kept, text, sizeof text);
    Json json = {.out = &out};
    json_open(&json, NULL, '[');
    json_open(&json, NULL, '{');
    json_string(&json, "a\"b", "x\\y\n\xC3\xA4\xFF");
    json_integer(&json, "n", -5);
    json_bool(&json, "yes", 1);
    json_close(&json, '}');
    json_open(&json, NULL, '{');
    json_close(&json, '}');
    json_close(&json, ']');
    CHECK(strcmp(text,
                 "[\n  {\n    \"a\\\"b\": \"x\\\\y\\u000a\xC3\xA4\xEF\xBF\xBD\",\n    \"n\": -5,\n"
                 "    \"yes\": true\n  },\n  {}\n]\n") == 0,
          "JSON is escaped, valid UTF-8 and has its commas right: %s", text);
}

int main(void)
{
    test_begin("view");
    test_status();
    test_progress();
    test_json();
    return test_end();
}
