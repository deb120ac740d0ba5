// The lengths in the header of a WAV stream, which has to go out before the sound.
#ifndef IO_WAV_HEADER_H
#define IO_WAV_HEADER_H

#include <stddef.h>
#include <stdint.h>

/// Lengths in a WAV header have 32 bits; what stands beside the sound is far shorter than the rest.
#define WAV_BYTES_MAX (UINT32_MAX - 65536)

/// Sets the lengths in a header of `length` bytes, which ends where the sound begins: `frames`,
/// that are `bytes` of sound; all ones ("unknown") where that is 0 or too much. 0 when it is no
/// such header.
int wav_header_set(unsigned char *header, size_t length, int64_t frames, int64_t bytes);

#endif
