// Finds the known word that a mistyped one was probably meant to be.
#ifndef TEXT_SUGGEST_H
#define TEXT_SUGGEST_H

#include <stddef.h>

/// Gives the word of index i, NULL after the last.
typedef const char *WordAt(int i);

/// Edits (insert, delete, replace, swap neighbours) between two words, letters without case; words
/// beyond 31 bytes count as far from everything.
int suggest_distance(const char *a, const char *b);

/// The nearest of the words, or NULL when none is near enough to be meant: at most a third of the
/// typed letters may differ (at least one may), or the typed word begins a known one.
const char *suggest_word(const char *typed, WordAt *word_at);

/// Writes `; did you mean 'X'?`, or when no word is near `; legal: a, b, c` (as far as it fits).
/// Returns `out`.
const char *suggest_hint(char *out, size_t bytes, const char *typed, WordAt *word_at);

#endif
