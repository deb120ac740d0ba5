#include "text/taste_text.h"

#include "base/fix.h"
#include "text/error.h"

#include <stdio.h>
#include <string.h>

const char *taste_text(char *out, size_t bytes, const Taste *taste)
{
    size_t at = 0;
    out[0] = '\0';
    for (int kind = 0; kind < TASTE_COUNT && at < bytes; ++kind) {
        if (taste->steps[kind] != 0) {
            at += (size_t)snprintf(out + at, bytes - at, "%s%s %d", at > 0 ? " " : "",
                                   taste_table[kind].word, taste->steps[kind]);
        }
    }
    return out;
}

static int kind_of(const char *word)
{
    for (int kind = 0; kind < TASTE_COUNT; ++kind) {
        if (strcmp(taste_table[kind].word, word) == 0) {
            return kind;
        }
    }
    return -1;
}

Status parse_taste(const char *what, const char *text, Taste *taste, Error *error)
{
    Taste read = {0};
    char word[16];
    int steps = 0;
    int length = 0;
    for (; sscanf(text, " %15[a-z] %4d%n", word, &steps, &length) == 2; text += length) {
        const int kind = kind_of(word);
        if (kind < 0) {
            break;
        }
        read.steps[kind] = (int8_t)fix_clamp(steps, INT8_MIN, INT8_MAX);
    }
    if (text[strspn(text, " \t\r\n")] != '\0') {
        return error_set(error, STATUS_USAGE,
                         "%s: '%.40s' is no taste; legal: density, register, brightness and "
                         "instrument, each with a number; lull forget removes a file of them",
                         what, text);
    }
    *taste = taste_held(read);
    return STATUS_OK;
}
