// Small scanners for the parsers: each moves `*at` past what it read and returns whether there was
// anything. Pure.
#ifndef TEXT_SCAN_H
#define TEXT_SCAN_H

#include <stdint.h>

/// Spaces and tabs.
void scan_spaces(const char **at);

/// Decimal digits; numbers from 10^9 on stop there, which every range refuses.
int scan_digits(const char **at, int64_t *value);

/// Digits and perhaps a fraction, shifted by `decimals` places: more of them must be zero.
int scan_decimal(const char **at, int decimals, int64_t *value);

/// The same with a sign or without.
int scan_signed(const char **at, int decimals, int64_t *value);

/// Whether only spaces are left.
int scan_at_end(const char *at);

int scan_is_digit(char c);

#endif
