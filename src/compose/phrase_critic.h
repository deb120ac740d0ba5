// The critic of whole phrases: of several ways to state a theme again it finds the one that is
// known again, new, well led and not stale.
#ifndef COMPOSE_PHRASE_CRITIC_H
#define COMPOSE_PHRASE_CRITIC_H

#include "compose/phrase.h"

typedef struct {
    const char *name;   ///< As `lull notes --why` prints it.
    int16_t weight;     ///< Fault points each time.
    const char *source; ///< Why it counts as a fault.
} StatementFault;

extern const StatementFault statement_fault_table[STATEMENT_FAULTS];

enum { PHRASES_KNOWN = 8 }; ///< Phrases that a listener has in the ear.

/// What has been heard, as fingerprints. Plain data, zeroed at first.
typedef struct {
    uint32_t chords[PHRASES_KNOWN];
    uint32_t tunes[PHRASES_KNOWN];
    int32_t next;
} Recent;

/// How often each fault of the table stands in `phrase`, complete with bass and voicings, into
/// `counts`; returns the sum of their points. `theme` is the tune as first written, `before` the
/// outer voices before the phrase.
int32_t statement_faults(const Phrase *phrase, const Tune *theme, Outer before,
                         const Recent *recent, int32_t counts[STATEMENT_FAULTS]);

/// Remembers a phrase.
void recent_add(Recent *recent, const Phrase *phrase);

#endif
