#include "base/ring.h"

#include <string.h>

void ring_init(Ring *ring, void *storage, size_t item_bytes, uint32_t capacity)
{
    ring->storage = storage;
    ring->item_bytes = item_bytes;
    ring->mask = capacity - 1;
    atomic_init(&ring->head, 0);
    atomic_init(&ring->tail, 0);
}

static uint32_t used(const Ring *ring, memory_order head_order, memory_order tail_order)
{
    const uint32_t head = (uint32_t)atomic_load_explicit(&ring->head, head_order);
    const uint32_t tail = (uint32_t)atomic_load_explicit(&ring->tail, tail_order);
    return head - tail;
}

uint32_t ring_write_space(const Ring *ring)
{
    return ring->mask + 1 - used(ring, memory_order_relaxed, memory_order_acquire);
}

uint32_t ring_read_space(const Ring *ring)
{
    return used(ring, memory_order_acquire, memory_order_relaxed);
}

uint32_t ring_write(Ring *ring, const void *items, uint32_t count)
{
    const uint32_t space = ring_write_space(ring);
    const uint32_t n = count < space ? count : space;
    const uint32_t head = (uint32_t)atomic_load_explicit(&ring->head, memory_order_relaxed);
    const uint32_t at = head & ring->mask;
    const uint32_t first = n < ring->mask + 1 - at ? n : ring->mask + 1 - at;
    const unsigned char *const source = items;
    memcpy(ring->storage + at * ring->item_bytes, source, first * ring->item_bytes);
    memcpy(ring->storage, source + first * ring->item_bytes, (n - first) * ring->item_bytes);
    atomic_store_explicit(&ring->head, head + n, memory_order_release);
    return n;
}

uint32_t ring_read(Ring *ring, void *items, uint32_t count)
{
    const uint32_t space = ring_read_space(ring);
    const uint32_t n = count < space ? count : space;
    const uint32_t tail = (uint32_t)atomic_load_explicit(&ring->tail, memory_order_relaxed);
    const uint32_t at = tail & ring->mask;
    const uint32_t first = n < ring->mask + 1 - at ? n : ring->mask + 1 - at;
    unsigned char *const target = items;
    memcpy(target, ring->storage + at * ring->item_bytes, first * ring->item_bytes);
    memcpy(target + first * ring->item_bytes, ring->storage, (n - first) * ring->item_bytes);
    atomic_store_explicit(&ring->tail, tail + n, memory_order_release);
    return n;
}

void ring_unread(Ring *ring, uint32_t count)
{
    const uint32_t tail = (uint32_t)atomic_load_explicit(&ring->tail, memory_order_relaxed);
    atomic_store_explicit(&ring->tail, tail - count, memory_order_release);
}
