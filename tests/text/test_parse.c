// Words to values: what is taken, what is refused, and what a refusal says.
#include "harness.h"
#include "text/error.h"
#include "text/names.h"
#include "text/parse.h"
#include "text/suggest.h"

#include <string.h>

static int has(const Error *error, const char *words)
{
    return strstr(error->message, words) != NULL;
}

static void test_durations(void)
{
    static const struct {
        const char *text;
        int64_t ms;
    } good[] = {
        {"90s", 90000},       {"30m", 1800000},    {"1h", 3600000},  {"1h30m", 5400000},
        {"1d", 86400000},     {"1:30", 90000},     {"45", 45000},    {"2.5s", 2500},
        {"1:00:00", 3600000}, {"1h0m5s", 3605000}, {"1500ms", 1500}, {" 90s ", 90000},
        {"0.5m", 30000},
    };
    static const char *const bad[] = {
        "",      "x",    "1x",    "s",     "-5s",   "1m1h",       "1s1s",
        "1:5",   "1:60", "1::00", "1.5.5", "5 m x", "1:00:00:00", "99999999999999999999h",
        "30 m 5"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; ++i) {
        int64_t ms = -1;
        EXPECT(parse_duration("--for", good[i].text, 0, 86400000, &ms, NULL) == STATUS_OK &&
                   ms == good[i].ms,
               "%s gave %lld", good[i].text, (long long)ms);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; ++i) {
        int64_t ms = -1;
        Error error = {STATUS_OK, ""};
        EXPECT(parse_duration("--for", bad[i], 0, 86400000, &ms, &error) == STATUS_USAGE &&
                   ms == -1 && has(&error, "--for: ") && has(&error, "for example 90s"),
               "'%s': %s", bad[i], error.message);
    }
    CHECK(test_clean(), "durations are read, wrong ones are refused with an example");
    Error error;
    int64_t ms = 0;
    parse_duration("--for", "2s", 5000, 3600000, &ms, &error);
    CHECK(has(&error, "too short; legal: 5s to 1h"), "a short one is told the range");
}

static void test_times_of_day(void)
{
    static const struct {
        const char *text;
        int32_t second;
    } good[] = {{"0:00", 0},        {"7:05", 25500},     {"23:59", 86340},
                {" 12:00 ", 43200}, {"23:59:59", 86399}, {"07:05:01", 25501}};
    static const char *const bad[] = {"",      "7",        "24:00",   "23:60", "7:5",  "7:005",
                                      "-1:00", "12:00:60", "1:2:3:4", "11pm",  "7:05x"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; ++i) {
        int32_t second = -1;
        EXPECT(parse_time_of_day("--until", good[i].text, &second, NULL) == STATUS_OK &&
                   second == good[i].second,
               "'%s' gave %d", good[i].text, second);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; ++i) {
        int32_t second = -1;
        Error error = {STATUS_OK, ""};
        EXPECT(parse_time_of_day("--until", bad[i], &second, &error) == STATUS_USAGE &&
                   second == -1 && has(&error, "for example 22:30"),
               "'%s': %s", bad[i], error.message);
    }
    CHECK(test_clean(), "times of day are read, wrong ones are refused with an example");
}

static void test_numbers(void)
{
    static const NumberRange range = {-200, 0, 1, "dB"};
    Error error;
    int32_t value = 7;
    CHECK(parse_number("level", "-8.5", &range, &value, &error) == STATUS_OK && value == -85,
          "a decimal is shifted");
    CHECK(parse_number("level", "-8.50", &range, &value, &error) == STATUS_OK && value == -85,
          "zeros behind are no decimals");
    CHECK(parse_number("level", "-.5", &range, &value, &error) == STATUS_OK && value == -5,
          "the zero before the point may be left out");
    value = 7;
    CHECK(parse_number("level", "-8.55", &range, &value, &error) == STATUS_USAGE && value == 7 &&
              has(&error, "at most 1 decimal"),
          "too many decimals are refused: %s", error.message);
    CHECK(parse_number("level", "3", &range, &value, &error) == STATUS_USAGE &&
              has(&error, "'3' is too high; legal: -20.0 to 0.0 dB, for example -10.0"),
          "a number out of range is told the range: %s", error.message);
    CHECK(parse_number("level", "4294967296", &range, &value, &error) == STATUS_USAGE,
          "a number beyond 32 bits does not wrap");
    CHECK(parse_number("level", "99999999999999999999999", &range, &value, &error) == STATUS_USAGE,
          "nor one beyond 64 bits");
    CHECK(parse_number("level", "1e1", &range, &value, &error) == STATUS_USAGE &&
              parse_number("level", "0x1", &range, &value, &error) == STATUS_USAGE &&
              parse_number("level", "nan", &range, &value, &error) == STATUS_USAGE &&
              parse_number("level", "--1", &range, &value, &error) == STATUS_USAGE &&
              parse_number("level", "", &range, &value, &error) == STATUS_USAGE,
          "other ways to write numbers are refused");
}

