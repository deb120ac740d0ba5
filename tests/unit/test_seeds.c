// What must be true of every piece, whatever the seed: rules over presets made by hand.
#include "harness.h"
#include "unit/fixture.h"
#include "unit/score.h"

enum { SEEDS = 60, SECONDS = 120 };

static Score score;

static void expect_rule(const ScoreRule *rule, int seed)
{
    const char *const fault = rule->fault(&score);
    EXPECT(fault == NULL, "preset %s, seed %d: %s", score.preset->name, seed, fault);
}

static SessionConfig config_for(int preset, int seed)
{
    SessionConfig config = fixture_config(preset, (uint64_t)seed, SECONDS);
    if (seed % 2 == 1) {
        config.set.fixed[PARAM_TEMPO] = 1;
        config.set.value[PARAM_TEMPO] = 40 + seed * 80 / SEEDS;
    }
    config.has_mood = seed % 3 == 2;
    config.mood = mood_safe(seed * 37 % 2000 - 1000, seed * 91 % 2000 - 1000);
    config.has_key = seed % 4 == 3;
    config.key = (Key){(uint8_t)(seed % OCTAVE), (uint8_t)(seed / 4 % MODE_COUNT)};
    return config;
}

int main(void)
{
    test_begin("seeds");
    static int failed[32];
    int jumpy = 0;
    for (int preset = 0; preset < FIXTURES; ++preset) {
        for (int seed = 0; seed < SEEDS; ++seed) {
            const SessionConfig config = config_for(preset, seed);
            score_compose(&score, &config, INT64_MAX);
            jumpy += score_rise(&score) > SCORE_RISE;
            for (int r = 0; r < score_rule_count; ++r) {
                expect_rule(&score_rules[r], seed);
                failed[r] += !test_clean();
            }
        }
    }
    for (int r = 0; r < score_rule_count; ++r) {
        CHECK_EQ(failed[r], 0, "%s", score_rules[r].name);
    }
    CHECK(jumpy * 10 <= SEEDS * FIXTURES, "%d of %d pieces jump in level, one in ten at most",
          jumpy, SEEDS * FIXTURES);
    return test_end();
}
