// Planning a phrase: its place in the form, key, length, chords, tune and bass.
#ifndef COMPOSE_PLAN_H
#define COMPOSE_PLAN_H

#include "compose/composer.h"

/// Plans the next phrase into composer->phrase and counts it.
void phrase_plan(Composer *composer, const Situation *situation);

/// Milliseconds that `ticks` last at a tempo in 1/1000 BPM.
int64_t phrase_ms(int64_t ticks, int32_t tempo_bpm);

#endif
