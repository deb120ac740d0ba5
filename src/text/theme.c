#include "text/theme.h"

#include <stdio.h>

static int statements_before(const Piece *piece, size_t at)
{
    int count = 0;
    for (size_t i = 0; i < at; ++i) {
        count += piece->phrases[i].has_tune && piece->phrases[i].theme == piece->phrases[at].theme;
    }
    return count;
}

int theme_letter(const Piece *piece, size_t at)
{
    int letter = 0;
    for (size_t i = 0; i < piece->phrase_count; ++i) {
        const PhrasePlan *const phrase = &piece->phrases[i];
        if (phrase->has_tune && phrase->theme == piece->phrases[at].theme) {
            return letter;
        }
        letter += phrase->has_tune && statements_before(piece, i) == 0;
    }
    return letter;
}

const char *theme_name(char out[THEME_BYTES], const Piece *piece, size_t at)
{
    const int letter = theme_letter(piece, at);
    const int before = statements_before(piece, at);
    const int length =
        snprintf(out, THEME_BYTES, letter < 26 ? "%c" : "%c%d", 'A' + letter % 26, letter / 26 + 1);
    if (before == 1 || before == 2) {
        snprintf(out + length, THEME_BYTES - (size_t)length, "%s",
                 before == 1 ? "\xE2\x80\xB2" : "\xE2\x80\xB3");
    } else if (before > 2) {
        snprintf(out + length, THEME_BYTES - (size_t)length, " %d", before + 1);
    }
    return out;
}

const char *theme_fate(const Piece *piece, size_t at)
{
    const int before = statements_before(piece, at);
    const int away = at > 0 && piece->phrases[at - 1].has_tune &&
                             piece->phrases[at - 1].theme == piece->phrases[at].theme
                         ? 0
                         : 1;
    return before == 0 ? "new" : away ? "returns" : "varied";
}
