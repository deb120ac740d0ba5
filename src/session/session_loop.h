// A piece whose end leads back to its beginning.
#ifndef SESSION_SESSION_LOOP_H
#define SESSION_SESSION_LOOP_H

#include "session/session.h"

/// Looks for the place near `length_ms` at which a piece may go back to its beginning: where a
/// phrase begins in the key of the first one; if possible on its chord, with a section, and after a
/// close that leads there. For a mood that stays as it is. Composes in `session`, which is left as
/// it comes. Returns 0 when there is no such place.
int session_loop_find(Session *session, const SessionConfig *config, int64_t length_ms,
                      SessionLoop *loop);

#endif
