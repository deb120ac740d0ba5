#include "text/json.h"

#include "text/names.h"

#include <inttypes.h>
#include <string.h>

// Bytes of the UTF-8 sequence at `text`, 0 when it is not one. JSON must be UTF-8, a file name or a
// device name need not be.
static size_t utf8_length(const unsigned char *text)
{
    const unsigned char c = text[0];
    const size_t length = c < 0x80 ? 1 : c >= 0xC2 && c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    if ((c >= 0x80 && c < 0xC2) || c > 0xF4) {
        return 0;
    }
    for (size_t i = 1; i < length; ++i) {
        if ((text[i] & 0xC0) != 0x80) {
            return 0;
        }
    }
    const int overlong = (c == 0xE0 && text[1] < 0xA0) || (c == 0xF0 && text[1] < 0x90);
    const int illegal = (c == 0xED && text[1] > 0x9F) || (c == 0xF4 && text[1] > 0x8F);
    return overlong || illegal ? 0 : length;
}

static void quoted(const Out *out, const char *text)
{
    out_text(out, "\"");
    for (const unsigned char *at = (const unsigned char *)text; *at != '\0';) {
        const size_t length = utf8_length(at);
        if (length == 0) {
            out_text(out, "\xEF\xBF\xBD"); // U+FFFD stands for a byte that is no UTF-8
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

static void begin_entry(Json *json, const char *key)
{
    out_text(json->out, json->filled ? "," : "");
    if (json->depth > 0) {
        out_format(json->out, "\n%*s", 2 * json->depth, "");
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
        out_format(json->out, "\n%*s", 2 * json->depth, "");
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
