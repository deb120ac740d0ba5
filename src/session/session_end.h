// When a session ends, and how it fades by then.
#ifndef SESSION_SESSION_END_H
#define SESSION_SESSION_END_H

#include "session/session.h"

/// Ends the session at a frame, after the fade that the config asks for and a moment of silence.
void end_plan(Session *session, int64_t end_frame);

/// Fades to silence in `fade_ms`, from the last chord of the phrase on when that is near, else from
/// now on. An end that comes sooner is kept.
void end_fade(Session *session, int32_t fade_ms);

/// Moves the planned end as CONTROL_LENGTH asks. The fade moves with it: one that is under way is
/// taken back, at a pace that does not startle.
void end_move(Session *session, ControlLength how, int64_t ms);

/// 1 once the end cannot be moved any more: the last phrase has begun, or the listener has stopped
/// the session.
int end_is_near(const Session *session);

/// How far the music is thinned out at a frame, per mille: 0 before a fade, 1000 at its end. A fade
/// too short for music to follow is one of level alone.
int32_t end_thinning(const Session *session, int64_t frame);

#endif
