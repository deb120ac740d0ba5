// What there is to draw or tell of a piece: its score, its course, and what was heard of it.
#ifndef TEXT_SUBJECT_H
#define TEXT_SUBJECT_H

#include "text/course.h"
#include "text/hearing.h"
#include "text/piece.h"

typedef struct {
    const Piece *piece;
    const Course *course;
    const Hearing *heard; ///< NULL = it was not rendered.
    const char *words;    ///< How it is made again: "evening --seed 7 --for 120s".
} Subject;

/// When an event happens, milliseconds.
static inline int64_t subject_ms(const Subject *subject, const Event *event)
{
    return event->frame * 1000 / subject->course->rate_hz;
}

/// Length of the piece.
static inline int64_t subject_length_ms(const Subject *subject)
{
    const Piece *const piece = subject->piece;
    return piece->count > 0 ? subject_ms(subject, &piece->events[piece->count - 1]) : 0;
}

/// Time at a tick, by the events around it, milliseconds.
int64_t subject_ms_at(const Subject *subject, int64_t tick);

#endif
