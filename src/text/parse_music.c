#include "text/parse.h"

#include "text/error.h"
#include "text/names.h"
#include "text/scan.h"
#include "text/suggest.h"

#include <stdio.h>
#include <string.h>

enum { HINT_BYTES = 220 };

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
    scan_spaces(&text);
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
    scan_spaces(&at);
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
    scan_spaces(&at);
    if (!scan_signed(&at, 3, &axis[0])) {
        char hint[HINT_BYTES];
        return error_set(error, STATUS_USAGE,
                         "%s: '%.40s' is no mood%s (or VALENCE,AROUSAL, as 0.5,-0.6)", what, text,
                         suggest_hint(hint, sizeof hint, text, mood_name));
    }
    scan_spaces(&at);
    int good = *at == ',';
    at += good;
    scan_spaces(&at);
    good = good && scan_signed(&at, 3, &axis[1]) && scan_at_end(at);
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
    scan_spaces(&text);
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
