// Keys and values to presets.
#include "compose/texture.h"
#include "harness.h"
#include "music/instrument.h"
#include "text/parse.h"
#include "text/preset.h"

#include <stdio.h>
#include <string.h>

#define PUT(section, key, ...)                                                                     \
    preset_put(&preset, section, key, (const char *const[]){__VA_ARGS__},                          \
               (int)(sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *)), &error)

static Preset preset;
static Error error;

static int says(const char *words)
{
    return strstr(error.message, words) != NULL;
}

// A complete preset, all but the key called `but`.
static void fill(const char *but)
{
    static const char *const lines[][3] = {
        {NULL, "title", "Evening"},
        {NULL, "intent", "To settle"},
        {NULL, "mood", "calm"},
        {NULL, "keys", "D"},
        {"melody", "instrument", "felt piano"},
        {"melody", "texture", "melody"},
        {"bed", "instrument", "warm pad"},
        {"bed", "texture", "pad"},
    };
    preset_begin(&preset, "evening");
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; ++i) {
        if (strcmp(lines[i][1], but) != 0) {
            preset_put(&preset, lines[i][0], lines[i][1], &lines[i][2], 1, &error);
        }
    }
}

static void test_complete(void)
{
    fill("");
    CHECK(preset_finish(&preset, &error) == STATUS_OK, "a complete preset is good: %s",
          error.message);
    CHECK(strcmp(preset.name, "evening") == 0 && strcmp(preset.title, "Evening") == 0, "its names");
    CHECK(preset.start.valence == preset.mood.valence &&
              preset.start.arousal == preset.mood.arousal,
          "it starts where it leads unless told otherwise");
    CHECK_EQ(preset.part_count, 2, "both parts are there");
    CHECK_EQ(preset.tempo_min, param_table[PARAM_TEMPO].min, "the tempo is free unless given");
    static const char *const needed[] = {"title", "intent", "mood", "keys"};
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; ++i) {
        fill(needed[i]);
        EXPECT(preset_finish(&preset, &error) == STATUS_BAD_PRESET && says(needed[i]) &&
                   says("is missing; add a line like: "),
               "%s: %s", needed[i], error.message);
    }
    CHECK(test_clean(), "each missing key is named, with a line to add");
}

static void test_values(void)
{
    fill("");
    CHECK(PUT(NULL, "mood", "0.5", "-0.6") == STATUS_OK && preset.mood.valence == 500 &&
              preset.mood.arousal == -600,
          "a mood as a point");
    CHECK(PUT(NULL, "keys", "D", "G dorian", "Bb") == STATUS_OK && preset.key_count == 3 &&
              preset.keys[1].tonic == 7 && preset.keys[1].mode == MODE_DORIAN,
          "several keys");
    CHECK(PUT(NULL, "tempo", "46", "60") == STATUS_OK && preset.tempo_min == 46 &&
              preset.tempo_max == 60 && !preset.set.fixed[PARAM_TEMPO],
          "a tempo range");
    CHECK(PUT(NULL, "tempo", "54") == STATUS_OK && preset.set.fixed[PARAM_TEMPO] &&
              preset.set.value[PARAM_TEMPO] == 54,
          "one tempo is the parameter, as with --set");
    CHECK(PUT(NULL, "lead", "5m") == STATUS_OK && preset.lead_s == 300, "a duration");
    CHECK(PUT(NULL, "metre", "3/4") == STATUS_OK && preset.metre == METRE_3_4, "a metre");
    CHECK(PUT(NULL, "player", "Vibraphone") == STATUS_OK &&
              preset.player_instrument == instrument_find("vibraphone"),
          "an instrument in any case");
    CHECK(PUT("bed", "level", "-3.5") == STATUS_OK && preset.parts[1].level_db10 == -35 &&
              PUT("bed", "pan", "-20") == STATUS_OK && preset.parts[1].pan == -20 &&
              PUT("bed", "tone", "-100") == STATUS_OK && preset.parts[1].tone == -100 &&
              PUT("bed", "tone", "101") == STATUS_BAD_PRESET &&
              PUT("bed", "octave", "-1") == STATUS_OK && preset.parts[1].octave == -1 &&
              PUT("bed", "reverb", "127") == STATUS_OK && preset.parts[1].reverb == 127 &&
              PUT("bed", "enters", "35") == STATUS_OK && preset.parts[1].enters == 35,
          "numbers of a part");
}

static void test_params(void)
{
    fill("");
    for (int i = 0; i < PARAM_COUNT; ++i) {
        ParamSet set;
        memset(&set, 0, sizeof set);
        const char *const value = i == PARAM_SNAP ? "chord" : i == PARAM_BREATH ? "6" : "";
        if (value[0] == '\0') {
            continue;
        }
        char setting[64];
        snprintf(setting, sizeof setting, "%s=%s", param_table[i].key, value);
        parse_setting("--set", setting, &set, NULL);
        EXPECT(PUT(NULL, param_table[i].key, value) == STATUS_OK && set.fixed[i] &&
                   preset.set.fixed[i] && preset.set.value[i] == set.value[i],
               "%s", setting);
    }
    CHECK(test_clean(), "a parameter means the same in a preset and in --set");
    int found = 0;
    for (int i = 0; preset_key_name(i) != NULL; ++i) {
        found += param_find(preset_key_name(i)) >= 0;
        for (int k = 0; k < i; ++k) {
            EXPECT(strcmp(preset_key_name(i), preset_key_name(k)) != 0, "%s twice",
                   preset_key_name(i));
        }
    }
    CHECK_EQ(found, PARAM_COUNT, "every parameter is a key of a preset");
    CHECK(test_clean(), "no key is listed twice");
}

