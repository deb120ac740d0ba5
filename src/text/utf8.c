#include "text/utf8.h"

const char utf8_unknown[] = "\xEF\xBF\xBD";

size_t utf8_length(const unsigned char *text)
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
