// Valence in the chords: inner chords of a statement give way to their relatives, or borrow the
// other mode's third, so that the share of major chords is the one that the mood asks for.
#ifndef COMPOSE_HARMONY_TURN_H
#define COMPOSE_HARMONY_TURN_H

#include "compose/phrase.h"

/// What the harmony owes the mood, in percent of a slot: above 0 when there have been too few major
/// chords. Carried from phrase to phrase, so that the share is met in the long run although themes
/// and closes keep their own chords.
typedef int32_t MajorDebt;

/// Turns inner chords that begin at slot `from` or later, where a relative two tones of which are
/// the same comes nearer to the share of major chords in `params`. The tune's exposed notes choose
/// between relatives. The first chord and the last two stay. Within a phrase (`from` above 0),
/// where the tune has been fitted already, it is fitted to what was turned.
void harmony_turn(Phrase *phrase, const Params *params, MajorDebt debt, int32_t from);

/// Lets subdominants from slot `from` on borrow the other mode's third, where the tune leaves it
/// free.
void harmony_borrow(Phrase *phrase, const Params *params, uint64_t seed, int32_t from);

/// The debt when the phrase is over.
MajorDebt harmony_debt(const Phrase *phrase, const Params *params, MajorDebt debt);

#endif
