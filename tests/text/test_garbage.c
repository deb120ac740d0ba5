// Whatever is typed, reading it ends in a value within its range or in a message. The letters are
// those that words are made of here, so that most attempts go wrong late. Meant for the sanitizers.
#include "base/dice.h"
#include "harness.h"
#include "text/parse.h"
#include "text/preset.h"

#include <string.h>

enum { TRIES = 200000, TEXT_BYTES = 40 };

static uint64_t position;

static uint32_t below(uint32_t n)
{
    Dice dice = dice_at(1, 0, position++);
    return dice_below(&dice, n);
}

static void make_text(char text[TEXT_BYTES])
{
    static const char letters[] =
        "0123456789.,:+-=hms #bABCDEFGdorianmjx\xE2\x99\xAF\xAD\t\x01\x80";
    const uint32_t length = below(below(8) == 0 ? TEXT_BYTES : 8);
    for (uint32_t i = 0; i < length; ++i) {
        text[i] = letters[below(sizeof letters - 1)];
    }
    text[length] = '\0';
}

static int told(Status status, const Error *error)
{
    return status == STATUS_OK ||
           (error->message[0] != '\0' && strlen(error->message) < ERROR_MESSAGE_BYTES);
}

static int try_values(const char *text, int *taken)
{
    static const NumberRange range = {-1000, 1000, 2, "units"};
    Error error = {STATUS_OK, ""};
    int64_t ms = 0;
    int32_t number = 0;
    uint64_t seed;
    Key key = {0, 0};
    Mood mood = {0, 0};
    Status status[5] = {
        parse_duration("x", text, 0, 86400000, &ms, &error),
        parse_number("x", text, &range, &number, &error),
        parse_seed("x", text, &seed, &error),
        parse_key("x", text, &key, &error),
        parse_mood("x", text, &mood, &error),
    };
    int good = ms >= 0 && ms <= 86400000 && number >= -1000 && number <= 1000 && key.tonic < 12 &&
               key.mode < MODE_COUNT && mood.valence >= -MOOD_ONE && mood.valence <= MOOD_ONE &&
               mood.arousal >= -MOOD_ONE && mood.arousal <= MOOD_ONE;
    for (int i = 0; i < 5; ++i) {
        taken[i] += status[i] == STATUS_OK;
        good = good && told(status[i], &error);
    }
    return good;
}

static int try_preset(Preset *preset, const char *text, const char *more)
{
    const char *const values[] = {text, more};
    const char *const section = below(2) ? NULL : below(2) ? "melody" : text;
    const int keys = 24;
    const char *key = NULL;
    for (uint32_t i = below(keys) + 1; i > 0; --i) {
        const char *const next =
            section == NULL ? preset_key_name(keys - (int)i) : preset_part_key_name((int)i % 8);
        key = next != NULL ? next : text;
    }
    Error error = {STATUS_OK, ""};
    return told(preset_put(preset, section, key, values, (int)below(3), &error), &error) &&
           preset->part_count <= PARTS_MAX && preset->key_count <= KEYS_MAX &&
           told(preset_finish(preset, &error), &error);
}

int main(void)
{
    static Preset preset;
    int taken[5] = {0};
    test_begin("garbage");
    preset_begin(&preset, "garbage");
    for (int i = 0; i < TRIES; ++i) {
        char text[TEXT_BYTES], more[TEXT_BYTES];
        make_text(text);
        make_text(more);
        EXPECT(try_values(text, taken), "'%s'", text);
        EXPECT(try_preset(&preset, text, more), "'%s' '%s'", text, more);
        if (i % 50 == 0) {
            preset_begin(&preset, text);
        }
    }
    CHECK(test_clean(), "%d lines of garbage are read or refused", TRIES);
    CHECK(taken[0] && taken[1] && taken[2] && taken[3] && taken[4],
          "some of it is good: durations %d, numbers %d, seeds %d, keys %d, moods %d", taken[0],
          taken[1], taken[2], taken[3], taken[4]);
    return test_end();
}
