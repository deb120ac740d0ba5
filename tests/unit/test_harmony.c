// Harmony: walks that arrive, in every mode and at every kind of close.
#include "compose/harmony.h"
#include "harness.h"
#include "unit/fixture.h"
#include "unit/walk.h"

enum { SEEDS = 100, SECONDS = 150 };

static int closes[MODE_COUNT][CADENCE_COUNT];
static int chords, changes, phrases;

static void test_weights(void)
{
    for (int mode = 0; mode < MODE_COUNT; ++mode) {
        const Key key = {0, (uint8_t)mode};
        for (int from = 0; from < SCALE_DEGREES; ++from) {
            int sum = 0;
            for (int to = 0; to < SCALE_DEGREES; ++to) {
                const int weight = harmony_weight((Mode)mode, from, to);
                const int bad = chord_is_diminished(key, (Chord){.degree = (uint8_t)to});
                EXPECT(weight >= 0, "mode %d: %d to %d", mode, from, to);
                EXPECT(!(from == to || bad) || weight == 0, "mode %d: %d to %d", mode, from, to);
                sum += weight;
            }
            const int left_out = chord_is_diminished(key, (Chord){.degree = (uint8_t)from});
            EXPECT(left_out ? sum == 0 : sum > 800 && sum <= 1010, "mode %d: row %d sums to %d",
                   mode, from, sum);
        }
    }
    CHECK(test_clean(), "weights: no chord follows itself, none is diminished, rows are whole");
}

static const char *count_phrase(const WalkStep *step)
{
    const Phrase *const phrase = step->phrase;
    if (!step->span->new_phrase) {
        return NULL;
    }
    ++closes[phrase->key.mode][phrase->cadence];
    ++phrases;
    for (int32_t s = 0; s < phrase->slot_count; ++s) {
        ++chords;
        changes += s > 0 && phrase->slots[s].chord.degree != phrase->slots[s - 1].chord.degree;
    }
    return walk_harmony_fault(step);
}

static void test_walks(void)
{
    for (int mode = 0; mode < MODE_COUNT; ++mode) {
        for (int seed = 0; seed < SEEDS; ++seed) {
            const Key key = {(uint8_t)(seed % OCTAVE), (uint8_t)mode};
            const WalkPlan plan = {&fixture_presets()[seed % FIXTURES], (uint64_t)seed, SECONDS,
                                   seed / 4 % 2, &key};
            const char *const fault = walk(&plan, count_phrase);
            EXPECT(fault == NULL, "%s, seed %d, mode %d: %s", plan.preset->name, seed, mode, fault);
        }
        for (int c = 0; c < CADENCE_COUNT; ++c) {
            EXPECT(closes[mode][c] >= SEEDS / 2, "mode %d: cadence %d came %d times", mode, c,
                   closes[mode][c]);
        }
    }
    CHECK(test_clean(), "%d phrases in all modes reach their cadences on tones of the key",
          phrases);
    CHECK(changes * 4 > chords, "harmony moves: %d changes in %d slots", changes, chords);
}

int main(void)
{
    test_begin("harmony");
    test_weights();
    test_walks();
    return test_end();
}
