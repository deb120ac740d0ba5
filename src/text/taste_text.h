// A taste as words: for the log of a session, and for the file that keeps it.
#ifndef TEXT_TASTE_TEXT_H
#define TEXT_TASTE_TEXT_H

#include "base/status.h"
#include "session/taste.h"

#include <stddef.h>

enum { TASTE_BYTES = 96 }; ///< Room for taste_text().

/// `density 2 instrument -1`: the kinds that have moved, or "" when none has. Returns `out`.
const char *taste_text(char *out, size_t bytes, const Taste *taste);

/// The reverse, with steps held to their bounds. STATUS_USAGE for other words.
Status parse_taste(const char *what, const char *text, Taste *taste, Error *error);

#endif
