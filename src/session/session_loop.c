#include "session/session_loop.h"

enum {
    AMID_SECTION_MS = 10000, ///< A section's beginning may lie so much farther away.
    OTHER_CHORD_MS = 10000,  ///< The same for a phrase that begins on the first one's chord, and
                             ///< for one before it that comes to rest.
    LONGER_MS = 1800000,     ///< The key of the beginning has come back long before that.
};

/// A phrase's beginning: where it is, and what leads there.
typedef struct {
    int64_t tick, frame;
    Key key;
    Chord chord;
    int32_t index;   ///< In its section.
    uint8_t cadence; ///< With which it ends.
} Door;

// The next beginning of a phrase; 0 when there is none.
static int next_door(Session *session, Door *door)
{
    for (Event event; session_next(session, &event);) {
        if (event.kind == EVENT_PHRASE) { // at one tick, key and chord have come before it
            *door = (Door){.tick = event.tick,
                           .frame = event.frame,
                           .key = session->shown.key,
                           .chord = session->shown.chord,
                           .index = event.b,
                           .cadence = session->phrase.cadence};
            return 1;
        }
    }
    return 0;
}

static int same_key(const Door *a, const Door *b)
{
    return a->key.tonic == b->key.tonic && a->key.mode == b->key.mode;
}

// How far a door is from what is wanted, milliseconds. `last` is the phrase before it.
static int64_t cost_of(const Door *first, const Door *last, const Door *door, int64_t off_ms)
{
    return (off_ms < 0 ? -off_ms : off_ms) + (door->index > 0 ? AMID_SECTION_MS : 0) +
           (door->chord.degree != first->chord.degree ? OTHER_CHORD_MS : 0) +
           (last->cadence == CADENCE_DECEPTIVE ? OTHER_CHORD_MS : 0);
}

int session_loop_find(Session *session, const SessionConfig *config, int64_t length_ms,
                      SessionLoop *loop)
{
    SessionConfig open = *config;
    Door first, last, door;
    int64_t best = LONGER_MS;
    open.length_ms = 0;
    open.loop = (SessionLoop){0, 0};
    *loop = open.loop;
    session_init(session, &open);
    if (!next_door(session, &first)) {
        return 0;
    }
    for (last = first; next_door(session, &door); last = door) {
        const int64_t off_ms = door.frame * 1000 / config->rate_hz - length_ms;
        const int64_t cost = cost_of(&first, &last, &door, off_ms);
        if (same_key(&first, &door) && cost < best) {
            best = cost;
            *loop = (SessionLoop){door.tick, door.frame};
        }
        if (off_ms >= best) {
            break; // all that follows is farther away
        }
    }
    return loop->ticks > 0;
}
