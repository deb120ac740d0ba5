// What must be true of every piece of the presets that come with lull, over 100 seeds each.
#include "harness.h"
#include "io/preset_file.h"
#include "unit/score.h"
#include "unit/walk.h"

#include <stdio.h>

enum { PRESETS = 8, SEEDS = 100, SECONDS = 120, RATE = 48000, RULES_MAX = 32 };

static const char *const names[PRESETS] = {"evening", "sleep", "breathe", "before",
                                           "lift",    "drift", "focus",   "together"};

static Preset presets[PRESETS];
static Score score;
static uint64_t prints[PRESETS][SEEDS];
static int failed[RULES_MAX], jumpy[PRESETS];

static void read_presets(void)
{
    for (int p = 0; p < PRESETS; ++p) {
        char path[64];
        Error error = {STATUS_OK, ""};
        snprintf(path, sizeof path, "presets/%s.conf", names[p]);
        EXPECT(preset_file_read(path, &presets[p], &error) == STATUS_OK, "%s", error.message);
    }
    CHECK(test_clean(), "the eight presets can be read");
}

// Half of the seeds play at a fixed tempo, which is then exact.
static SessionConfig config_for(int preset, int seed)
{
    SessionConfig config = {.presets = presets,
                            .preset_count = PRESETS,
                            .preset_index = preset,
                            .seed = (uint64_t)seed,
                            .rate_hz = RATE,
                            .length_ms = 1000 * SECONDS,
                            .fade_ms = 3000,
                            .volume = 127};
    config.set.fixed[PARAM_TEMPO] = seed % 2 == 1;
    config.set.value[PARAM_TEMPO] = 40 + seed * 80 / SEEDS;
    return config;
}

static void check_pieces(void)
{
    for (int p = 0; p < PRESETS; ++p) {
        for (int seed = 0; seed < SEEDS; ++seed) {
            const SessionConfig config = config_for(p, seed);
            score_compose(&score, &config, INT64_MAX);
            prints[p][seed] = score.print;
            jumpy[p] += score_rise(&score) > SCORE_RISE;
            for (int r = 0; r < score_rule_count; ++r) {
                const char *const fault = score_rules[r].fault(&score);
                EXPECT(fault == NULL, "%s, seed %d: %s", names[p], seed, fault);
                failed[r] += !test_clean();
            }
        }
    }
    for (int r = 0; r < score_rule_count; ++r) {
        CHECK_EQ(failed[r], 0, "%d seeds of %d presets: %s", (int)SEEDS, (int)PRESETS,
                 score_rules[r].name);
    }
    for (int p = 0; p < PRESETS; ++p) {
        EXPECT(jumpy[p] * 10 <= SEEDS, "%s: %d seeds jump in level", names[p], jumpy[p]);
    }
    CHECK(test_clean(), "in each preset nine of ten seeds rise in level as calm music does");
}

static void check_alike(void)
{
    for (int p = 0; p < PRESETS; ++p) {
        for (int a = 0; a < SEEDS; ++a) {
            for (int b = 0; b < a; ++b) {
                EXPECT(prints[p][a] != prints[p][b], "%s: seeds %d and %d", names[p], a, b);
            }
        }
        const SessionConfig config = config_for(p, 7);
        score_compose(&score, &config, INT64_MAX);
        EXPECT(score.print == prints[p][7], "%s: seed 7 differs from itself", names[p]);
    }
    CHECK(test_clean(), "no two seeds give the same piece, and one seed always the same");
}

static void check_phrases(WalkRule rule, const char *what)
{
    for (int p = 0; p < PRESETS; ++p) {
        for (int seed = 0; seed < SEEDS; ++seed) {
            const WalkPlan plan = {&presets[p], (uint64_t)seed, SECONDS, seed % 2, NULL};
            const char *const fault = walk(&plan, rule);
            EXPECT(fault == NULL, "%s, seed %d: %s", names[p], seed, fault);
        }
    }
    CHECK(test_clean(), "%d seeds of %d presets: %s", (int)SEEDS, (int)PRESETS, what);
}

int main(void)
{
    test_begin("presets");
    read_presets();
    check_pieces();
    check_alike();
    check_phrases(walk_span_fault, "slots are whole, notes few and in their place");
    check_phrases(walk_harmony_fault, "chords hold their tones and reach their cadences");
    check_phrases(walk_tune_fault, "tunes end on chord tones, and closes on stable degrees");
    return test_end();
}
