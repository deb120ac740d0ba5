// Splits a line into words as a shell does.
#ifndef TEXT_WORDS_H
#define TEXT_WORDS_H

#include "base/status.h"

/// Splits `line`, which is changed and holds the words afterwards, at spaces; 'a b', "a b" and a\ b
/// are one word. Fills at most `most` of `words`; returns how many, or -1 with STATUS_USAGE in
/// `error` when a quote is not closed or there are more.
int words_split(char *line, char **words, int most, Error *error);

#endif
