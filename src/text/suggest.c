#include "text/suggest.h"

#include <stdio.h>
#include <string.h>

enum { WORD_MAX = 31, FAR = 99 };

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

// Optimal string alignment: one row for each letter of `a`, the last two rows kept for swaps.
int suggest_distance(const char *a, const char *b)
{
    const size_t a_len = strlen(a);
    const size_t b_len = strlen(b);
    if (a_len > WORD_MAX || b_len > WORD_MAX) {
        return FAR;
    }
    int cost[WORD_MAX + 1][WORD_MAX + 1];
    for (size_t i = 0; i <= a_len; ++i) {
        for (size_t j = 0; j <= b_len; ++j) {
            if (i == 0 || j == 0) {
                cost[i][j] = (int)(i + j);
                continue;
            }
            const int same = lower(a[i - 1]) == lower(b[j - 1]);
            cost[i][j] =
                least(cost[i - 1][j - 1] + !same, least(cost[i - 1][j], cost[i][j - 1]) + 1);
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                lower(a[i - 2]) == lower(b[j - 1])) {
                cost[i][j] = least(cost[i][j], cost[i - 2][j - 2] + 1);
            }
        }
    }
    return cost[a_len][b_len];
}

static int begins(const char *typed, const char *word)
{
    size_t i = 0;
    while (typed[i] != '\0' && lower(typed[i]) == lower(word[i])) {
        ++i;
    }
    return i >= 2 && typed[i] == '\0';
}

const char *suggest_word(const char *typed, WordAt *word_at)
{
    const int length = (int)strlen(typed);
    const int allowed = length < 6 ? 1 + (length > 3) : length / 3;
    const char *best = NULL;
    int best_cost = FAR;
    for (int i = 0; word_at(i) != NULL; ++i) {
        const char *const word = word_at(i);
        const int cost = begins(typed, word) ? 1 : suggest_distance(typed, word);
        if (cost <= allowed && cost < best_cost && cost < length) {
            best = word;
            best_cost = cost;
        }
    }
    return best;
}

const char *suggest_hint(char *out, size_t bytes, const char *typed, WordAt *word_at)
{
    const char *const near = suggest_word(typed, word_at);
    if (near != NULL) {
        snprintf(out, bytes, "; did you mean '%s'?", near);
        return out;
    }
    size_t used = (size_t)snprintf(out, bytes, "; legal:");
    for (int i = 0; word_at(i) != NULL; ++i) {
        const size_t need = strlen(word_at(i)) + 2;
        if (used + need + sizeof ", ..." > bytes) {
            snprintf(out + used, bytes - used, ", ...");
            break;
        }
        snprintf(out + used, bytes - used, "%s %s", i > 0 ? "," : "", word_at(i));
        used += strlen(out + used);
    }
    return out;
}
