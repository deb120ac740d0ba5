// Performance: from written notes to played ones. Level, timing, articulation.
#ifndef COMPOSE_PERFORM_H
#define COMPOSE_PERFORM_H

#include "compose/phrase.h"
#include "compose/score.h"

/// MIDI velocity of a level in tenths of a dB; 0 dB is 80. The loudness of a note goes with
/// 40 log10(velocity) (SoundFont 2 default curve).
int32_t perform_velocity(int32_t level_db10);

/// Attack of long tones against that of calm music, in 1/4096 octave (0 = as the instrument has
/// it).
int32_t perform_attack(const Params *params);

/// Turns the notes of a slot into played ones: phrase arch, metrical accent, level and timing
/// noise. The velocity that textures give is an offset in tenths of a dB around 0.
void perform_slot(const Phrase *phrase, const PartSpec *parts, const Params *params, uint64_t seed,
                  int64_t slot_number, int32_t tempo_bpm, NoteList *notes);

#endif
