// A lock-free queue of fixed-size items between exactly one writer and one reader thread.
#ifndef BASE_RING_H
#define BASE_RING_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

/// Storage belongs to the caller and must outlive the ring.
typedef struct {
    // Immutable after ring_init.
    unsigned char *storage;
    size_t item_bytes;
    uint32_t mask; ///< Capacity - 1.
    // Writer advances head, reader advances tail; both run freely and wrap at 2^32.
    atomic_uint_least32_t head;
    atomic_uint_least32_t tail;
} Ring;

/// `capacity` items, a power of two up to 2^31, in `storage` of capacity * item_bytes bytes.
void ring_init(Ring *ring, void *storage, size_t item_bytes, uint32_t capacity);

// Functions for the writer thread only. Wait-free.

/// Items that can be written now.
uint32_t ring_write_space(const Ring *ring);

/// Copies up to `count` items in; returns how many fitted.
uint32_t ring_write(Ring *ring, const void *items, uint32_t count);

// Functions for the reader thread only. Wait-free.

/// Items that can be read now.
uint32_t ring_read_space(const Ring *ring);

/// Copies up to `count` items out; returns how many there were.
uint32_t ring_read(Ring *ring, void *items, uint32_t count);

/// Takes back the `count` items read last, to be read again. The writer must have kept at least
/// that many places free at all times.
void ring_unread(Ring *ring, uint32_t count);

#endif
