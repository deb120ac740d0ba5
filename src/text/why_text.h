// Why a phrase is as it is: its plan in words.
#ifndef TEXT_WHY_TEXT_H
#define TEXT_WHY_TEXT_H

#include "session/phrase_plan.h"
#include "text/out.h"

#include <stddef.h>

/// Writes comment lines on phrase `i` of a piece: its place in the form, its length, its key and
/// what changed, its tune and what the critic found in the candidates. The phrases before it tell
/// how often its theme has been heard.
void why_text_write(const PhrasePlan *plans, size_t i, const Out *out);

/// "A" for the first theme of a piece, "B", ... "Z", "AA". `out` has THEME_BYTES. Returns `out`.
enum { THEME_BYTES = 4 };
const char *why_text_theme(char out[THEME_BYTES], int theme);

#endif
