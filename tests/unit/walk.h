// Walks over the phrases of a piece as the composer plans them, and what must be true of each.
#ifndef TESTS_UNIT_WALK_H
#define TESTS_UNIT_WALK_H

#include "compose/composer.h"

/// One composed slot and the phrase it belongs to.
typedef struct {
    const Composer *composer; ///< After the slot.
    const Phrase *phrase;
    const Span *span;
    const Situation *situation;
} WalkStep;

typedef const char *(*WalkRule)(const WalkStep *step); ///< What is wrong, or NULL.

/// What to walk over.
typedef struct {
    const Preset *preset;
    uint64_t seed;
    int seconds;
    int wanders;    ///< 1: the mood goes round the plane; 0: it stays.
    const Key *key; ///< NULL: one of the preset's.
} WalkPlan;

/// Composes a piece and gives each slot to `rule`. Returns the first fault, or NULL.
const char *walk(const WalkPlan *plan, WalkRule rule);

/// Parameters of a mood for a preset, as a session would take them.
Params walk_params(const Preset *preset, Mood mood);

// Rules.

const char *walk_span_fault(const WalkStep *step);    ///< Times, lengths, number of notes.
const char *walk_harmony_fault(const WalkStep *step); ///< Slots, chord tones, cadences.
const char *walk_tune_fault(const WalkStep *step);    ///< Order, chord tones at the ends.

/// A message, kept until the next one.
__attribute__((format(printf, 1, 2))) const char *walk_fault(const char *format, ...);

#endif
