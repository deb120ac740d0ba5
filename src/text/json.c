#include "text/json.h"

#include "text/names.h"
#include "text/utf8.h"

#include <inttypes.h>

static void quoted(const Out *out, const char *text)
{
    out_text(out, "\"");
    for (const unsigned char *at = (const unsigned char *)text; *at != '\0';) {
        const size_t length = utf8_length(at);
        if (length == 0) {
            out_text(out, utf8_unknown);
        } else if (*at == '"' || *at == '\\') {
            out_format(out, "\\%c", *at);
        } else if (*at < ' ') {
            out_format(out, "\\u%04x", *at);
        } else {
            out->write(out->context, at, length);
        }
        at += length > 0 ? length : 1;
    }
    out_text(out, "\"");
}

static void break_line(const Json *json, const char *instead)
{
    if (json->on_one_line) {
        out_text(json->out, instead);
    } else {
        out_format(json->out, "\n%*s", 2 * json->depth, "");
    }
}

static void begin_entry(Json *json, const char *key)
{
    out_text(json->out, json->filled ? "," : "");
    if (json->depth > 0) {
        break_line(json, json->filled ? " " : "");
    }
    if (key != NULL) {
        quoted(json->out, key);
        out_text(json->out, ": ");
    }
    json->filled = 1;
}

void json_open(Json *json, const char *key, char bracket)
{
    begin_entry(json, key);
    out_format(json->out, "%c", bracket);
    ++json->depth;
    json->filled = 0;
}

void json_close(Json *json, char bracket)
{
    --json->depth;
    if (json->filled) {
        break_line(json, "");
    }
    out_format(json->out, json->depth == 0 ? "%c\n" : "%c", bracket);
    json->filled = 1;
}

void json_string(Json *json, const char *key, const char *value)
{
    begin_entry(json, key);
    quoted(json->out, value);
}

void json_integer(Json *json, const char *key, int64_t value)
{
    begin_entry(json, key);
    out_format(json->out, "%" PRId64, value);
}

void json_unsigned(Json *json, const char *key, uint64_t value)
{
    begin_entry(json, key);
    out_format(json->out, "%" PRIu64, value);
}

void json_null(Json *json, const char *key)
{
    begin_entry(json, key);
    out_text(json->out, "null");
}

void json_decimal(Json *json, const char *key, int32_t value, int decimals)
{
    char text[NAME_BYTES];
    begin_entry(json, key);
    out_text(json->out, number_text(text, sizeof text, value, decimals));
}

void json_bool(Json *json, const char *key, int value)
{
    begin_entry(json, key);
    out_text(json->out, value ? "true" : "false");
}
