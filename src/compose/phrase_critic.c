#include "compose/phrase_critic.h"

#include "base/fix.h"
#include "compose/bass.h"
#include "compose/tune_critic.h"
#include "compose/tune_vary.h"

#include <string.h>

enum {
    UNKNOWN,
    UNVARIED,
    PARALLEL,
    SIMILAR,
    VOICE_LEAP,
    FAULTY_TUNE,
    DENSITY,
    STALE_CHORDS,
    STALE_TUNE,
};

// Points are [D], against one another: what makes a statement a return weighs most, then what a
// listener would stumble over, then variety.
const StatementFault statement_fault_table[STATEMENT_FAULTS] = {
    [UNKNOWN] = {"ten per cent too little of the theme", 18, "60 % of a theme's intervals return"},
    [UNVARIED] = {"the same to the note", 60, "a returning theme is never identical"},
    [PARALLEL] = {"parallel fifth or octave", 20, "near zero in chorales, corpus B"},
    [SIMILAR] = {"outer voices the same way", 4, "contrary 40 %, similar 29 %, corpus B"},
    [VOICE_LEAP] = {"leap of an inner voice", 3, "inner voices move by step or stay, corpus B"},
    [FAULTY_TUNE] = {"ten points of the tune's faults", 2, "leaps, rubs and range, tune critic"},
    [DENSITY] = {"note too many or too few", 3, "the rate that the mood asks for, param.def"},
    [STALE_CHORDS] = {"row of chords just heard", 5, "progressions overlap below .7, corpus B"},
    [STALE_TUNE] = {"tune just heard", 9, "prediction without surprise wears out (Berlyne 1971)"},
};

static int is_same_tune(const Tune *a, const Tune *b)
{
    int same = a->count == b->count;
    for (int32_t i = 0; same && i < a->count; ++i) {
        same = a->notes[i].tick == b->notes[i].tick && a->notes[i].step == b->notes[i].step &&
               a->notes[i].length == b->notes[i].length;
    }
    return same;
}

static void judge_return(const Phrase *phrase, const Tune *theme, int32_t *counts)
{
    enum { KNOWN_PERCENT = 85, TEN = 10 };
    const int32_t kept = tune_kept(theme, &phrase->tune);
    counts[UNKNOWN] = fix_max(0, KNOWN_PERCENT - kept + TEN - 1) / TEN;
    counts[UNVARIED] = phrase->variation > 0 && is_same_tune(theme, &phrase->tune);
}

static void judge_outer(const Phrase *phrase, Outer before, int32_t *counts)
{
    for (int32_t s = 0; s < phrase->slot_count; s = phrase->slots[s].next) {
        const Outer now = bass_outer(phrase, s);
        const int sings = now.tune >= 0 && before.tune >= 0;
        counts[PARALLEL] += bass_is_parallel(before, now);
        counts[SIMILAR] += sings && (now.bass - before.bass) * (now.tune - before.tune) > 0;
        before = now;
    }
}

static void judge_inner(const Phrase *phrase, int32_t *counts)
{
    enum { STEP = 4 }; // semitones: a third is still a step of a chord's voice
    for (int32_t s = phrase->slots[0].next; s < phrase->slot_count; s = phrase->slots[s].next) {
        const Voicing *const from = &phrase->slots[s - 1].voicing;
        const Voicing *const to = &phrase->slots[s].voicing;
        for (int i = 0; i < from->count && i < to->count; ++i) {
            counts[VOICE_LEAP] += fix_abs(to->pitch[i] - from->pitch[i]) > STEP;
        }
    }
}

static void judge_density(const Phrase *phrase, const Tune *theme, int32_t *counts)
{
    counts[DENSITY] = fix_abs(phrase->tune.count - theme->count);
}

static uint32_t mixed(uint32_t hash, uint32_t value)
{
    return (hash ^ value) * 16777619u; // FNV-1a
}

static uint32_t chords_print(const Phrase *phrase)
{
    uint32_t hash = 2166136261u;
    for (int32_t s = 0; s < phrase->slot_count; s = phrase->slots[s].next) {
        hash = mixed(hash, phrase->slots[s].chord.degree);
    }
    return hash;
}

static uint32_t tune_print(const Phrase *phrase)
{
    uint32_t hash = 2166136261u;
    for (int32_t i = 0; i < phrase->tune.count; ++i) {
        hash = mixed(hash, (uint32_t)phrase->tune.notes[i].tick);
        hash = mixed(hash, (uint32_t)(uint16_t)phrase->tune.notes[i].step);
    }
    return hash;
}

static void judge_variety(const Phrase *phrase, const Recent *recent, int32_t *counts)
{
    const uint32_t chords = chords_print(phrase), tune = tune_print(phrase);
    for (int i = 0; i < PHRASES_KNOWN; ++i) {
        counts[STALE_CHORDS] += recent->chords[i] == chords;
        counts[STALE_TUNE] += recent->tunes[i] == tune;
    }
}

int32_t statement_faults(const Phrase *phrase, const Tune *theme, Outer before,
                         const Recent *recent, int32_t counts[STATEMENT_FAULTS])
{
    enum { TEN = 10 };
    int32_t tune_counts[TUNE_FAULTS];
    memset(counts, 0, STATEMENT_FAULTS * sizeof counts[0]);
    judge_return(phrase, theme, counts);
    judge_outer(phrase, before, counts);
    judge_inner(phrase, counts);
    judge_density(phrase, theme, counts);
    judge_variety(phrase, recent, counts);
    counts[FAULTY_TUNE] = tune_faults(phrase, &phrase->tune, tune_counts) / TEN;
    int32_t points = 0;
    for (int k = 0; k < STATEMENT_FAULTS; ++k) {
        points += counts[k] * statement_fault_table[k].weight;
    }
    return points;
}

void recent_add(Recent *recent, const Phrase *phrase)
{
    recent->chords[recent->next] = chords_print(phrase);
    recent->tunes[recent->next] = tune_print(phrase);
    recent->next = (recent->next + 1) % PHRASES_KNOWN;
}
