// JSON and XML must be UTF-8; a title, a file name or a device name need not be.
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include <stddef.h>

#define UTF8_MINUS "\xE2\x88\x92"
#define UTF8_DASH  "\xE2\x80\x93" ///< From ... to.

/// U+FFFD, which stands for a byte that is no UTF-8.
extern const char utf8_unknown[];

/// Bytes of the UTF-8 sequence at `text`, 0 when it is not one.
size_t utf8_length(const unsigned char *text);

#endif
