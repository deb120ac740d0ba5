// The arbiter: knows every sounding note and is the only one to end them.
//
// Composer and player say which notes begin and how long; the arbiter makes sure that a pitch is
// ended before it begins again on its channel, that nothing sounds for ever, and that the number
// of notes stays bounded.
#ifndef SESSION_ARBITER_H
#define SESSION_ARBITER_H

#include "session/event.h"

enum {
    SOUNDING_MAX = 32
}; ///< Notes at once; the calm corpus has 6 (p90), pads and tails double it.

typedef struct {
    int64_t end_tick;
    int64_t start_tick;
    uint8_t channel, pitch, part;
} SoundingNote;

typedef struct {
    SoundingNote notes[SOUNDING_MAX];
    int32_t count;
} Arbiter;

void arbiter_init(Arbiter *arbiter);

/// Tick at which the next note ends, or INT64_MAX.
int64_t arbiter_next_end(const Arbiter *arbiter);

/// Takes a note that is due to end at or before `tick` and fills its note-off; 0 when none is.
int arbiter_end_due(Arbiter *arbiter, int64_t tick, Event *off);

/// Asks for a note to begin. When the same pitch sounds on that channel, or all places are taken,
/// fills `off` with the note that has to go first and returns 1: send `off`, then ask again.
/// Returns 0 when the note is entered and may sound.
int arbiter_begin(Arbiter *arbiter, const Event *on, Event *off);

/// Takes back a note that arbiter_begin() entered and that is not going to be played.
void arbiter_forget(Arbiter *arbiter, const Event *on);

/// 1 when the pitch of `on` has begun on its channel just before (a part's voices met on one
/// pitch): then that note is held as long as the longer of the two, and `on` is to be left out.
int arbiter_merge(Arbiter *arbiter, const Event *on);

/// Moves every end to `tick` at the latest.
void arbiter_end_all_by(Arbiter *arbiter, int64_t tick);

#endif
