// A composed piece: all events of a session, and what they came from.
#ifndef TEXT_PIECE_H
#define TEXT_PIECE_H

#include "compose/preset.h"
#include "session/event.h"
#include "session/phrase_plan.h"

#include <stddef.h>
#include <stdint.h>

/// Plain data; the events are in order of time.
typedef struct {
    const Preset *preset;
    uint64_t seed;
    Mood mood;    ///< Where it leads.
    Mood from;    ///< Where an arc begins ...
    int has_from; ///< ... if it is one.
    const Event *events;
    size_t count;
    const PhrasePlan *phrases; ///< One for each EVENT_PHRASE, in their order; NULL = not kept.
    size_t phrase_count;
} Piece;

/// Length in ticks of the note that begins with event `i`: up to its note-off; as planned when the
/// piece has none.
int64_t piece_note_ticks(const Piece *piece, size_t i);

/// The first event of a kind, or NULL.
const Event *piece_first(const Piece *piece, EventKind kind);

/// Ticks from the start to the last event.
int64_t piece_ticks(const Piece *piece);

/// Name of a part's track: the preset's, or "player" for the keyboard player.
const char *piece_part_name(const Piece *piece, int part);

#endif
