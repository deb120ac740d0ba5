// Textures: ways for a part to play the harmony or the tune. One file and one registry line each.
#ifndef COMPOSE_TEXTURE_H
#define COMPOSE_TEXTURE_H

#include "base/dice.h"
#include "compose/phrase.h"
#include "compose/score.h"

/// All that a texture may look at when it plays one slot (the span of one chord, or a part of it).
typedef struct {
    const Phrase *phrase;
    const Params *params;
    const PartSpec *part;
    int32_t part_index;
    int32_t slot;       ///< Index of the slot within the phrase.
    int32_t start_tick; ///< Of the slot, from the start of the phrase.
    int32_t ticks;      ///< Length of the slot.
    uint64_t seed;
    uint64_t position;  ///< Counts slots since the start of the session: for the dice.
    int32_t low, high;  ///< The part's range, MIDI pitches.
    int32_t onsets_x10; ///< Onsets that the accompaniment may use in this slot, tenths.
    uint8_t is_final;   ///< 1: the last chord of the piece: strike once and ring.
} TextureContext;

typedef struct {
    const char *name; ///< As presets write it.
    const char *doc;  ///< One line.
    uint8_t is_tune;  ///< 1: plays the melody; its track is the tune.
    uint8_t
        is_percussion; ///< 1: its pitches are sounds (music/percussion.h), for such instruments.
    uint8_t low, high; ///< Register, MIDI pitches, before the part's octave shift.
    void (*compose)(const TextureContext *context, NoteList *notes);
} Texture;

extern const Texture *const texture_table[];
extern const int texture_count;

/// Index in texture_table, or -1.
int texture_find(const char *name);

// Helpers for textures.

/// The slot being played.
const Slot *texture_slot(const TextureContext *context);

/// 1 when a chord begins with this slot.
int texture_chord_begins(const TextureContext *context);

/// Ticks from the start of this slot to the end of its chord.
int32_t texture_chord_ticks(const TextureContext *context);

/// Dice of this part in this slot.
Dice texture_dice(const TextureContext *context);

/// Moves a pitch by octaves into the part's range.
int32_t texture_fold(const TextureContext *context, int32_t pitch);

/// Adds a note: ticks from the start of the slot, level in tenths of a dB around the part's own.
void texture_note(const TextureContext *context, NoteList *notes, int32_t offset, int32_t length,
                  int32_t pitch, int32_t level_db10);

#endif
