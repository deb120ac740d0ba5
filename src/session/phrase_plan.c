#include "session/phrase_plan.h"

#include "compose/plan.h"
#include "music/metre.h"

#include <string.h>

PhrasePlan phrase_plan_copy(const Composer *composer, const Situation *situation, Key before)
{
    const Phrase *const phrase = &composer->phrase;
    const int32_t bar_ticks = metre_table[phrase->metre].bar_ticks;
    PhrasePlan plan = {
        .section = phrase->section,
        .index = phrase->index,
        .theme = phrase->theme,
        .variation = phrase->variation,
        .cadence = phrase->cadence,
        .metre = phrase->metre,
        .has_tune = phrase->has_tune,
        .closes_section = phrase->closes_section,
        .closes_piece = phrase->closes_piece,
        .arc = phrase->arc,
        .key = phrase->key,
        .key_before = phrase->number == 0 ? phrase->key : before,
        .mood = situation->mood,
        .bars = phrase->bars,
        .pause_bars = phrase->pause_ticks / bar_ticks,
        .bar_ms = (int32_t)phrase_ms(bar_ticks, composer->tempo_bpm),
        .aimed_ms = situation->params.value[PARAM_PHRASE] * 100,
        .tune_rate = phrase->tune_rate,
        .centre = scale_pitch(phrase->key, phrase->base_step + phrase->middle),
        .tune_notes = phrase->tune.count,
        .chosen = phrase->chosen,
    };
    memcpy(plan.faults, phrase->faults, sizeof plan.faults);
    memcpy(plan.reasons, phrase->reasons, sizeof plan.reasons);
    plan.attempt = phrase->attempt;
    plan.attempts = phrase->attempts;
    memcpy(plan.statement_faults, phrase->statement_faults, sizeof plan.statement_faults);
    memcpy(plan.statement_reasons, phrase->statement_reasons, sizeof plan.statement_reasons);
    return plan;
}
