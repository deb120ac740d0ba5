// Ogg pages on their way to a file, with a serial number of our own: the library draws one by the
// clock, and equal music shall give equal bytes (RFC 3533).
#ifndef IO_OGG_PAGES_H
#define IO_OGG_PAGES_H

#include <stddef.h>
#include <stdint.h>

enum { OGG_PAGE_MAX = 27 + 255 + 255 * 255 }; ///< Bytes: head, table of segments, segments.

typedef struct {
    uint32_t serial;
    size_t filled; ///< Bytes of the page so far.
    unsigned char page[OGG_PAGE_MAX];
} OggPages;

/// Begins with no page.
void ogg_pages_init(OggPages *pages, uint32_t serial);

/// Takes bytes of a stream of pages up to the end of a page, or all. Returns how many it took; when
/// a page is complete, `*bytes` is its length and it stands in `page` with our serial number and a
/// new checksum, else 0.
size_t ogg_pages_take(OggPages *pages, const unsigned char *from, size_t count, size_t *bytes);

#endif
