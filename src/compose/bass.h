// The bass: a line of its own under the tune.
#ifndef COMPOSE_BASS_H
#define COMPOSE_BASS_H

#include "compose/phrase.h"

/// Fills the bass from slot `from` on, where a chord begins; chords and tune stand. `outer` holds
/// the outer voices before the phrase and becomes those at its last chord. May put chords into
/// first inversion, and move a tone of the tune that would run in parallel with every bass.
void bass_write(Phrase *phrase, uint64_t seed, Outer *outer, int32_t from);

/// Bass and tune where the chord of a slot begins.
Outer bass_outer(const Phrase *phrase, int32_t slot);

/// A fifth or octave between bass and tune twice, both voices moving.
int bass_is_parallel(Outer from, Outer to);

#endif
