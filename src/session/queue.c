#include "session/queue.h"

void queue_init(EventQueue *queue)
{
    queue->count = 0;
    queue->next_order = 0;
}

static int comes_before(const EventQueue *queue, int32_t i, int32_t j)
{
    const Event *const a = &queue->events[i];
    const Event *const b = &queue->events[j];
    if (a->tick != b->tick) {
        return a->tick < b->tick;
    }
    if (a->kind != b->kind) {
        return a->kind < b->kind;
    }
    return (int32_t)(queue->order[i] - queue->order[j]) < 0;
}

static void swap(EventQueue *queue, int32_t i, int32_t j)
{
    const Event event = queue->events[i];
    const uint32_t order = queue->order[i];
    queue->events[i] = queue->events[j];
    queue->order[i] = queue->order[j];
    queue->events[j] = event;
    queue->order[j] = order;
}

static void sift_in(EventQueue *queue, const Event *event, uint32_t order)
{
    int32_t i = queue->count++;
    queue->events[i] = *event;
    queue->order[i] = order;
    while (i > 0 && comes_before(queue, i, (i - 1) / 2)) {
        swap(queue, i, (i - 1) / 2);
        i = (i - 1) / 2;
    }
}

int queue_push(EventQueue *queue, const Event *event)
{
    if (queue->count == QUEUE_MAX) {
        return 0;
    }
    sift_in(queue, event, queue->next_order++);
    return 1;
}

const Event *queue_first(const EventQueue *queue)
{
    return queue->count > 0 ? &queue->events[0] : 0;
}

void queue_pop(EventQueue *queue)
{
    swap(queue, 0, --queue->count);
    int32_t i = 0;
    for (;;) {
        int32_t least = i;
        for (int32_t child = 2 * i + 1; child <= 2 * i + 2; ++child) {
            if (child < queue->count && comes_before(queue, child, least)) {
                least = child;
            }
        }
        if (least == i) {
            return;
        }
        swap(queue, i, least);
        i = least;
    }
}

// Kept events in an order that is no heap yet are sifted in again, one after the other.
void queue_drop(EventQueue *queue, EventKind kind, int64_t tick)
{
    const int32_t count = queue->count;
    queue->count = 0;
    for (int32_t i = 0; i < count; ++i) {
        const Event event = queue->events[i];
        if (event.kind != kind || event.tick < tick) {
            sift_in(queue, &event, queue->order[i]);
        }
    }
}

static int is_setting(const Event *event)
{
    return event->kind == EVENT_PROGRAM || event->kind == EVENT_CONTROL ||
           event->kind == EVENT_METRE || event->kind == EVENT_KEY;
}

void queue_cut(EventQueue *queue, int64_t tick)
{
    EventQueue kept;
    queue_init(&kept);
    while (queue->count > 0) {
        Event event = *queue_first(queue);
        queue_pop(queue);
        if (is_setting(&event)) {
            event.tick = tick;
            queue_push(&kept, &event);
        }
    }
    *queue = kept;
}
