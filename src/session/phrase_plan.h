// What a phrase is and why: a small copy of its plan, for those who print or draw the music. The
// composer itself may be ahead by then.
#ifndef SESSION_PHRASE_PLAN_H
#define SESSION_PHRASE_PLAN_H

#include "compose/composer.h"

/// Plain data.
typedef struct {
    int32_t section, index; ///< From 0.
    uint16_t theme;         ///< As in Phrase, like all that has no comment here.
    uint8_t variation;
    uint8_t cadence;
    uint8_t metre;
    uint8_t has_tune;
    uint8_t closes_section;
    uint8_t closes_piece;
    uint8_t arc;
    Key key;
    Key key_before; ///< Of the phrase before; the same as `key` in the first one.
    Mood mood;      ///< For which it was planned.
    int32_t bars;
    int32_t pause_bars;
    int32_t bar_ms;    ///< Length of a bar at the tempo in force.
    int32_t aimed_ms;  ///< Length of a phrase that the mood asks for.
    int32_t tune_rate; ///< 1/100 notes a second.
    int32_t centre;    ///< MIDI pitch around which the tune lies.
    int32_t tune_notes;
    int16_t faults[TUNE_CANDIDATES];
    int32_t reasons[TUNE_FAULTS];
    int16_t chosen;
    uint8_t attempt, attempts;
    int16_t statement_faults[STATEMENTS];
    int32_t statement_reasons[STATEMENT_FAULTS];
} PhrasePlan;

/// The plan of the phrase that has just begun; `before` is the key of the one before it.
PhrasePlan phrase_plan_copy(const Composer *composer, const Situation *situation, Key before);

#endif
