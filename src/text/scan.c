#include "text/scan.h"

void scan_spaces(const char **at)
{
    while (**at == ' ' || **at == '\t') {
        ++*at;
    }
}

int scan_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// Digits of a number below 10^9; more stop at that, which every range refuses.
int scan_digits(const char **at, int64_t *value)
{
    const int64_t ceiling = 1000000000;
    const char *const start = *at;
    for (*value = 0; scan_is_digit(**at); ++*at) {
        *value = *value < ceiling ? *value * 10 + (**at - '0') : ceiling;
    }
    return *at != start;
}

// Digits and perhaps a fraction of at most `decimals` places that are not zero.
int scan_decimal(const char **at, int decimals, int64_t *value)
{
    const char *p = *at;
    const int whole = scan_digits(&p, value);
    int places = 0;
    int fraction = 0;
    if (*p == '.') {
        for (++p; scan_is_digit(*p); ++p) {
            fraction = 1;
            if (places < decimals) {
                *value = *value * 10 + (*p - '0');
                ++places;
            } else if (*p != '0') {
                return 0;
            }
        }
    }
    for (; places < decimals; ++places) {
        *value *= 10;
    }
    *at = p;
    return whole || fraction;
}

int scan_signed(const char **at, int decimals, int64_t *value)
{
    const char *p = *at;
    const int negative = *p == '-';
    p += *p == '-' || *p == '+';
    if (!scan_decimal(&p, decimals, value)) {
        return 0;
    }
    *value = negative ? -*value : *value;
    *at = p;
    return 1;
}

int scan_at_end(const char *at)
{
    scan_spaces(&at);
    return *at == '\0';
}
