// What must be true of every piece of the presets that come with lull: 100 seeds of two minutes
// each, or as many and as long as LULL_SEEDS and LULL_SECONDS say (make seeds: 1,000 of five
// minutes).
#include "harness.h"
#include "io/preset_file.h"
#include "score/counts.h"
#include "unit/score.h"
#include "unit/walk.h"

#include <stdio.h>
#include <stdlib.h>

enum { PRESETS = 8, SEEDS_MAX = 1000, RATE = 48000, RULES_MAX = 32 };

static int seeds = 100, seconds = 120;

static const char *const names[PRESETS] = {"evening", "sleep", "breathe", "before",
                                           "lift",    "drift", "focus",   "together"};

static Preset presets[PRESETS];
static Score score;
static uint64_t prints[PRESETS][SEEDS_MAX];
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
                            .length_ms = 1000 * seconds,
                            .fade_ms = 3000,
                            .volume = 127};
    config.set.fixed[PARAM_TEMPO] = seed % 2 == 1;
    config.set.value[PARAM_TEMPO] = 40 + seed * 80 / seeds;
    return config;
}

static void check_pieces(void)
{
    for (int p = 0; p < PRESETS; ++p) {
        for (int seed = 0; seed < seeds; ++seed) {
            const SessionConfig config = config_for(p, seed);
            score_compose(&score, &config, INT64_MAX);
            count_bars(&score);
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
        CHECK_EQ(failed[r], 0, "%d seeds of %d presets: %s", seeds, (int)PRESETS,
                 score_rules[r].name);
    }
    for (int p = 0; p < PRESETS; ++p) {
        EXPECT(jumpy[p] * 10 <= seeds, "%s: %d seeds jump in level", names[p], jumpy[p]);
    }
    CHECK(test_clean(), "in each preset nine of ten seeds rise in level as calm music does");
}

static void check_alike(void)
{
    for (int p = 0; p < PRESETS; ++p) {
        for (int a = 0; a < seeds; ++a) {
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
        for (int seed = 0; seed < seeds; ++seed) {
            const WalkPlan plan = {&presets[p], (uint64_t)seed, seconds, seed % 2, NULL};
            const char *const fault = walk(&plan, rule);
            EXPECT(fault == NULL, "%s, seed %d: %s", names[p], seed, fault);
        }
    }
    CHECK(test_clean(), "%d seeds of %d presets: %s", seeds, (int)PRESETS, what);
}

static void check_counts(void)
{
    check_phrases(count_phrase, "all phrases are counted");
    printf("# %ld phrases, %ld tunes, %ld bars\n", counts.phrases, counts.tunes, counts.bars);
    CHECK_EQ(counts.open_leaps, 0, "%ld leaps above an octave in %ld intervals, all turn back",
             counts.leaps, counts.intervals);
    CHECK(counts.parallels * 100 <= counts.moves, "%ld parallels in %ld moves of bass and tune",
          counts.parallels, counts.moves);
    CHECK_EQ(counts.unresolved, 0, "%ld leading tones before a last tonic, all resolve",
             counts.leading);
    CHECK_EQ(counts.unstable, 0, "every tune ends on a tone of its last chord");
    CHECK_EQ(counts.silent, 0, "no bar is silent without a close of its section");
}

static int number_of(const char *name, int usual, int most)
{
    const char *const text = getenv(name);
    const int value = text != NULL ? atoi(text) : usual;
    return value < 10 ? 10 : value > most ? most : value;
}

int main(void)
{
    test_begin("presets");
    seeds = number_of("LULL_SEEDS", seeds, SEEDS_MAX);
    seconds = number_of("LULL_SECONDS", seconds, 3600);
    read_presets();
    check_pieces();
    check_alike();
    check_phrases(walk_span_fault, "slots are whole, notes few and in their place");
    check_phrases(walk_harmony_fault, "chords hold their tones and reach their cadences");
    check_counts();
    check_phrases(walk_tune_fault, "tunes end on chord tones, and closes on stable degrees");
    return test_end();
}
