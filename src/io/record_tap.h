// The render thread's side of a recording: what is played and what steers it go into rings that
// another thread empties. Neither waits nor allocates; what finds no room is counted.
#ifndef IO_RECORD_TAP_H
#define IO_RECORD_TAP_H

#include "base/ring.h"
#include "session/session.h"

#include <stdatomic.h>

/// A frame of sound in the ring.
typedef struct {
    float left, right;
} StereoFrame;

/// The rings' writer is the render thread.
typedef struct {
    Ring *controls; ///< Of TimedControl; CONTROL_NONE tells the place, with `a` lost controls.
    Ring *sound;    ///< Of StereoFrame.
    // Render thread only.
    int32_t lost;             ///< Controls that found no room and are not told yet.
    int64_t next_place_frame; ///< Where the place is told again.
    // Atomic, any thread.
    atomic_int sound_lost; ///< 1: the sound ring was full; from then on no sound is written.
} RecordTap;

void record_tap_init(RecordTap *tap, Ring *controls, Ring *sound);

/// A control that the session is about to take. Render thread.
void record_tap_control(RecordTap *tap, const Session *session, const ControlMsg *msg);

/// A block that the session has just given. Render thread.
void record_tap_block(RecordTap *tap, const Session *session, const float *stereo, size_t frames);

#endif
