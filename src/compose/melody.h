// Melody: themes with a motif, varied when they return, and ending on a stable tone.
#ifndef COMPOSE_MELODY_H
#define COMPOSE_MELODY_H

#include "compose/phrase.h"

/// Writes the tune of `phrase`, whose chords stand already. `tempo_bpm` in 1/1000 BPM, `rate` in
/// 1/100 notes a second, `centre` the MIDI pitch around which the tune should lie; `lifted` puts it
/// an octave higher. Themes are laid out in the key `home`, and transposed to others.
void melody_write(Phrase *phrase, uint64_t seed, int32_t tempo_bpm, int32_t rate, int32_t centre,
                  Key home, int lifted);

#endif
