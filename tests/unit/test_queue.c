// The queue of events to come.
#include "base/dice.h"
#include "harness.h"
#include "session/queue.h"

static EventQueue queue;

static void push(int64_t tick, int kind, int32_t number)
{
    const Event event = {.tick = tick, .kind = (uint8_t)kind, .a = number};
    queue_push(&queue, &event);
}

static Event pop(void)
{
    const Event event = *queue_first(&queue);
    queue_pop(&queue);
    return event;
}

static void test_small(void)
{
    queue_init(&queue);
    CHECK(queue_first(&queue) == NULL, "a new queue is empty");
    push(7, EVENT_TEMPO, 1);
    CHECK(queue_first(&queue)->a == 1, "one event comes first");
    queue_pop(&queue);
    CHECK(queue_first(&queue) == NULL, "and is gone when taken");
    for (int kind = EVENT_END; kind >= EVENT_NOTE_OFF; --kind) {
        push(5, kind, kind);
    }
    for (int kind = EVENT_NOTE_OFF; kind <= EVENT_END; ++kind) {
        EXPECT(pop().a == kind, "kind %d", kind);
    }
    CHECK(test_clean(), "at one tick events come out by kind: offs first, ons late, end last");
}

static void test_stable(void)
{
    queue_init(&queue);
    for (int i = 0; i < 500; ++i) {
        push(i % 3, EVENT_CONTROL, i);
    }
    int64_t tick = 0;
    int32_t number = -1;
    for (int i = 0; i < 500; ++i) {
        const Event event = pop();
        EXPECT(event.tick >= tick && (event.tick > tick || event.a > number), "at %d", i);
        tick = event.tick;
        number = event.a;
    }
    CHECK(test_clean(), "equal events come out in the order in which they came");
}

static int is_after(const Event *a, const Event *b)
{
    return a->tick != b->tick   ? a->tick > b->tick
           : a->kind != b->kind ? a->kind > b->kind
                                : a->a > b->a;
}

static void test_random(void)
{
    queue_init(&queue);
    Dice dice = dice_at(5, 5, 5);
    int64_t now = 0;
    Event last = {.tick = -1};
    for (int32_t i = 0; i < 200000; ++i) {
        if (queue.count == 0 || (queue.count < 900 && dice_chance(&dice, 505))) {
            push(now + dice_below(&dice, 50), dice_below(&dice, EVENT_END), i);
            continue;
        }
        const Event event = pop();
        EXPECT(event.tick >= now, "time runs backwards at %d", i);
        // an event that was added since may come before by kind, not by time
        EXPECT(event.tick > last.tick || is_after(&event, &last) || event.a > last.a, "at %d", i);
        now = event.tick;
        last = event;
    }
    CHECK(test_clean(), "200,000 random steps keep the order");
}

static void test_full(void)
{
    queue_init(&queue);
    queue.next_order = UINT32_MAX - 100; // the counter of arrivals passes its end on the way
    for (int32_t i = 0; i < QUEUE_MAX; ++i) {
        push(1, EVENT_NOTE_ON, i);
    }
    const Event more = {.tick = 0};
    CHECK_EQ(queue.count, QUEUE_MAX, "%d events fit", (int)QUEUE_MAX);
    CHECK_EQ(queue_push(&queue, &more), 0, "one more is refused");
    for (int32_t i = 0; i < QUEUE_MAX; ++i) {
        EXPECT(pop().a == i, "event %d", i);
    }
    CHECK(test_clean(), "and all come out in order, also past 2^32 arrivals");
}

// What is composed anew goes, the rest stays in its order.
static void test_drop(void)
{
    queue_init(&queue);
    for (int i = 0; i < 900; ++i) {
        push(i * 7 % 100, i % 2 ? EVENT_NOTE_ON : EVENT_CONTROL, i);
    }
    queue_drop(&queue, EVENT_NOTE_ON, 40);
    int64_t tick = 0;
    int controls = 0, notes = 0, late = 0, ordered = 1, number = -1;
    for (; queue_first(&queue) != NULL; queue_pop(&queue)) {
        const Event *const event = queue_first(&queue);
        ordered &= event->tick > tick || (event->tick == tick && event->kind != EVENT_CONTROL) ||
                   (event->tick == tick && event->a > number);
        number = event->a;
        tick = event->tick;
        controls += event->kind == EVENT_CONTROL;
        notes += event->kind == EVENT_NOTE_ON;
        late += event->kind == EVENT_NOTE_ON && event->tick >= 40;
    }
    CHECK(controls == 450 && notes == 180 && late == 0 && ordered,
          "dropping notes leaves %d controls and %d earlier notes, in order", controls, notes);
}

int main(void)
{
    test_begin("queue");
    test_small();
    test_stable();
    test_random();
    test_full();
    test_drop();
    return test_end();
}
