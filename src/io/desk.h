// Where all programs that steer arrive: a line comes in, its controls go out, an answer goes back.
#ifndef IO_DESK_H
#define IO_DESK_H

#include "base/ring.h"
#include "session/session.h"
#include "text/control_words.h"
#include "text/out.h"

#include <pthread.h>

enum { NOTICE_BYTES = 160 };

/// A line for the person who listens.
typedef struct {
    char text[NOTICE_BYTES];
} Notice;

/// Prepared by remote_start(). `controls` and `notices` have the remote thread as their only
/// writer.
typedef struct {
    OrderScope scope; ///< What it says of the end follows the session.
    Ring *controls;   ///< Of ControlMsg.
    Ring *notices;    ///< Of Notice.
    pthread_mutex_t lock;
    Snapshot shown; ///< Under the lock: the newest.
} Desk;

// Functions for the remote thread.

/// Whether there is room for the controls of one more line; if not, the line has to wait.
int desk_is_free(const Desk *desk);

/// Carries out a line when desk_is_free() and writes the answer: "ok", "error: ..." or the state,
/// each one line; before the "ok" to `help` stand the words.
Status desk_order(Desk *desk, const char *line, const Out *answer);

/// What plays.
Snapshot desk_shown(Desk *desk);

/// Tells the person who listens; left out when they have enough to read already.
__attribute__((format(printf, 2, 3))) void desk_notice(Desk *desk, const char *format, ...);

#endif
