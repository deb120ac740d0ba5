#include "text/line_buffer.h"

#include "text/utf8.h"

#include <string.h>

char *line_buffer_room(LineBuffer *buffer, size_t *bytes)
{
    *bytes = sizeof buffer->bytes - buffer->used;
    return buffer->bytes + buffer->used;
}

void line_buffer_filled(LineBuffer *buffer, size_t bytes)
{
    buffer->used += bytes;
}

static void drop(LineBuffer *buffer, size_t bytes)
{
    buffer->used -= bytes;
    memmove(buffer->bytes, buffer->bytes + bytes, buffer->used);
}

static int is_text(const char *line)
{
    for (const unsigned char *at = (const unsigned char *)line; *at != '\0';) {
        const size_t length = utf8_length(at);
        if (length == 0 || (*at < ' ' && *at != '\t') || *at == 0x7f) {
            return 0;
        }
        at += length;
    }
    return 1;
}

// Nothing more of a long line than that it was there.
static LineKind overflow(LineBuffer *buffer)
{
    if (buffer->used < ORDER_LINE_BYTES) {
        return LINE_NONE;
    }
    const int is_new = !buffer->skips;
    buffer->used = 0;
    buffer->skips = 1;
    return is_new ? LINE_TOO_LONG : LINE_NONE;
}

static LineKind copy_line(char line[ORDER_LINE_BYTES], const char *bytes, size_t length)
{
    if (length > 0 && bytes[length - 1] == '\r') {
        --length;
    }
    if (length >= ORDER_LINE_BYTES) {
        return LINE_TOO_LONG;
    }
    memcpy(line, bytes, length);
    line[length] = '\0';
    return strlen(line) == length && is_text(line) ? LINE_READY : LINE_NO_TEXT;
}

LineKind line_buffer_next(LineBuffer *buffer, char line[ORDER_LINE_BYTES])
{
    const char *end = memchr(buffer->bytes, '\n', buffer->used);
    if (end != NULL && buffer->skips) {
        drop(buffer, (size_t)(end - buffer->bytes) + 1);
        buffer->skips = 0;
        end = memchr(buffer->bytes, '\n', buffer->used);
    }
    if (end == NULL) {
        return overflow(buffer);
    }
    const size_t length = (size_t)(end - buffer->bytes);
    const LineKind kind = copy_line(line, buffer->bytes, length);
    drop(buffer, length + 1);
    return kind;
}

void line_buffer_end(LineBuffer *buffer)
{
    if (buffer->used > 0 && buffer->used < sizeof buffer->bytes) {
        buffer->bytes[buffer->used++] = '\n';
    }
}
