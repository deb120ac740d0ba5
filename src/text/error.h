// Fills an Error: the one way in which text/, io/ and app/ say what went wrong.
#ifndef TEXT_ERROR_H
#define TEXT_ERROR_H

#include "base/status.h"

/// Stores the status and the message and returns the status, so that `return error_set(...)` reads
/// well. The message is cut when too long; control characters become spaces, so that a file name
/// can neither break the line nor speak to the terminal. `error` may be NULL: then only the status
/// counts.
__attribute__((format(printf, 3, 4))) Status error_set(Error *error, Status status,
                                                       const char *format, ...);

#endif
