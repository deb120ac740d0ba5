// When a session ends, and how it fades by then.
#ifndef SESSION_SESSION_END_H
#define SESSION_SESSION_END_H

#include "session/session.h"

/// Ends the session at a frame, after the fade that the config asks for and a moment of silence.
void end_plan(Session *session, int64_t end_frame);

/// Fades to silence in `fade_ms`, from the last chord of the phrase on when that is near, else from
/// now on. An end that comes sooner is kept.
void end_fade(Session *session, int32_t fade_ms);

#endif
