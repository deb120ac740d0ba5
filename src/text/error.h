// Fills an Error: the one way in which text/, io/ and app/ say what went wrong.
#ifndef TEXT_ERROR_H
#define TEXT_ERROR_H

#include "base/status.h"

/// Stores the status and the message (cut when too long; line breaks become spaces) and returns the
/// status, so that `return error_set(...)` reads well. `error` may be NULL: then only the status
/// counts.
__attribute__((format(printf, 3, 4))) Status error_set(Error *error, Status status,
                                                       const char *format, ...);

#endif
