// The ring between two threads.
#include "base/ring.h"
#include "harness.h"

#include <pthread.h>
#include <string.h>

enum { MESSAGE_INTS = 20, MESSAGES = 200000, CAPACITY = 64 };

typedef struct {
    uint32_t number[MESSAGE_INTS];
} Message;

static void test_edges(void)
{
    uint16_t storage[4], in[6] = {1, 2, 3, 4, 5, 6}, out[6] = {0};
    Ring ring;
    ring_init(&ring, storage, sizeof storage[0], 4);
    CHECK(ring_read_space(&ring) == 0 && ring_write_space(&ring) == 4, "a new ring is empty");
    CHECK_EQ(ring_read(&ring, out, 3), 0, "nothing comes out of an empty ring");
    CHECK_EQ(ring_write(&ring, in, 6), 4, "a ring takes as much as fits");
    CHECK_EQ(ring_write(&ring, in, 1), 0, "and nothing when it is full");
    CHECK(ring_read(&ring, out, 3) == 3 && out[0] == 1 && out[2] == 3, "first in, first out");
    CHECK(ring_write(&ring, in + 4, 2) == 2 && ring_read(&ring, out, 6) == 3 && out[0] == 4 &&
              out[1] == 5 && out[2] == 6,
          "items lie across the seam");
    CHECK(ring_write(&ring, in, 0) == 0 && ring_read(&ring, out, 0) == 0, "zero items are legal");
    Ring one;
    ring_init(&one, storage, sizeof storage[0], 1);
    CHECK(ring_write(&one, in, 2) == 1 && ring_read(&one, out, 2) == 1 && out[0] == 1,
          "a ring for one item");
}

// The counters run freely: after 2^32 items they begin again.
static void test_counter_wrap(void)
{
    uint32_t storage[8], out = 0;
    Ring ring;
    ring_init(&ring, storage, sizeof storage[0], 8);
    atomic_store(&ring.head, UINT32_MAX - 20);
    atomic_store(&ring.tail, UINT32_MAX - 20);
    for (uint32_t i = 0; i < 100; ++i) {
        EXPECT(ring_write(&ring, &i, 1) == 1, "write %u", i);
        if (i >= 5) {
            EXPECT(ring_read(&ring, &out, 1) == 1 && out == i - 5, "read %u gives %u", i - 5, out);
        }
        EXPECT(ring_read_space(&ring) + ring_write_space(&ring) == 8, "spaces at %u", i);
    }
    CHECK(test_clean(), "the counters pass 2^32");
}

static Message storage[CAPACITY];
static Ring shared;

static void *write_all(void *unused)
{
    (void)unused;
    uint32_t next = 0;
    while (next < MESSAGES) {
        Message batch[7];
        const uint32_t count = 1 + next % 7;
        for (uint32_t m = 0; m < count; ++m) {
            for (int i = 0; i < MESSAGE_INTS; ++i) {
                batch[m].number[i] = next + m;
            }
        }
        const uint32_t left = MESSAGES - next;
        next += ring_write(&shared, batch, count < left ? count : left);
    }
    return NULL;
}

static uint32_t torn, misplaced;

static void take(const Message *message, uint32_t expected)
{
    misplaced += message->number[0] != expected;
    for (int i = 1; i < MESSAGE_INTS; ++i) {
        torn += message->number[i] != message->number[0];
    }
}

static void test_threads(void)
{
    ring_init(&shared, storage, sizeof storage[0], CAPACITY);
    pthread_t writer;
    pthread_create(&writer, NULL, write_all, NULL);
    uint32_t next = 0;
    while (next < MESSAGES) {
        Message batch[11];
        const uint32_t count = ring_read(&shared, batch, 1 + next % 11);
        for (uint32_t m = 0; m < count; ++m) {
            take(&batch[m], next + m);
        }
        next += count;
    }
    pthread_join(writer, NULL);
    CHECK_EQ(torn, 0, "%d messages pass between two threads, each whole", (int)MESSAGES);
    CHECK_EQ(misplaced, 0, "each once and in order");
    CHECK_EQ(ring_read_space(&shared), 0, "and nothing is left");
}

int main(void)
{
    test_begin("ring");
    test_edges();
    test_counter_wrap();
    test_threads();
    return test_end();
}
