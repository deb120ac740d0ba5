// Melody: what tunes are like over many seeds, and how themes return.
#include "harness.h"
#include "unit/fixture.h"
#include "unit/walk.h"

#include <stdlib.h>
#include <string.h>

enum { SEEDS = 50, SECONDS = 240, THEMES = 256, LEAP = 5 };

static int notes, intervals, steps, leaps, recovered, big, phrases, ranges, sub_phrases;
static int returns, known, alike;

static int pitch_of(const Phrase *phrase, int32_t i)
{
    return scale_pitch(phrase->key, phrase->base_step + phrase->tune.notes[i].step);
}

static void count_intervals(const Phrase *phrase)
{
    int before = 0;
    for (int32_t i = 1; i < phrase->tune.count; ++i) {
        const int move = pitch_of(phrase, i) - pitch_of(phrase, i - 1);
        ++intervals;
        steps += abs(move) == 1 || abs(move) == 2;
        leaps += abs(before) >= LEAP;
        recovered += abs(before) >= LEAP && move * before < 0;
        big += abs(move) > OCTAVE;
        before = move;
    }
}

static int range_of(const Phrase *phrase)
{
    int low = 127, high = 0;
    for (int32_t i = 0; i < phrase->tune.count; ++i) {
        const int pitch = pitch_of(phrase, i);
        low = pitch < low ? pitch : low;
        high = pitch > high ? pitch : high;
    }
    return high - low;
}

// ---- Returns ------------------------------------------------------------------------------------

typedef struct {
    Tune tune;
    int32_t ticks, rate;
    uint8_t metre, stated;
} Statement;

static Statement themes[THEMES];

// Length of the longest common subsequence of the intervals of two tunes.
static int common_intervals(const Tune *a, const Tune *b)
{
    static int best[TUNE_MAX + 1][TUNE_MAX + 1];
    memset(best, 0, sizeof best);
    for (int i = 1; i < a->count; ++i) {
        for (int j = 1; j < b->count; ++j) {
            const int same =
                a->notes[i].step - a->notes[i - 1].step == b->notes[j].step - b->notes[j - 1].step;
            const int skip = best[i - 1][j] > best[i][j - 1] ? best[i - 1][j] : best[i][j - 1];
            best[i][j] = same && best[i - 1][j - 1] + 1 > skip ? best[i - 1][j - 1] + 1 : skip;
        }
    }
    return best[a->count - 1][b->count - 1];
}

static int is_same(const Tune *a, const Tune *b)
{
    int same = a->count == b->count;
    for (int i = 0; same && i < a->count; ++i) {
        same = a->notes[i].tick == b->notes[i].tick && a->notes[i].step == b->notes[i].step &&
               a->notes[i].length == b->notes[i].length;
    }
    return same;
}

// Compared where both statements have the same room and rate: a shorter phrase or another density
// makes another tune on purpose.
static void count_return(const Phrase *phrase)
{
    Statement *const first = &themes[phrase->theme];
    if (first->stated && first->ticks == phrase->ticks && first->rate == phrase->tune_rate &&
        !phrase->closes_piece && first->tune.count > 4) {
        ++returns;
        const int kept = common_intervals(&first->tune, &phrase->tune);
        known += kept * 100 >= (first->tune.count - 1) * 60;
        const int same = is_same(&first->tune, &phrase->tune);
        alike += same;
        if (same) {
            printf("# theme %d returns unchanged in section %d, phrase %d\n", phrase->theme,
                   phrase->section, phrase->index);
        }
    } else if (!first->stated) {
        *first = (Statement){phrase->tune, phrase->ticks, phrase->tune_rate, phrase->metre, 1};
    }
}

static const char *look(const WalkStep *step)
{
    const Phrase *const phrase = step->phrase;
    if (!step->span->new_phrase || phrase->tune.count == 0) {
        return NULL;
    }
    ++phrases;
    notes += phrase->tune.count;
    ranges += range_of(phrase);
    sub_phrases += phrase->tune.notes[phrase->tune.count - 1].group + 1;
    count_intervals(phrase);
    count_return(phrase);
    if (range_of(phrase) > 21) {
        return walk_fault("a range of %d semitones in one phrase", range_of(phrase));
    }
    return walk_tune_fault(step);
}

static void walk_all(void)
{
    for (int p = 0; p < FIXTURES; ++p) {
        for (int seed = 0; seed < SEEDS; ++seed) {
            const WalkPlan plan = {&fixture_presets()[p], (uint64_t)seed, SECONDS, 0, NULL};
            memset(themes, 0, sizeof themes);
            const char *const fault = walk(&plan, look);
            EXPECT(fault == NULL, "%s, seed %d: %s", plan.preset->name, seed, fault);
        }
    }
    CHECK(test_clean(),
          "%d tunes end on chord tones, closes on stable degrees, ranges are singable", phrases);
}

int main(void)
{
    test_begin("melody");
    walk_all();
    CHECK(phrases > SEEDS * FIXTURES && notes > 5 * phrases, "%d notes in %d tunes", notes,
          phrases);
    CHECK(ranges > 5 * phrases && ranges < 16 * phrases, "a tune spans %.1f semitones, 5 to 16",
          (double)ranges / phrases);
    CHECK(steps * 100 > intervals * 30, "%d %% of intervals are steps, above 30",
          steps * 100 / intervals);
    CHECK(leaps * 100 > intervals * 4 && leaps * 100 < intervals * 40, "%d %% are leaps, 4 to 40",
          leaps * 100 / intervals);
    CHECK(recovered * 100 >= leaps * 50, "%d %% of leaps turn back, 50 at least",
          recovered * 100 / leaps);
    CHECK(big * 100 <= intervals * 3, "%d of %d intervals are above an octave, 3 %% at most", big,
          intervals);
    CHECK(sub_phrases > phrases, "tunes breathe: %d sub-phrases in %d", sub_phrases, phrases);
    CHECK(returns > 200 && known * 100 >= returns * 90,
          "%d of %d returns keep 60 %% of the theme's intervals, 90 %% at least", known, returns);
    CHECK_EQ(alike, 0, "no return is the same to the note");
    return test_end();
}
