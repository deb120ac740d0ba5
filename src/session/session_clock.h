// A session that follows the time of another device.
#ifndef SESSION_SESSION_CLOCK_H
#define SESSION_SESSION_CLOCK_H

#include "session/session.h"

/// CONTROL_CLOCK: takes the tempo at once and leads the session gently to the other's place.
void session_clock_follow(Session *session, const ControlMsg *msg);

/// CONTROL_START: what sounds ends, and a phrase begins.
void session_clock_start(Session *session, const ControlMsg *msg);

#endif
