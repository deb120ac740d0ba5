// The controls of a session that has been played, given to it again at the same frames: the same
// session, to the bit.
#ifndef SESSION_REPLAY_H
#define SESSION_REPLAY_H

#include "session/session.h"

#include <stddef.h>
#include <stdint.h>

/// A control and when it took effect.
typedef struct {
    int64_t frame; ///< Audio time: this is what counts.
    int64_t tick;  ///< Musical time: for those who read.
    ControlMsg msg;
} TimedControl;

/// What happened to a session. Zeroed, nothing did, and the session ends by itself.
typedef struct {
    const TimedControl *controls; ///< In order of time; they outlive the replay.
    size_t count;
    int64_t stop_frame;  ///< Where the sound was cut; 0 = where the session ends.
    int64_t fade_frames; ///< Before that, in which it fades out; 0 = a cut.
} Steering;

typedef struct {
    Steering steering;
    size_t next; ///< The first control that is still to come.
    uint8_t cut; ///< Of the score: the rest is ends of notes.
} Replay;

void replay_init(Replay *replay, Steering steering);

/// session_render() with the controls at their frames. Any division into calls gives equal bits.
size_t replay_render(Replay *replay, Session *session, Synth *synth, float *stereo, size_t frames);

/// Fades out what leads to the cut: `frames` of sound that begin at `first`. replay_render() has
/// done so already.
void steering_fade(const Steering *steering, int64_t first, float *stereo, size_t frames);

/// session_next() with the controls at their frames: the events that replay_render() sends, and at
/// the end the ends of all notes that still sound. Use one of the two on a session.
int replay_next(Replay *replay, Session *session, Event *event);

/// 1 when there is no more sound.
int replay_done(const Replay *replay, const Session *session);

#endif
