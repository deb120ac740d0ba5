#include "text/out.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void out_text(const Out *out, const char *text)
{
    out->write(out->context, text, strlen(text));
}

void out_format(const Out *out, const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    out_text(out, text);
}

static void count_bytes(void *context, const void *bytes, size_t count)
{
    (void)bytes;
    OutCount *const counted = context;
    counted->bytes += count;
}

Out out_counting(OutCount *count)
{
    count->bytes = 0;
    return (Out){count_bytes, count};
}

static void keep_text(void *context, const void *bytes, size_t count)
{
    OutText *const kept = context;
    const size_t room = kept->bytes - kept->used - 1;
    const size_t fits = count < room ? count : room;
    memcpy(kept->text + kept->used, bytes, fits);
    kept->used += fits;
    kept->text[kept->used] = '\0';
}

Out out_into(OutText *kept, char *text, size_t bytes)
{
    *kept = (OutText){text, bytes, 0};
    text[0] = '\0';
    return (Out){keep_text, kept};
}
