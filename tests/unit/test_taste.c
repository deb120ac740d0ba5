// "More like this" and "less like this": heard, bounded, and the same again.
#include "harness.h"
#include "session/taste.h"
#include "unit/fixture.h"

#include "compose/texture.h"
#include "music/instrument.h"

#include <string.h>

static int is_bounded(const Taste *taste)
{
    for (int kind = 0; kind < TASTE_COUNT; ++kind) {
        if (taste->steps[kind] > taste_table[kind].most ||
            taste->steps[kind] < -taste_table[kind].most) {
            return 0;
        }
    }
    return 1;
}

static int sum(const Taste *taste)
{
    int steps = 0;
    for (int kind = 0; kind < TASTE_COUNT; ++kind) {
        steps += taste->steps[kind] < 0 ? -taste->steps[kind] : taste->steps[kind];
    }
    return steps;
}

static void test_steps(void)
{
    Taste taste = {0};
    taste_more(&taste);
    CHECK_EQ(sum(&taste), 0, "more of what was never changed changes nothing");
    taste_less(&taste, 7);
    CHECK_EQ(sum(&taste), 1, "less tries one step");
    const Taste one = taste;
    taste_more(&taste);
    CHECK(sum(&taste) == 2 && taste.last == one.last, "more goes on in the same way");
    taste_less(&taste, 7);
    CHECK(taste.steps[one.last] == one.steps[one.last] && taste.last != one.last,
          "less takes it back and tries something else");
}

static void test_bounds(void)
{
    int seen[TASTE_COUNT] = {0};
    for (uint64_t seed = 0; seed < 200; ++seed) {
        Taste taste = {0};
        for (int i = 0; i < 300; ++i) {
            if ((seed * 31 + (uint64_t)i * 7) % 3 == 0) {
                taste_less(&taste, seed);
            } else {
                taste_more(&taste);
            }
            EXPECT(is_bounded(&taste), "seed %d, step %d", (int)seed, i);
            seen[taste.last] += taste.way != 0;
        }
    }
    for (int kind = 0; kind < TASTE_COUNT; ++kind) {
        EXPECT(seen[kind] > 0, "%s is never tried", taste_table[kind].word);
    }
    CHECK(test_clean(), "60,000 wishes move all kinds and stay within bounds");
    const Taste wild = {.steps = {100, -100, 100, -100}};
    const Taste held = taste_held(wild);
    CHECK(is_bounded(&held), "a taste out of a damaged file is held to its bounds");
}

static void test_params(void)
{
    Params params = {0}, before;
    ParamSet set = {0};
    params.value[PARAM_DENSITY] = 40;
    params.value[PARAM_REGISTER] = 70;
    params.value[PARAM_BRIGHTNESS] = 50;
    before = params;
    const Taste taste = {.steps = {2, -1, 1, 0}};
    taste_apply(&taste, &set, &params);
    CHECK(params.value[PARAM_DENSITY] > before.value[PARAM_DENSITY] &&
              params.value[PARAM_REGISTER] < before.value[PARAM_REGISTER] &&
              params.value[PARAM_BRIGHTNESS] > before.value[PARAM_BRIGHTNESS],
          "density, register and brightness move as they are liked");
    params = before;
    set.fixed[PARAM_DENSITY] = 1;
    taste_apply(&taste, &set, &params);
    CHECK_EQ(params.value[PARAM_DENSITY], 40, "what is fixed stays");
}

static void test_instrument(void)
{
    const Preset *const preset = &fixture_presets()[0];
    const Taste taste = {.steps = {0, 0, 0, 1}};
    int changed = 0;
    for (int32_t i = 0; i < preset->part_count; ++i) {
        const PartSpec *const part = &preset->parts[i];
        const int other = taste_instrument(&taste, part);
        const int is_tune = texture_table[part->texture]->is_tune;
        EXPECT(is_tune || other == part->instrument, "only the tune");
        EXPECT(instrument_table[other].kind == instrument_table[part->instrument].kind, "its kind");
        changed += other != part->instrument;
    }
    CHECK(test_clean() && changed == 1, "the tune goes over to another instrument of its kind");
}

int main(void)
{
    test_begin("taste");
    test_steps();
    test_bounds();
    test_params();
    test_instrument();
    return test_end();
}
