// A lane: a synth that plays one passage of a piece after another.
//
// A piece is cut into passages at the seams between phrases. A passage begins on a renewed synth,
// plays what is struck until the next cut, and then rings until it is silent, beside the passage
// that follows. The sound of a piece is the sum of its passages: so these can be rendered side by
// side (io/render_pool.h) or one after the other (session/relay.h), with the same bits.
// doc/performance.md tells why.
#ifndef SESSION_LANE_H
#define SESSION_LANE_H

#include "session/synth_state.h"

enum { LANE_SCRATCH = 4096 }; ///< Stereo frames that are rendered at once, at most.

typedef struct {
    Synth *synth;
    int64_t check_frames; ///< How often a lane that may sleep is asked whether it is silent.
    int64_t frames;       ///< Rendered since it may sleep.
    float peak;           ///< Of the frames since the last question.
    uint8_t awake;        ///< It sounds, or may.
    uint8_t may_sleep;    ///< It falls asleep once it is silent.
    uint8_t rings; ///< Its passage is over: nothing is struck any more, and its time is short.
    float scratch[2 * LANE_SCRATCH];
} Lane;

/// Frames for which a passage rings at most; it then has been faded out for a second. A passage is
/// at least as long, so that two lanes in turn are enough.
int64_t lane_ring_frames(int32_t rate_hz);

/// The lane sleeps. The synth must be one that can be renewed; it stays the caller's.
void lane_init(Lane *lane, Synth *synth, int32_t rate_hz);

/// A passage begins, on a synth as new that is told `state`.
void lane_begin(Lane *lane, const SynthState *state);

/// The next passage has begun elsewhere; this one is sent no more notes, only their ends.
void lane_leave(Lane *lane);

/// For a lane without passages: it sounds again, from now on until it is silent.
void lane_wake(Lane *lane);

/// Adds the next `frames` frames, as wide as the synth's, to `sound`; a lane that falls asleep adds
/// no more. Any division into calls gives equal bits.
void lane_add(Lane *lane, float *sound, size_t frames);

#endif
