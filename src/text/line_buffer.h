// Bytes as they come from a pipe or a socket, cut into lines of text.
#ifndef TEXT_LINE_BUFFER_H
#define TEXT_LINE_BUFFER_H

#include "text/control_words.h"

#include <stddef.h>

/// Zeroed at first.
typedef struct {
    char bytes[2 * ORDER_LINE_BYTES];
    size_t used;
    int skips; ///< The rest of a line that is too long is being left out.
} LineBuffer;

typedef enum {
    LINE_NONE,     ///< No whole line yet.
    LINE_READY,    ///< A line of text.
    LINE_TOO_LONG, ///< One that does not fit; told once, when it begins to be left out.
    LINE_NO_TEXT,  ///< One that holds control characters or is no UTF-8.
} LineKind;

/// Where to read to, and how much; there is always room after line_buffer_next() gave LINE_NONE.
char *line_buffer_room(LineBuffer *buffer, size_t *bytes);

/// Tells how much was read there.
void line_buffer_filled(LineBuffer *buffer, size_t bytes);

/// Takes the next line, ended by a newline, with a carriage return before it or not. `line` is
/// filled for LINE_READY only.
LineKind line_buffer_next(LineBuffer *buffer, char line[ORDER_LINE_BYTES]);

/// Nothing follows: what is left counts as a line too.
void line_buffer_end(LineBuffer *buffer);

#endif
