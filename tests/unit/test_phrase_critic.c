// The critic of whole phrases takes the best of several ways to state a theme again, for reasons
// that are heard.
#include "compose/phrase_critic.h"
#include "harness.h"
#include "unit/fixture.h"
#include "unit/walk.h"

#include <string.h>

enum { SEEDS = 40, SECONDS = 240 };

static int returns, chosen_later, spread, told;

static const char *look(const WalkStep *step)
{
    const Phrase *const phrase = step->phrase;
    if (!step->span->new_phrase || phrase->attempts < 2) {
        return NULL;
    }
    ++returns;
    chosen_later += phrase->attempt > 0;
    int least = phrase->statement_faults[0], most = least, points = 0;
    for (int i = 1; i < phrase->attempts; ++i) {
        least = phrase->statement_faults[i] < least ? phrase->statement_faults[i] : least;
        most = phrase->statement_faults[i] > most ? phrase->statement_faults[i] : most;
    }
    spread += most > least;
    for (int k = 0; k < STATEMENT_FAULTS; ++k) {
        points += phrase->statement_reasons[k] * statement_fault_table[k].weight;
    }
    told += points == phrase->statement_faults[phrase->attempt];
    return phrase->statement_faults[phrase->attempt] == least ? NULL : "not the best was taken";
}

static void test_choice(void)
{
    for (int p = 0; p < FIXTURES; ++p) {
        for (int seed = 0; seed < SEEDS; ++seed) {
            const WalkPlan plan = {&fixture_presets()[p], (uint64_t)seed, SECONDS, 0, NULL};
            const char *const fault = walk(&plan, look);
            EXPECT(fault == NULL, "%s, seed %d: %s", plan.preset->name, seed, fault);
        }
    }
    CHECK(test_clean() && returns > 500, "of %d themes that return the best statement is taken",
          returns);
    CHECK(spread * 10 > returns * 5 && chosen_later * 10 > returns * 2,
          "there is a choice: statements differ in %d, another than the first is taken in %d",
          spread, chosen_later);
    CHECK_EQ(told, returns, "and the reasons that are told add up");
}

// A phrase of two chords in C, with a tune of two notes.
static Phrase two_chords(int bass_to, int step_to)
{
    Phrase phrase = {.metre = METRE_4_4, .slot_count = 2, .bars = 1, .variation = 1};
    for (int s = 0; s < 2; ++s) {
        phrase.slots[s] = (Slot){.tick = 1920 * s,
                                 .ticks = 1920,
                                 .first = s,
                                 .next = s + 1,
                                 .bass = (int16_t)(s == 0 ? 48 : bass_to),
                                 .voicing = {.count = 3, .pitch = {55, 60, 64}}};
        phrase.tune.notes[s] =
            (TuneNote){.tick = 1920 * s, .length = 1800, .step = (int16_t)(s == 0 ? 4 : step_to)};
    }
    phrase.ticks = 3840;
    phrase.tune.count = 2;
    return phrase;
}

static int32_t points_of(const Phrase *phrase, const Tune *theme, const Recent *heard)
{
    int32_t counts[STATEMENT_FAULTS];
    return statement_faults(phrase, theme, (Outer){48, -1}, heard, counts);
}

static void test_reasons(void)
{
    Recent heard = {0};
    const Phrase parallel = two_chords(50, 5), contrary = two_chords(47, 5);
    Tune theme = contrary.tune;
    theme.notes[1].length = 900;
    CHECK(points_of(&parallel, &theme, &heard) > points_of(&contrary, &theme, &heard),
          "parallel fifths are worse than contrary motion");
    CHECK(points_of(&contrary, &contrary.tune, &heard) > points_of(&contrary, &theme, &heard),
          "the theme to the note is worse than the theme varied");
    Tune other = theme;
    other.notes[1].step = 9;
    CHECK(points_of(&contrary, &other, &heard) > points_of(&contrary, &theme, &heard),
          "what is not known again is worse");
    Phrase leaping = contrary;
    leaping.slots[1].voicing.pitch[1] = 72;
    CHECK(points_of(&leaping, &theme, &heard) > points_of(&contrary, &theme, &heard),
          "leaping inner voices are worse");
    const int32_t fresh = points_of(&contrary, &theme, &heard);
    recent_add(&heard, &contrary);
    CHECK(points_of(&contrary, &theme, &heard) > fresh, "what has just been heard is worse");
}

int main(void)
{
    test_begin("phrase_critic");
    test_choice();
    test_reasons();
    return test_end();
}
