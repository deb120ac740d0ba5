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

int queue_push(EventQueue *queue, const Event *event)
{
    if (queue->count == QUEUE_MAX) {
        return 0;
    }
    int32_t i = queue->count++;
    queue->events[i] = *event;
    queue->order[i] = queue->next_order++;
    while (i > 0 && comes_before(queue, i, (i - 1) / 2)) {
        swap(queue, i, (i - 1) / 2);
        i = (i - 1) / 2;
    }
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
