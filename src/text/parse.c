#include "text/parse.h"

#include "text/error.h"
#include "text/names.h"
#include "text/suggest.h"

#include <stdio.h>
#include <string.h>

enum { HINT_BYTES = 220, SECOND_MS = 1000, HOUR_MS = 3600 * SECOND_MS };

// ---- Small scanners: each moves `*at` past what it read and returns whether there was anything --

static void skip_spaces(const char **at)
{
    while (**at == ' ' || **at == '\t') {
        ++*at;
    }
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// Digits of a number below 10^9; more stop at that, which every range refuses.
static int scan_digits(const char **at, int64_t *value)
{
    const int64_t ceiling = 1000000000;
    const char *const start = *at;
    for (*value = 0; is_digit(**at); ++*at) {
        *value = *value < ceiling ? *value * 10 + (**at - '0') : ceiling;
    }
    return *at != start;
}

// Digits and perhaps a fraction of at most `decimals` places that are not zero.
static int scan_decimal(const char **at, int decimals, int64_t *value)
{
    const char *p = *at;
    const int whole = scan_digits(&p, value);
    int places = 0;
    int fraction = 0;
    if (*p == '.') {
        for (++p; is_digit(*p); ++p) {
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

static int scan_signed(const char **at, int decimals, int64_t *value)
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

static int at_end(const char *at)
{
    skip_spaces(&at);
    return *at == '\0';
}

// ---- Numbers ------------------------------------------------------------------------------------

static Status number_error(const char *what, const char *text, const NumberRange *range,
                           const char *why, Error *error)
{
    char low[NAME_BYTES];
    char high[NAME_BYTES];
    char middle[NAME_BYTES];
    const int32_t between = (int32_t)(((int64_t)range->min + range->max) / 2);
    return error_set(error, STATUS_USAGE, "%s: '%.40s' is %s; legal: %s to %s%s%s, for example %s",
                     what, text, why, number_text(low, sizeof low, range->min, range->decimals),
                     number_text(high, sizeof high, range->max, range->decimals),
                     range->unit[0] != '\0' ? " " : "", range->unit,
                     number_text(middle, sizeof middle, between, range->decimals));
}

Status parse_number(const char *what, const char *text, const NumberRange *range, int32_t *value,
                    Error *error)
{
    const char *at = text;
    int64_t number = 0;
    skip_spaces(&at);
    if (!scan_signed(&at, range->decimals, &number) || !at_end(at)) {
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
    int good = is_digit(*at);
    for (; is_digit(*at); ++at) {
        const uint64_t digit = (uint64_t)(*at - '0');
        good = good && value <= (UINT64_MAX - digit) / 10;
        value = good ? value * 10 + digit : 0;
    }
    if (!good || !at_end(at)) {
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
    return at_end(at) && colons >= 1;
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
        if (at_end(at)) {
            *ms += thousandths; // a number alone: seconds
            return next == 0;
        }
        size_t unit = count;
        for (size_t i = next; i < count; ++i) {
            const size_t length = strlen(units[i].name);
            if (strncmp(at, units[i].name, length) == 0 &&
                (is_digit(at[length]) || at_end(at + length))) {
                unit = i;
            }
        }
        if (unit == count) {
            return 0;
        }
        *ms += thousandths * units[unit].ms / 1000;
        at += strlen(units[unit].name);
        next = unit + 1;
    } while (!at_end(at));
    return 1;
}

Status parse_duration(const char *what, const char *text, int64_t min_ms, int64_t max_ms,
                      int64_t *ms, Error *error)
{
    char low[NAME_BYTES];
    char high[NAME_BYTES];
    const char *at = text;
    int64_t value = 0;
    skip_spaces(&at);
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
    skip_spaces(&at);
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

// ---- Keys and moods -----------------------------------------------------------------------------

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int same_word(const char *a, const char *b)
{
    while (*a != '\0' && lower(*a) == lower(*b)) {
        ++a;
        ++b;
    }
    return lower(*a) == lower(*b);
}

// Letter and accidental; moves past them. -1 when there is none.
static int scan_tonic(const char **at)
{
    static const struct {
        const char *sign;
        int shift;
    } signs[] = {{"#", 1}, {"\xE2\x99\xAF", 1}, {"b", -1}, {"\xE2\x99\xAD", -1}};
    static const int semitones[] = {9, 11, 0, 2, 4, 5, 7}; // A B C D E F G
    const char letter = lower(**at);
    if (letter < 'a' || letter > 'g') {
        return -1;
    }
    int tonic = semitones[letter - 'a'];
    ++*at;
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; ++i) {
        const size_t length = strlen(signs[i].sign);
        if (strncmp(*at, signs[i].sign, length) == 0) {
            *at += length;
            tonic += signs[i].shift;
            break;
        }
    }
    return (tonic + OCTAVE) % OCTAVE;
}

// The rest of a key after its tonic: "", "m", "M", " min", " minor", " dorian". -1 when it is no
// mode.
static int find_mode(const char *text)
{
    char word[24];
    skip_spaces(&text);
    size_t length = strlen(text);
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t')) {
        --length;
    }
    if (length == 0) {
        return MODE_IONIAN;
    }
    snprintf(word, sizeof word, "%.*s", length < sizeof word ? (int)length : 0, text);
    if (strcmp(word, "m") == 0 || same_word(word, "min")) {
        return MODE_AEOLIAN;
    }
    if (strcmp(word, "M") == 0 || same_word(word, "maj")) {
        return MODE_IONIAN;
    }
    for (int i = 0; i < MODE_COUNT; ++i) {
        if (same_word(word, mode_table[i].name) || same_word(word, mode_table[i].common)) {
            return i;
        }
    }
    return -1;
}

Status parse_key(const char *what, const char *text, Key *key, Error *error)
{
    const char *at = text;
    skip_spaces(&at);
    const int tonic = scan_tonic(&at);
    const int mode = tonic < 0 ? -1 : find_mode(at);
    if (mode < 0) {
        return error_set(error, STATUS_USAGE,
                         "%s: '%.40s' is no key; legal: C to B, with # or b, then major, minor, "
                         "dorian or mixolydian, for example \"F# minor\"",
                         what, text);
    }
    *key = (Key){.tonic = (uint8_t)tonic, .mode = (uint8_t)mode};
    return STATUS_OK;
}

static const char *mood_name(int i)
{
    return i < mood_count ? mood_table[i].name : NULL;
}

// The mood of that name, in any case; -1 when there is none.
static int find_mood(const char *text)
{
    for (int i = 0; i < mood_count; ++i) {
        if (same_word(text, mood_table[i].name)) {
            return i;
        }
    }
    return -1;
}

Status parse_mood(const char *what, const char *text, Mood *mood, Error *error)
{
    const int known = find_mood(text);
    if (known >= 0) {
        *mood = mood_table[known].mood;
        return STATUS_OK;
    }
    const char *at = text;
    int64_t axis[2] = {0, 0};
    skip_spaces(&at);
    if (!scan_signed(&at, 3, &axis[0])) {
        char hint[HINT_BYTES];
        return error_set(error, STATUS_USAGE,
                         "%s: '%.40s' is no mood%s; or VALENCE,AROUSAL, for example 0.5,-0.6", what,
                         text, suggest_hint(hint, sizeof hint, text, mood_name));
    }
    skip_spaces(&at);
    int good = *at == ',';
    at += good;
    skip_spaces(&at);
    good = good && scan_signed(&at, 3, &axis[1]) && at_end(at);
    for (int i = 0; i < 2; ++i) {
        good = good && axis[i] >= -MOOD_ONE && axis[i] <= MOOD_ONE;
    }
    if (!good) {
        return error_set(error, STATUS_USAGE,
                         "%s: '%.40s' is not VALENCE,AROUSAL; legal: two numbers from -1 to 1 with "
                         "a comma between them, for example 0.5,-0.6, or a name, for example calm",
                         what, text);
    }
    *mood = (Mood){.valence = (int16_t)axis[0], .arousal = (int16_t)axis[1]};
    return STATUS_OK;
}

// ---- Parameters ---------------------------------------------------------------------------------

static const char *param_key(int i)
{
    return i < PARAM_COUNT ? param_table[i].key : NULL;
}

static Status parse_word(ParamId id, const char *text, int32_t *value, Error *error)
{
    char legal[HINT_BYTES] = "";
    for (int32_t i = 0; param_word(id, i) != NULL; ++i) {
        if (same_word(text, param_word(id, i))) {
            *value = i;
            return STATUS_OK;
        }
        const size_t used = strlen(legal);
        snprintf(legal + used, sizeof legal - used, "%s%s", i > 0 ? ", " : "", param_word(id, i));
    }
    return error_set(error, STATUS_USAGE, "%s: '%.40s' is unknown; legal: %s", param_table[id].key,
                     text, legal);
}

Status parse_param(ParamId id, const char *text, ParamSet *set, Error *error)
{
    const ParamInfo *const info = &param_table[id];
    const NumberRange range = {info->min, info->max, info->decimals, info->unit};
    int32_t value = 0;
    const Status status = param_word(id, 0) != NULL
                              ? parse_word(id, text, &value, error)
                              : parse_number(info->key, text, &range, &value, error);
    if (status == STATUS_OK) {
        set->value[id] = value;
        set->fixed[id] = 1;
    }
    return status;
}

Status parse_setting(const char *what, const char *text, ParamSet *set, Error *error)
{
    char key[32];
    char hint[HINT_BYTES];
    skip_spaces(&text);
    const char *const equals = strchr(text, '=');
    if (equals == NULL || equals == text || equals - text >= (int)sizeof key) {
        return error_set(error, STATUS_USAGE,
                         "%s: '%.40s' is not KEY=VALUE; for example %s tempo=54", what, text, what);
    }
    size_t length = (size_t)(equals - text);
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t')) {
        --length; // as a preset has it: tempo = 54
    }
    snprintf(key, sizeof key, "%.*s", (int)length, text);
    const int id = param_find(key);
    if (id < 0) {
        return error_set(error, STATUS_USAGE, "%s: unknown parameter '%s'%s", what, key,
                         suggest_hint(hint, sizeof hint, key, param_key));
    }
    Error inner;
    const Status status = parse_param((ParamId)id, equals + 1, set, &inner);
    return status == STATUS_OK ? status : error_set(error, status, "%s %s", what, inner.message);
}
