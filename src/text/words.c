#include "text/words.h"

#include "text/error.h"

static int is_space(char c)
{
    return c == ' ' || c == '\t';
}

// Moves the word at `*at` to `*to`, without its quotes; 0 when one of them is not closed.
static int take_word(char **at, char **to)
{
    char quote = '\0';
    for (; **at != '\0' && (quote != '\0' || !is_space(**at)); ++*at) {
        if (**at == quote) {
            quote = '\0';
        } else if (quote == '\0' && (**at == '\'' || **at == '"')) {
            quote = **at;
        } else if (quote != '\'' && **at == '\\' && (*at)[1] != '\0') {
            *(*to)++ = *++*at;
        } else {
            *(*to)++ = **at;
        }
    }
    return quote == '\0';
}

int words_split(char *line, char **words, int most, Error *error)
{
    char *at = line;
    char *to = line; // never ahead of `at`
    int count = 0;
    for (;;) {
        while (is_space(*at)) {
            ++at;
        }
        if (*at == '\0') {
            return count;
        }
        if (count == most) {
            error_set(error, STATUS_USAGE, "more than %d words", most);
            return -1;
        }
        words[count++] = to;
        if (!take_word(&at, &to)) {
            error_set(error, STATUS_USAGE, "a quotation mark is not closed");
            return -1;
        }
        at += *at != '\0';
        *to++ = '\0';
    }
}
