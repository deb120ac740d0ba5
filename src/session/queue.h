// The events that are composed but not yet given out, in order of time.
#ifndef SESSION_QUEUE_H
#define SESSION_QUEUE_H

#include "session/event.h"

enum { QUEUE_MAX = 2048 };

/// A binary heap; equal ticks come out by kind, then in the order in which they came.
typedef struct {
    Event events[QUEUE_MAX];
    uint32_t order[QUEUE_MAX];
    uint32_t next_order;
    int32_t count;
} EventQueue;

void queue_init(EventQueue *queue);

/// Adds an event; 0 when the queue is full (tests prove that it never comes to that).
int queue_push(EventQueue *queue, const Event *event);

/// The earliest event, or NULL.
const Event *queue_first(const EventQueue *queue);

/// Removes the earliest event; the queue must not be empty.
void queue_pop(EventQueue *queue);

/// Removes the events of a kind from `tick` on.
void queue_drop(EventQueue *queue, EventKind kind, int64_t tick);

/// Drops notes and the marks of what was to come, and lets all else happen at `tick`.
void queue_cut(EventQueue *queue, int64_t tick);

#endif