static void test_mistakes(void)
{
    fill("");
    CHECK(PUT(NULL, "moood", "calm") == STATUS_BAD_PRESET && says("did you mean 'mood'?"),
          "an unknown key names the nearest: %s", error.message);
    CHECK(PUT("bed", "instrment", "harp") == STATUS_BAD_PRESET &&
              says("did you mean 'instrument'?"),
          "in a part too: %s", error.message);
    CHECK(PUT("bed", "instrument", "warm pda") == STATUS_BAD_PRESET && says("'warm pad'"),
          "an unknown instrument names the nearest: %s", error.message);
    CHECK(PUT("bed", "texture", "xylophony") == STATUS_BAD_PRESET && says("legal: "),
          "an unknown texture is told those there are: %s", error.message);
    CHECK(PUT(NULL, "tempo", "300") == STATUS_BAD_PRESET && says("legal: 40 to 120"),
          "out of range: %s", error.message);
    CHECK(PUT(NULL, "tempo", "70", "50") == STATUS_BAD_PRESET && says("tempo = {50, 70}"),
          "a range the wrong way round: %s", error.message);
    CHECK(PUT(NULL, "title", "a", "b") == STATUS_BAD_PRESET && says("legal: 1 value, not 2"),
          "a list where one value belongs: %s", error.message);
    CHECK(PUT(NULL, "keys", "C", "C", "C", "C", "C", "C", "C", "C", "C") == STATUS_BAD_PRESET &&
              says("1 to 8"),
          "too many keys: %s", error.message);
    CHECK(PUT("bed", "pan", "64") == STATUS_BAD_PRESET && says("-63 to 63"), "pan: %s",
          error.message);
    CHECK(PUT(NULL, "metre", "waltz") == STATUS_BAD_PRESET && says("4/4, 3/4, 6/8"), "metre: %s",
          error.message);
    char longer[PRESET_TITLE_BYTES + 1];
    memset(longer, 'x', sizeof longer);
    longer[sizeof longer - 1] = '\0';
    CHECK(PUT(NULL, "title", longer) == STATUS_BAD_PRESET && says("63 bytes"),
          "a title that does not fit: %s", error.message);
    CHECK(PUT("a name that is much too long", NULL, "") == STATUS_BAD_PRESET, "a long part name");
}

static void test_parts(void)
{
    fill("");
    CHECK(PUT("extra", NULL, "") == STATUS_OK && preset.part_count == 3,
          "a title alone adds a part");
    CHECK(preset_finish(&preset, &error) == STATUS_BAD_PRESET && says("'extra' has no instrument"),
          "which is then incomplete: %s", error.message);
    fill("");
    PUT("bed", "texture", "melody");
    CHECK(preset_finish(&preset, &error) == STATUS_BAD_PRESET && says("call it melody"),
          "a tune has to be called melody: %s", error.message);
    fill("");
    PUT("melody", "texture", "pad");
    CHECK(preset_finish(&preset, &error) == STATUS_BAD_PRESET && says("plays a tune"),
          "and melody has to play one: %s", error.message);
    fill("");
    PUT("bed", "texture", "groove");
    CHECK(preset_finish(&preset, &error) == STATUS_BAD_PRESET && says("legal: soft percussion"),
          "percussion needs its instrument: %s", error.message);
    PUT("bed", "instrument", "soft percussion");
    CHECK(preset_finish(&preset, &error) == STATUS_OK, "and has it");
    PUT("bed", "texture", "pad");
    CHECK(preset_finish(&preset, &error) == STATUS_BAD_PRESET && says("legal: groove"),
          "which plays nothing else: %s", error.message);
    PUT("bed", "texture", "groove");
    PUT("more", "texture", "groove");
    PUT("more", "instrument", "soft percussion");
    CHECK(preset_finish(&preset, &error) == STATUS_BAD_PRESET && says("leave one"),
          "there is one channel for it: %s", error.message);
    fill("");
    PUT(NULL, "player", "soft percussion");
    CHECK(preset_finish(&preset, &error) == STATUS_BAD_PRESET && says("no pitches"),
          "nobody plays tunes on it: %s", error.message);
    preset_begin(&preset, "x");
    char title[] = "a";
    Status status = STATUS_OK;
    for (int i = 0; i <= PARTS_MAX; ++i) {
        title[0] = (char)('a' + i);
        status = PUT(title, NULL, "");
    }
    CHECK(status == STATUS_BAD_PRESET && says("at most 10 parts"), "too many parts: %s",
          error.message);
}

int main(void)
{
    test_begin("preset");
    test_complete();
    test_values();
    test_params();
    test_mistakes();
    test_parts();
    return test_end();
}
