// Text into a file that appears under its name when it is complete, or to standard output.
#ifndef APP_OUTPUT_H
#define APP_OUTPUT_H

#include "base/status.h"
#include "text/out.h"

/// Writes what `write` gives. `path` may be "-". A file that exists is refused unless `force`.
Status output_write(const char *path, int force, void (*write)(const void *context, const Out *out),
                    const void *context, Error *error);

#endif
