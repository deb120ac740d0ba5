#include "io/ogg_pages.h"

#include <string.h>

enum { SERIAL_AT = 14, CHECKSUM_AT = 22, SEGMENTS_AT = 26, TABLE_AT = 27 };

void ogg_pages_init(OggPages *pages, uint32_t serial)
{
    pages->serial = serial;
    pages->filled = 0;
}

static void put_u32(unsigned char *bytes, uint32_t value)
{
    for (int i = 0; i < 4; ++i) {
        bytes[i] = (unsigned char)(value >> 8 * i);
    }
}

// CRC-32 as RFC 3533 has it: polynomial 0x04c11db7, from 0, no bit turned round.
static uint32_t checksum(const unsigned char *bytes, size_t count)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < count; ++i) {
        sum ^= (uint32_t)bytes[i] << 24;
        for (int bit = 0; bit < 8; ++bit) {
            sum = sum << 1 ^ (sum >> 31 != 0 ? 0x04c11db7u : 0u);
        }
    }
    return sum;
}

// Length of the page as far as it can be seen by now.
static size_t length_of(const OggPages *pages)
{
    if (pages->filled < TABLE_AT) {
        return TABLE_AT;
    }
    const size_t segments = pages->page[SEGMENTS_AT];
    size_t length = TABLE_AT + segments;
    for (size_t i = 0; pages->filled >= TABLE_AT + segments && i < segments; ++i) {
        length += pages->page[TABLE_AT + i];
    }
    return length;
}

static void sign(OggPages *pages)
{
    put_u32(pages->page + SERIAL_AT, pages->serial);
    put_u32(pages->page + CHECKSUM_AT, 0);
    put_u32(pages->page + CHECKSUM_AT, checksum(pages->page, pages->filled));
}

size_t ogg_pages_take(OggPages *pages, const unsigned char *from, size_t count, size_t *bytes)
{
    size_t taken = 0;
    size_t length = length_of(pages);
    *bytes = 0;
    while (taken < count && pages->filled < length) {
        const size_t missing = length - pages->filled;
        const size_t part = count - taken < missing ? count - taken : missing;
        memcpy(pages->page + pages->filled, from + taken, part);
        pages->filled += part;
        taken += part;
        length = length_of(pages); // more of it can be seen now
    }
    if (pages->filled == length) { // a page may be a header alone
        sign(pages);
        *bytes = length;
        pages->filled = 0;
    }
    return taken;
}
