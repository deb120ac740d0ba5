// The state as JSON: one line, with the words and units that programs steer by.
#include "harness.h"
#include "text/state_text.h"

#include <string.h>

static const Preset presets[] = {{.name = "a", .title = "A \"title\""}, {.name = "b"}};
static char text[2048];

static const char *state_of(const Snapshot *shown)
{
    OutText kept;
    const Out out = out_into(&kept, text, sizeof text);
    state_text(&out, shown, presets);
    return text;
}

static int says(const char *words)
{
    return strstr(text, words) != NULL;
}

int main(void)
{
    test_begin("state_text");
    Snapshot shown = {.seed = UINT64_MAX,
                      .left_ms = 90001,
                      .elapsed_ms = 3000000000LL,
                      .tempo_bpm = 62,
                      .volume = 127,
                      .breath_x10 = 145,
                      .key = {2, MODE_DORIAN},
                      .mood = {500, -600},
                      .target = {-250, 125}};
    state_of(&shown);
    CHECK(strchr(text, '\n') == text + strlen(text) - 1 && text[0] == '{' &&
              text[strlen(text) - 2] == '}',
          "the state is one line");
    CHECK(says("\"playing\": true") && says("\"preset\": \"a\"") &&
              says("\"title\": \"A \\\"title\\\"\"") && says("\"seed\": 18446744073709551615"),
          "it tells what plays");
    CHECK(says("\"mood\": {\"nearest\": \"calm\", \"valence\": 0.5, \"arousal\": -0.6}") &&
              says("\"valence\": -0.25, \"arousal\": 0.125"),
          "mood and target");
    CHECK(says("\"tempo\": 62") && says("\"key\": \"D dorian\"") && says("\"volume\": 100") &&
              says("\"breath\": 14.5"),
          "tempo, key, volume, breath");
    CHECK(says("\"elapsed_ms\": 3000000000") && says("\"left_ms\": 90001"), "and the time");
    shown = (Snapshot){.preset_index = 1, .left_ms = -1, .paused = 1};
    state_of(&shown);
    CHECK(says("\"playing\": false") && says("\"preset\": \"b\"") && says("\"left_ms\": null") &&
              says("\"breath\": null"),
          "what is not there is null; a pause is no playing");
    for (int percent = 0; percent <= 100; ++percent) {
        EXPECT(state_percent((percent * 127 + 50) / 100) == percent, "%d %%", percent);
    }
    CHECK(test_clean(), "every per cent of volume comes back as it was sent");
    return test_end();
}
