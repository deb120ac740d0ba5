// Base64 (RFC 4648), for files that stand inside others.
#ifndef TEXT_BASE64_H
#define TEXT_BASE64_H

#include "text/out.h"

typedef struct {
    const Out *out;
    unsigned char held[3]; ///< Bytes that wait for their fellows.
    int count;
} Base64;

/// What is written to the result goes to `out` as Base64.
Out base64_begin(Base64 *base64, const Out *out);

/// Writes what still waits, padded.
void base64_end(Base64 *base64);

#endif
