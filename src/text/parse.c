#include "text/parse.h"

#include "text/error.h"
#include "text/names.h"
#include "text/scan.h"

#include <stdio.h>
#include <string.h>

enum { SECOND_MS = 1000, HOUR_MS = 3600 * SECOND_MS };

// ---- Numbers ------------------------------------------------------------------------------------

/// The middle of a range with all digits but the first taken away, where that is still legal.
static int32_t round_example(const NumberRange *range)
{
    const int64_t middle = ((int64_t)range->min + range->max) / 2;
    int64_t place = 1;
    while (middle / place >= 10 || middle / place <= -10) {
        place *= 10;
    }
    const int64_t round = middle / place * place;
    return (int32_t)(round >= range->min && round <= range->max ? round : middle);
}

static Status number_error(const char *what, const char *text, const NumberRange *range,
                           const char *why, Error *error)
{
    char low[NAME_BYTES];
    char high[NAME_BYTES];
    char example[NAME_BYTES];
    return error_set(error, STATUS_USAGE, "%s: '%.40s' is %s; legal: %s to %s%s%s, for example %s",
                     what, text, why, number_text(low, sizeof low, range->min, range->decimals),
                     number_text(high, sizeof high, range->max, range->decimals),
                     range->unit[0] != '\0' ? " " : "", range->unit,
                     number_text(example, sizeof example, round_example(range), range->decimals));
}

Status parse_number(const char *what, const char *text, const NumberRange *range, int32_t *value,
                    Error *error)
{
    const char *at = text;
    int64_t number = 0;
    scan_spaces(&at);
    if (!scan_signed(&at, range->decimals, &number) || !scan_at_end(at)) {
        const char *const why = range->decimals == 0   ? "not a whole number"
                                : range->decimals == 1 ? "not a number with at most 1 decimal"
                                                       : "not a number with at most 2 decimals";
        return number_error(what, text, range, range->decimals > 2 ? "not a number" : why, error);
    }
    if (number < range->min || number > range->max) {
        return number_error(what, text, range, number < range->min ? "too low" : "too high", error);
    }
    *value = (int32_t)number;
    return STATUS_OK;
}

Status parse_seed(const char *what, const char *text, uint64_t *seed, Error *error)
{
    const char *at = text;
    uint64_t value = 0;
    int good = scan_is_digit(*at);
    for (; scan_is_digit(*at); ++at) {
        const uint64_t digit = (uint64_t)(*at - '0');
        good = good && value <= (UINT64_MAX - digit) / 10;
        value = good ? value * 10 + digit : 0;
    }
    if (!good || !scan_at_end(at)) {
        return error_set(error, STATUS_USAGE,
                         "%s: '%.40s' is no seed; legal: a whole number from 0 to "
                         "18446744073709551615, for example 7",
                         what, text);
    }
    *seed = value;
    return STATUS_OK;
}

// ---- Durations ----------------------------------------------------------------------------------

// 1:30 and 1:00:00: minutes and seconds below 60 except in the first place.
static int scan_clock(const char *at, int64_t *ms)
{
    int64_t seconds = 0;
    int colons = 0;
    for (;;) {
        int64_t field = 0;
        const char *const start = at;
        if (!scan_digits(&at, &field) || (colons > 0 && (field > 59 || at - start != 2))) {
            return 0;
        }
        seconds = seconds * 60 + field;
        if (*at != ':' || colons == 2) {
            break;
        }
        ++at;
        ++colons;
    }
    *ms = seconds * SECOND_MS;
    return scan_at_end(at) && colons >= 1;
}

// 1h30m, 90s, 2.5s, 45: units from large to small, each at most once.
static int scan_units(const char *at, int64_t *ms)
{
    static const struct {
        const char *name;
        int64_t ms;
    } units[] = {
        {"d", 24 * HOUR_MS}, {"h", HOUR_MS}, {"m", 60 * SECOND_MS}, {"ms", 1}, {"s", SECOND_MS}};
    const size_t count = sizeof units / sizeof units[0];
    size_t next = 0;
    *ms = 0;
    do {
        int64_t thousandths = 0;
        if (!scan_decimal(&at, 3, &thousandths)) {
            return 0;
        }
        if (scan_at_end(at)) {
            *ms += thousandths; // a number alone: seconds
            return next == 0;
        }
        size_t unit = count;
        for (size_t i = next; i < count; ++i) {
            const size_t length = strlen(units[i].name);
            if (strncmp(at, units[i].name, length) == 0 &&
                (scan_is_digit(at[length]) || scan_at_end(at + length))) {
                unit = i;
            }
        }
        if (unit == count) {
            return 0;
        }
        *ms += thousandths * units[unit].ms / 1000;
        at += strlen(units[unit].name);
        next = unit + 1;
    } while (!scan_at_end(at));
    return 1;
}

Status parse_duration(const char *what, const char *text, int64_t min_ms, int64_t max_ms,
                      int64_t *ms, Error *error)
{
    char low[NAME_BYTES];
    char high[NAME_BYTES];
    const char *at = text;
    int64_t value = 0;
    scan_spaces(&at);
    const int good = scan_clock(at, &value) || scan_units(at, &value);
    if (!good || value < min_ms || value > max_ms) {
        const char *const why = !good            ? "not a duration"
                                : value < min_ms ? "too short"
                                                 : "too long";
        return error_set(error, STATUS_USAGE,
                         "%s: '%.40s' is %s; legal: %s to %s, for example 90s, 30m, 1h30m or 1:30",
                         what, text, why, duration_text(low, sizeof low, min_ms),
                         duration_text(high, sizeof high, max_ms));
    }
    *ms = value;
    return STATUS_OK;
}

Status parse_time_of_day(const char *what, const char *text, int32_t *second, Error *error)
{
    enum { DAY_S = HOUR_MS / SECOND_MS * 24 };
    const char *at = text;
    int64_t hour = 0;
    int64_t ms = 0;
    scan_spaces(&at);
    const char *const start = at;
    const int has_seconds = strchr(start, ':') != strrchr(start, ':');
    const int good = scan_digits(&at, &hour) && *at == ':' && scan_clock(start, &ms);
    const int64_t value = ms / SECOND_MS * (has_seconds ? 1 : 60); // 23:30 was read as minutes
    if (!good || value >= DAY_S) {
        return error_set(error, STATUS_USAGE,
                         "%s: '%.40s' is no time of day; legal: 0:00 to 23:59, for example 22:30",
                         what, text);
    }
    *second = (int32_t)value;
    return STATUS_OK;
}
