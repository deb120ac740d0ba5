// Planning a phrase: its place in the form, key, length, chords, tune and bass.
#ifndef COMPOSE_PLAN_H
#define COMPOSE_PLAN_H

#include "compose/composer.h"

/// Plans the next phrase into composer->phrase and counts it.
void phrase_plan(Composer *composer, const Situation *situation);

/// Turns the chords of composer->phrase from composer->slot on, if a chord begins there and the
/// share of major or borrowed chords in `params` has moved since they were written.
void phrase_turn(Composer *composer, const Params *params);

/// Milliseconds that `ticks` last at a tempo in 1/1000 BPM.
int64_t phrase_ms(int64_t ticks, int32_t tempo_bpm);

#endif
