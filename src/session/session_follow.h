// Adaptation: the session hears the keyboard player, goes to meet them, and leads on.
#ifndef SESSION_SESSION_FOLLOW_H
#define SESSION_SESSION_FOLLOW_H

#include "session/session.h"

/// A key goes down or comes up: `key` on the keyboard, `pitch` as it sounds.
void session_follow_down(Session *session, int key, int pitch, int velocity);
void session_follow_up(Session *session, int key, int pitch);

/// Where the session leads when it would go to `path`: while somebody plays and PARAM_FOLLOW is on,
/// to where they are, and from there to `path` at an arc's pace. Once for each step of the mood.
Mood session_follow_mood(Session *session, Mood path, int64_t ms);

/// Looks for held chords and figures. Once for each step of the automation.
void session_follow_listen(Session *session, int64_t ms);

#endif
