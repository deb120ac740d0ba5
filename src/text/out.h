// Where generated text and bytes go: a function of the caller, so that text/ itself never prints.
#ifndef TEXT_OUT_H
#define TEXT_OUT_H

#include <stddef.h>

typedef struct {
    /// Takes `count` bytes. Failures are remembered by the receiver and told at its end.
    void (*write)(void *context, const void *bytes, size_t count);
    void *context;
} Out;

/// Writes a string.
void out_text(const Out *out, const char *text);

/// Writes formatted text of at most 1023 bytes.
__attribute__((format(printf, 2, 3))) void out_format(const Out *out, const char *format, ...);

/// A context that only counts.
typedef struct {
    size_t bytes;
} OutCount;

/// Counts into `count`, which begins at 0.
Out out_counting(OutCount *count);

/// A context that keeps text, ended by a zero byte; what does not fit is left out.
typedef struct {
    char *text;
    size_t bytes; ///< Of `text`, at least 1.
    size_t used;
} OutText;

/// Writes into `text`, of `bytes` bytes, from its beginning.
Out out_into(OutText *kept, char *text, size_t bytes);

#endif