static void test_seeds(void)
{
    Error error;
    uint64_t seed = 0;
    CHECK(parse_seed("--seed", "18446744073709551615", &seed, &error) == STATUS_OK &&
              seed == UINT64_MAX,
          "the largest seed is taken");
    CHECK(parse_seed("--seed", "18446744073709551616", &seed, &error) == STATUS_USAGE &&
              has(&error, "18446744073709551615"),
          "one more is refused");
    CHECK(parse_seed("--seed", "-1", &seed, &error) == STATUS_USAGE &&
              parse_seed("--seed", "", &seed, &error) == STATUS_USAGE &&
              parse_seed("--seed", "7x", &seed, &error) == STATUS_USAGE && seed == UINT64_MAX,
          "no seed: negative, empty, with letters");
}

static void test_keys(void)
{
    static const struct {
        const char *text;
        Key key;
        const char *name;
    } good[] = {
        {"D", {2, MODE_IONIAN}, "D major"},
        {"F# minor", {6, MODE_AEOLIAN}, "F# minor"},
        {"Bb", {10, MODE_IONIAN}, "Bb major"},
        {"G dorian", {7, MODE_DORIAN}, "G dorian"},
        {"c minor", {0, MODE_AEOLIAN}, "C minor"},
        {"B\xE2\x99\xAD", {10, MODE_IONIAN}, "Bb major"},
        {"f\xE2\x99\xAF minor", {6, MODE_AEOLIAN}, "F# minor"},
        {"A Mixolydian", {9, MODE_MIXOLYDIAN}, "A mixolydian"},
        {"F#m", {6, MODE_AEOLIAN}, "F# minor"},
        {"b", {11, MODE_IONIAN}, "B major"},
        {"bb", {10, MODE_IONIAN}, "Bb major"},
        {"Am", {9, MODE_AEOLIAN}, "A minor"},
        {"AM", {9, MODE_IONIAN}, "A major"},
        {"Eb maj", {3, MODE_IONIAN}, "Eb major"},
        {"c Min", {0, MODE_AEOLIAN}, "C minor"},
        {"Cb major", {11, MODE_IONIAN}, "B major"},
        {"Eb aeolian", {3, MODE_AEOLIAN}, "D# minor"},
        {"  E  ionian ", {4, MODE_IONIAN}, "E major"},
    };
    static const char *const bad[] = {
        "",      "H",         "D#b",     "D lydian",
        "minor", "D minor x", "Dminorr", "D mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; ++i) {
        Key key = {99, 99};
        char name[NAME_BYTES];
        EXPECT(parse_key("--key", good[i].text, &key, NULL) == STATUS_OK &&
                   key.tonic == good[i].key.tonic && key.mode == good[i].key.mode,
               "%s gave %d %d", good[i].text, key.tonic, key.mode);
        EXPECT(strcmp(key_text(name, sizeof name, good[i].key), good[i].name) == 0, "%s", name);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; ++i) {
        Key key;
        Error error;
        EXPECT(parse_key("--key", bad[i], &key, &error) == STATUS_USAGE &&
                   has(&error, "for example \"F# minor\""),
               "'%s' was taken", bad[i]);
    }
    CHECK(test_clean(), "keys are read and written, wrong ones are refused with an example");
    for (int tonic = 0; tonic < 12; ++tonic) {
        for (int mode = 0; mode < MODE_COUNT; ++mode) {
            const Key key = {(uint8_t)tonic, (uint8_t)mode};
            Key again = {99, 99};
            char name[NAME_BYTES];
            key_text(name, sizeof name, key);
            EXPECT(parse_key("key", name, &again, NULL) == STATUS_OK && again.tonic == tonic &&
                       again.mode == mode,
                   "%s", name);
        }
    }
    CHECK(test_clean(), "every key reads back from its own name");
}

static void test_moods(void)
{
    Error error;
    Mood mood = {0, 0};
    CHECK(parse_mood("--mood", "calm", &mood, &error) == STATUS_OK &&
              mood.valence == mood_table[mood_find("calm")].mood.valence,
          "a mood by name");
    CHECK(parse_mood("--mood", "Wistful", &mood, &error) == STATUS_OK &&
              mood.valence == mood_table[mood_find("wistful")].mood.valence,
          "in any case");
    CHECK(parse_mood("--mood", "-0.5,-0.3", &mood, &error) == STATUS_OK && mood.valence == -500 &&
              mood.arousal == -300,
          "a mood by point");
    CHECK(parse_mood("--mood", " 1 , -1 ", &mood, &error) == STATUS_OK && mood.valence == 1000 &&
              mood.arousal == -1000,
          "spaces do not matter");
    CHECK(parse_mood("--mood", "clam", &mood, &error) == STATUS_USAGE &&
              has(&error, "did you mean 'calm'?"),
          "a mistyped name names the nearest: %s", error.message);
    CHECK(parse_mood("--mood", "1.1,0", &mood, &error) == STATUS_USAGE && has(&error, "-1 to 1"),
          "a point off the plane is told the range");
    CHECK(parse_mood("--mood", "0.5", &mood, &error) == STATUS_USAGE &&
              parse_mood("--mood", "0.5,", &mood, &error) == STATUS_USAGE &&
              parse_mood("--mood", "0.5,0.5,0.5", &mood, &error) == STATUS_USAGE &&
              parse_mood("--mood", "xyzxyz", &mood, &error) == STATUS_USAGE &&
              has(&error, "legal: calm, serene"),
          "half a point and unknown words are refused: %s", error.message);
    for (int i = 0; i < mood_count; ++i) {
        char name[NAME_BYTES];
        EXPECT(strcmp(mood_text(name, sizeof name, mood_table[i].mood), mood_table[i].name) == 0,
               "%s", name);
        EXPECT(mood_nearest(mood_table[i].mood) == mood_table[i].name, "%s", mood_table[i].name);
    }
    CHECK(test_clean(), "every mood is written as its name");
}

