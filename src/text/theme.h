// What the themes of a piece are called: letters, in the order in which they are first heard.
#ifndef TEXT_THEME_H
#define TEXT_THEME_H

#include "text/piece.h"

enum { THEME_BYTES = 48 };

// Of phrase `at`, which has a tune.

/// Number of the theme's letter, 0 for A.
int theme_letter(const Piece *piece, size_t at);

/// "A", with a prime for its second statement, two for the third, then "A 4". Returns `out`.
const char *theme_name(char out[THEME_BYTES], const Piece *piece, size_t at);

/// "new", "varied" or "returns".
const char *theme_fate(const Piece *piece, size_t at);

#endif
