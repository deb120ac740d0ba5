// Words to values, for the command line and for preset files.
//
// `what` is how the user calls the thing ("--for", "length"); messages begin with it and tell what
// is legal, with an example. All return STATUS_USAGE with a message when the text is wrong, and
// leave the result alone then.
#ifndef TEXT_PARSE_H
#define TEXT_PARSE_H

#include "base/status.h"
#include "compose/mood.h"
#include "compose/param.h"
#include "music/scale.h"

#include <stdint.h>

/// A decimal number with at most `decimals` places, shifted by them: "-8.5" with 1 is -85. `min`
/// and `max` are shifted too. `unit` is for the message and may be "".
typedef struct {
    int32_t min, max;
    uint8_t decimals;
    const char *unit;
} NumberRange;

Status parse_number(const char *what, const char *text, const NumberRange *range, int32_t *value,
                    Error *error);

/// `90s`, `2.5s`, `30m`, `1h`, `1h30m`, `1:30` (minutes:seconds), `1:00:00`; a plain number is
/// seconds. Milliseconds, min_ms..max_ms.
Status parse_duration(const char *what, const char *text, int64_t min_ms, int64_t max_ms,
                      int64_t *ms, Error *error);

/// `23:30`, `7:05` or `23:30:15`: a time of day. Seconds since midnight.
Status parse_time_of_day(const char *what, const char *text, int32_t *second, Error *error);

/// 0..18446744073709551615, decimal.
Status parse_seed(const char *what, const char *text, uint64_t *seed, Error *error);

/// `D`, `c minor`, `F# minor`, `Bb`, `G dorian`, `F#m`; sharps and flats also as Unicode signs.
/// Without a mode it is major.
Status parse_key(const char *what, const char *text, Key *key, Error *error);

/// A name of mood_table, or `VALENCE,AROUSAL`, each -1..1.
Status parse_mood(const char *what, const char *text, Mood *mood, Error *error);

/// Fixes the parameter `id`: its number within its range, or one of its words.
Status parse_param(ParamId id, const char *text, ParamSet *set, Error *error);

/// `KEY=VALUE` with a key of param_table: the value of --set.
Status parse_setting(const char *what, const char *text, ParamSet *set, Error *error);

#endif
