// Where a piece is silent: between the end of all notes and the beginning of the next.
#ifndef SESSION_SESSION_GAPS_H
#define SESSION_SESSION_GAPS_H

#include "session/session.h"

typedef struct {
    int64_t from;  ///< Frame at which the last note was let go.
    int64_t to;    ///< Frame at which the next one begins.
    int32_t opens; ///< 1: the next one opens a section.
} Gap;

/// A walk through the gaps of a piece, in order of time.
typedef struct {
    Session *session;
    int64_t quiet_from; ///< Since when nothing sounds; -1 = something does.
    int64_t section;    ///< Frame of the last section's beginning.
    int32_t sounding;   ///< Notes that are held.
    Gap last;           ///< Found, not yet given out ...
    int32_t has_last;   ///< ... if there is one.
} GapWalk;

/// `session` has just begun; the walk moves it on by session_next().
void gaps_init(GapWalk *walk, Session *session);

/// The next gap; 0 when the piece is over.
int gaps_next(GapWalk *walk, Gap *gap);

#endif
