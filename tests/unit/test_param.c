// Parameters: one table, and the values that moods give.
#include "base/fix.h"
#include "compose/param.h"
#include "harness.h"

#include <stdlib.h>
#include <string.h>

enum { CALM, LOW, BRIGHT, TENSE };

static const ParamSet nothing;

static int32_t value(int id, int v, int a)
{
    Params params;
    params_from_mood(&params, (Mood){(int16_t)v, (int16_t)a}, &nothing);
    return params.value[id];
}

static void test_table(void)
{
    for (int i = 0; i < PARAM_COUNT; ++i) {
        const ParamInfo *const info = &param_table[i];
        EXPECT(param_find(info->key) == i, "%s is there twice", info->key);
        EXPECT(info->min < info->max, "%s: range", info->key);
        EXPECT(info->doc[0] != '\0' && info->source[0] != '\0', "%s has no doc or source",
               info->key);
        EXPECT(info->curve == CURVE_LIN || info->min > 0, "%s: a logarithm of %d", info->key,
               info->min);
        for (int c = 0; c < 4; ++c) {
            EXPECT(info->corner[c] >= info->min && info->corner[c] <= info->max,
                   "%s: corner %d is out of range", info->key, c);
        }
    }
    CHECK(test_clean(), "each of %d rows has its own key, a range, a source, corners inside",
          (int)PARAM_COUNT);
    CHECK(param_find("temp") == -1 && param_find("") == -1, "other keys are unknown");
}

static void test_corners(void)
{
    static const int at[4][2] = {[CALM] = {1000, -1000},
                                 [LOW] = {-1000, -1000},
                                 [BRIGHT] = {1000, 1000},
                                 [TENSE] = {-1000, 1000}};
    for (int i = 0; i < PARAM_COUNT; ++i) {
        for (int c = 0; c < 4; ++c) {
            const int32_t want = param_table[i].corner[c];
            const int32_t off = abs(value(i, at[c][0], at[c][1]) - want);
            EXPECT(off * 2000 <= (param_table[i].curve == CURVE_LOG ? 2 * want : 0),
                   "%s at corner %d is %d off", param_table[i].key, c, off);
        }
    }
    CHECK(test_clean(), "at the corners the values are those of the table");
}

// +1 where a parameter rises along an axis at both edges of the plane, -1 where it falls, else 0.
static int direction(const ParamInfo *info, int low_a, int high_a, int low_b, int high_b)
{
    const int32_t a = info->corner[high_a] - info->corner[low_a];
    const int32_t b = info->corner[high_b] - info->corner[low_b];
    return a >= 0 && b >= 0 ? 1 : a <= 0 && b <= 0 ? -1 : 0;
}

static void expect_monotone(int id, int sign, int along_arousal)
{
    for (int other = -1000; sign != 0 && other <= 1000; other += 250) {
        int32_t before = along_arousal ? value(id, other, -1000) : value(id, -1000, other);
        for (int x = -980; x <= 1000; x += 20) {
            const int32_t now = along_arousal ? value(id, other, x) : value(id, x, other);
            EXPECT((now - before) * sign >= 0, "%s turns back at %d, %d", param_table[id].key,
                   other, x);
            before = now;
        }
    }
}

static void test_monotone(void)
{
    for (int i = 0; i < PARAM_COUNT; ++i) {
        const ParamInfo *const info = &param_table[i];
        expect_monotone(i, direction(info, CALM, BRIGHT, LOW, TENSE), 1);
        expect_monotone(i, direction(info, LOW, CALM, TENSE, BRIGHT), 0);
    }
    CHECK(test_clean(), "what rises from corner to corner never falls in between");
    static const int rising[] = {PARAM_TEMPO, PARAM_RATE, PARAM_TUNE, PARAM_LEVEL, PARAM_DENSITY};
    for (int i = 0; i < 5; ++i) {
        const ParamInfo *const info = &param_table[rising[i]];
        EXPECT(direction(info, CALM, BRIGHT, LOW, TENSE) == 1 &&
                   info->corner[BRIGHT] > info->corner[CALM],
               "%s does not rise with arousal", info->key);
    }
    CHECK(test_clean(), "tempo, rates, level and density rise with arousal");
    CHECK(direction(&param_table[PARAM_MAJOR], LOW, CALM, TENSE, BRIGHT) == 1 &&
              value(PARAM_MAJOR, 1000, 0) > value(PARAM_MAJOR, -1000, 0),
          "the share of major chords rises with valence");
}

static void test_override(void)
{
    Params params;
    for (int i = 0; i < PARAM_COUNT; ++i) {
        ParamSet set = {{0}, {0}};
        set.fixed[i] = 1;
        set.value[i] = param_table[i].max;
        params_from_mood(&params, (Mood){0, 0}, &set);
        EXPECT(params.value[i] == param_table[i].max, "%s is not fixed", param_table[i].key);
        for (int other = 0; other < PARAM_COUNT; ++other) {
            EXPECT(other == i || params.value[other] == value(other, 0, 0), "%s moves %s",
                   param_table[i].key, param_table[other].key);
        }
        set.value[i] = param_table[i].min - 1000;
        params_from_mood(&params, (Mood){0, 0}, &set);
        EXPECT(params.value[i] == param_table[i].min, "%s leaves its range", param_table[i].key);
    }
    CHECK(test_clean(), "a fixed value wins over the mood, moves nothing else, keeps its range");
    ParamSet set = {{0}, {0}}, over = {{0}, {0}};
    set.fixed[PARAM_TEMPO] = set.fixed[PARAM_RATE] = 1;
    set.value[PARAM_TEMPO] = 60;
    set.value[PARAM_RATE] = 100;
    over.fixed[PARAM_TEMPO] = 1;
    over.value[PARAM_TEMPO] = 70;
    param_set_merge(&set, &over);
    CHECK(set.value[PARAM_TEMPO] == 70 && set.value[PARAM_RATE] == 100 && set.fixed[PARAM_RATE],
          "of two sets the later wins where it speaks");
}

int main(void)
{
    test_begin("param");
    test_table();
    test_corners();
    test_monotone();
    test_override();
    return test_end();
}
