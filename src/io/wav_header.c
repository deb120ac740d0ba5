#include "io/wav_header.h"

#include <string.h>

enum { RIFF_BYTES = 12, CHUNK_BYTES = 8, NAME_BYTES = 4 };

static uint32_t get_u32(const unsigned char *bytes)
{
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

static void put_u32(unsigned char *bytes, uint32_t value)
{
    for (int i = 0; i < 4; ++i) {
        bytes[i] = (unsigned char)(value >> 8 * i);
    }
}

int wav_header_set(unsigned char *header, size_t length, int64_t frames, int64_t bytes)
{
    const int is_known = bytes > 0 && bytes <= WAV_BYTES_MAX;
    size_t at = RIFF_BYTES;
    while (at + CHUNK_BYTES <= length && memcmp(header + at, "data", NAME_BYTES) != 0) {
        const size_t chunk = get_u32(header + at + NAME_BYTES);
        if (memcmp(header + at, "fact", NAME_BYTES) == 0) {
            put_u32(header + at + CHUNK_BYTES, is_known ? (uint32_t)frames : UINT32_MAX);
        }
        at += CHUNK_BYTES + chunk + (chunk & 1);
    }
    if (at + CHUNK_BYTES != length) {
        return 0;
    }
    put_u32(header + NAME_BYTES,
            is_known ? (uint32_t)((int64_t)length - CHUNK_BYTES + bytes) : UINT32_MAX);
    put_u32(header + at + NAME_BYTES, is_known ? (uint32_t)bytes : UINT32_MAX);
    return 1;
}
