// Writes JSON: the commas and the escaping, nothing else.
#ifndef TEXT_JSON_H
#define TEXT_JSON_H

#include "text/out.h"

#include <stdint.h>

/// One document under way; start with {.out = out}.
typedef struct {
    const Out *out;
    int depth;
    int on_one_line; ///< 1: no line breaks, for protocols by line.
    int filled;      ///< The object or array that is open has an entry already.
} Json;

// `key` is NULL inside an array and at the top.

void json_open(Json *json, const char *key, char bracket); ///< '{' or '['
void json_close(Json *json, char bracket);                 ///< '}' or ']'; the last adds a newline
void json_string(Json *json, const char *key, const char *value);
void json_integer(Json *json, const char *key, int64_t value);
void json_unsigned(Json *json, const char *key, uint64_t value);
void json_null(Json *json, const char *key);
void json_decimal(Json *json, const char *key, int32_t value, int decimals);
void json_bool(Json *json, const char *key, int value);

#endif
