// A composed piece and what must be true of it, for tests that walk over seeds.
//
// A rule looks at a whole piece and says what is wrong with it, or NULL.
#ifndef TESTS_UNIT_SCORE_H
#define TESTS_UNIT_SCORE_H

#include "session/session.h"

#include <stddef.h>

enum { EVENTS_MAX = 400000, SCORE_RISE = 41 };

typedef struct {
    SessionConfig config;
    const Preset *preset;
    size_t count;
    int32_t queue_most;    ///< Events that waited at most.
    int32_t sounding_most; ///< Notes at once at most.
    uint64_t print;        ///< Fingerprint of all events.
    Event events[EVENTS_MAX];
} Score;

/// Composes the piece of `config`; stops at EVENTS_MAX events, or at `tick_max` when it has no end.
void score_compose(Score *score, const SessionConfig *config, int64_t tick_max);

/// How far the loudest note rises from one onset to the next: 99th percentile in windows of 32 s,
/// and the median of those. Nine of ten calm pieces that people made stay within SCORE_RISE (music
/// targets).
int score_rise(const Score *score);

typedef struct {
    const char *name;                         ///< What the rule demands.
    const char *(*fault)(const Score *score); ///< NULL when the piece keeps it.
} ScoreRule;

extern const ScoreRule score_rules[];
extern const int score_rule_count;

#endif
