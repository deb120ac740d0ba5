// The passages of a piece, written out, so that they can be rendered one beside the other.
#ifndef IO_PASSAGE_H
#define IO_PASSAGE_H

#include "session/lane.h"
#include "session/session.h"

#include <stddef.h>

/// What is sent between two cuts. Events of the player are left out.
typedef struct {
    int64_t start;    ///< Frame of its cut.
    int64_t next;     ///< Frame of the next one, or the end of the piece.
    SynthState state; ///< What a synth has to be told first.
    Event *events;    ///< In order; `frame` is when they are sent.
    size_t count, room;
    uint8_t is_last;
} Passage;

/// Cuts the piece of a session at the places where a Relay does. Zeroed but for what is named.
typedef struct {
    Session *session; ///< Walked, not rendered; no controls come.
    SynthState state; ///< synth_state_init()
    int64_t start;    ///< Of the passage to come.
    int64_t least;    ///< Frames of a passage, at least: lane_ring_frames().
} PassageWriter;

/// Writes the next passage into `passage`, whose events it may reuse; 0 when memory is short. Not
/// to be called after one that is the last.
int passage_write(PassageWriter *writer, Passage *passage);

/// Whoever takes the sound of a passage, in order; 0 to stop.
typedef int PassageTake(void *context, const float *stereo, size_t frames);

/// Plays a passage on a lane from its start until it is silent, or the piece ends at `end`. `next`
/// is the passage that follows (NULL after the last): its controllers, and the ends of notes in it.
void passage_play(Lane *lane, const Passage *passage, const Passage *next, int64_t end,
                  PassageTake *take, void *context);

#endif