static void test_params(void)
{
    ParamSet set;
    Error error;
    memset(&set, 0, sizeof set);
    CHECK(parse_setting("--set", "tempo=54", &set, &error) == STATUS_OK &&
              set.fixed[PARAM_TEMPO] == 1 && set.value[PARAM_TEMPO] == 54,
          "a setting fixes its parameter");
    CHECK(parse_setting("--set", " density =\t30 ", &set, &error) == STATUS_OK &&
              set.value[PARAM_DENSITY] == 30,
          "spaces stand as in a preset");
    CHECK(parse_setting("--set", "play.snap=off", &set, &error) == STATUS_OK &&
              set.fixed[PARAM_SNAP] == 1 && set.value[PARAM_SNAP] == 0 &&
              parse_setting("--set", "play.snap=chord", &set, &error) == STATUS_OK &&
              set.value[PARAM_SNAP] == 2,
          "play.snap is a word");
    CHECK(parse_setting("--set", "play.snap=maybe", &set, &error) == STATUS_USAGE &&
              has(&error, "legal: off, scale, chord"),
          "a wrong word is told the right ones: %s", error.message);
    CHECK(parse_setting("--set", "tmepo=54", &set, &error) == STATUS_USAGE &&
              has(&error, "did you mean 'tempo'?"),
          "a mistyped key names the nearest: %s", error.message);
    CHECK(parse_setting("--set", "tempo=300", &set, &error) == STATUS_USAGE &&
              has(&error, "legal: 40 to 120 BPM"),
          "a value out of range is told the range: %s", error.message);
    CHECK(parse_setting("--set", "tempo", &set, &error) == STATUS_USAGE &&
              parse_setting("--set", "=3", &set, &error) == STATUS_USAGE &&
              has(&error, "for example --set tempo=54"),
          "a setting without key or value is told how one looks");
    for (int i = 0; i < PARAM_COUNT; ++i) {
        const int32_t ends[] = {param_table[i].min, param_table[i].max};
        for (int k = 0; k < 2; ++k) {
            char text[NAME_BYTES];
            EXPECT(parse_param((ParamId)i, param_text(text, sizeof text, (ParamId)i, ends[k]), &set,
                               NULL) == STATUS_OK &&
                       set.value[i] == ends[k],
                   "%s = %s", param_table[i].key, text);
        }
    }
    CHECK(test_clean(), "every parameter reads both ends of its range back");
}

static const char *fruit(int i)
{
    static const char *const words[] = {"apple", "pear", "cherry", NULL};
    return words[i];
}

static void test_suggestions(void)
{
    char hint[80];
    CHECK_EQ(suggest_distance("tempo", "tmepo"), 1, "swapped neighbours are one edit");
    CHECK_EQ(suggest_distance("Tempo", "tempos"), 1, "case does not count, a letter more does");
    CHECK(suggest_word("aple", fruit) == fruit(0), "the nearest word is found");
    CHECK(suggest_word("che", fruit) == fruit(2), "a beginning is enough");
    CHECK(suggest_word("house", fruit) == NULL, "a word far from all is not guessed at");
    CHECK(strcmp(suggest_hint(hint, sizeof hint, "x", fruit), "; legal: apple, pear, cherry") == 0,
          "then all are named: %s", hint);
    suggest_hint(hint, 24, "x", fruit);
    CHECK(strlen(hint) < 24 && strstr(hint, "...") != NULL, "as far as they fit: %s", hint);
}

static void test_errors(void)
{
    Error error;
    CHECK_EQ(error_set(&error, STATUS_USAGE, "a\nb\033[2Jc\x7f"), STATUS_USAGE, "the status");
    CHECK(strcmp(error.message, "a b [2Jc ") == 0, "control characters do not reach a terminal");
    error_set(&error, STATUS_USAGE, "more: %s", error.message);
    CHECK(strcmp(error.message, "more: a b [2Jc ") == 0, "a message may hold the one before it");
    error_set(&error, STATUS_USAGE, "%0500d", 1);
    CHECK_EQ(strlen(error.message), ERROR_MESSAGE_BYTES - 1, "a long message is cut");
    CHECK_EQ(error_set(NULL, STATUS_USAGE, "x"), STATUS_USAGE, "no place for a message is fine");
}

int main(void)
{
    test_begin("parse");
    test_durations();
    test_times_of_day();
    test_numbers();
    test_seeds();
    test_keys();
    test_moods();
    test_params();
    test_suggestions();
    test_errors();
    return test_end();
}
