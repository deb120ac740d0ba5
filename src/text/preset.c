// Presets are read through two tables of keys: the top level and parts. A row names the key, what
// it fills and what is legal; the keys of param_table follow the rows of the top level.
#include "text/preset.h"

#include "compose/texture.h"
#include "music/instrument.h"
#include "text/error.h"
#include "text/parse.h"
#include "text/suggest.h"

#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum {
    HINT_BYTES = 220,
    UNSET = INT16_MIN,    ///< No legal valence.
    NO_INDEX = UINT8_MAX, ///< No instrument or texture has this index.
    LENGTH_MAX_MS = 24 * 3600 * 1000,
    LEAD_DEFAULT_S = 300,
};

typedef struct KeyRow KeyRow;

/// Stores `values` in the field at `field`.
typedef Status PutValue(const KeyRow *row, void *field, const char *const *values, int count,
                        Error *error);

struct KeyRow {
    const char *key;
    PutValue *put;
    size_t offset;     ///< Of the field within Preset or PartSpec.
    size_t bytes;      ///< Of the field.
    NumberRange range; ///< For numbers.
    int values_max;    ///< 1, or how many a list may have.
    WordAt *words;     ///< Legal words, for put_word.
};

// ---- One function for each type of value --------------------------------------------------------

static Status put_text(const KeyRow *row, void *field, const char *const *values, int count,
                       Error *error)
{
    (void)count;
    const size_t length = strlen(values[0]);
    if (length == 0 || length >= row->bytes) {
        return error_set(error, STATUS_BAD_PRESET, "%s: legal: a text of 1 to %d bytes, not %d",
                         row->key, (int)row->bytes - 1, (int)length);
    }
    memcpy(field, values[0], length + 1);
    return STATUS_OK;
}

// Stores an integer in a field of 1, 2 or 4 bytes; its range has been checked.
static void store(void *field, size_t bytes, int32_t value)
{
    const uint8_t byte = (uint8_t)value;
    const int16_t word = (int16_t)value;
    memcpy(field,
           bytes == 1   ? (const void *)&byte
           : bytes == 2 ? (const void *)&word
                        : &value,
           bytes);
}

static Status put_number(const KeyRow *row, void *field, const char *const *values, int count,
                         Error *error)
{
    (void)count;
    int32_t number = 0;
    const Status status = parse_number(row->key, values[0], &row->range, &number, error);
    if (status == STATUS_OK) {
        store(field, row->bytes, number);
    }
    return status;
}

static Status put_mood(const KeyRow *row, void *field, const char *const *values, int count,
                       Error *error)
{
    char both[80];
    snprintf(both, sizeof both, "%.38s%s%.38s", values[0], count > 1 ? "," : "",
             count > 1 ? values[1] : "");
    return parse_mood(row->key, both, field, error);
}

static Status put_seconds(const KeyRow *row, void *field, const char *const *values, int count,
                          Error *error)
{
    (void)count;
    int64_t ms = 0;
    const Status status = parse_duration(row->key, values[0], 0, LENGTH_MAX_MS, &ms, error);
    if (status == STATUS_OK) {
        store(field, row->bytes, (int32_t)(ms / 1000));
    }
    return status;
}

static const char *instrument_name(int i)
{
    return i < instrument_count ? instrument_table[i].name : NULL;
}

static const char *texture_name(int i)
{
    return i < texture_count ? texture_table[i]->name : NULL;
}

static const char *metre_name(int i)
{
    return i < METRE_COUNT ? metre_table[i].name : NULL;
}

// The index of a word in the row's list.
static Status put_word(const KeyRow *row, void *field, const char *const *values, int count,
                       Error *error)
{
    (void)count;
    for (int i = 0; row->words(i) != NULL; ++i) {
        if (suggest_distance(row->words(i), values[0]) == 0) {
            store(field, row->bytes, i);
            return STATUS_OK;
        }
    }
    char hint[HINT_BYTES];
    return error_set(error, STATUS_BAD_PRESET, "%s: unknown '%.40s'%s", row->key, values[0],
                     suggest_hint(hint, sizeof hint, values[0], row->words));
}

static Status put_keys(const KeyRow *row, void *field, const char *const *values, int count,
                       Error *error)
{
    Key *const keys = field;
    for (int i = 0; i < count; ++i) {
        const Status status = parse_key(row->key, values[i], &keys[i], error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    Preset *const preset = (Preset *)((char *)field - row->offset);
    preset->key_count = count;
    return STATUS_OK;
}

// `tempo = 54` fixes the parameter, `tempo = {46, 60}` is the range that the mood may use.
static Status put_tempo(const KeyRow *row, void *field, const char *const *values, int count,
                        Error *error)
{
    Preset *const preset = (Preset *)((char *)field - row->offset);
    if (count == 1) {
        return parse_param(PARAM_TEMPO, values[0], &preset->set, error);
    }
    const ParamInfo *const info = &param_table[PARAM_TEMPO];
    const NumberRange legal = {info->min, info->max, info->decimals, info->unit};
    int32_t ends[2] = {0, 0};
    for (int i = 0; i < 2; ++i) {
        const Status status = parse_number(row->key, values[i], &legal, &ends[i], error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    if (ends[0] > ends[1]) {
        return error_set(error, STATUS_BAD_PRESET,
                         "tempo: %d is above %d; write the slower end first: tempo = {%d, %d}",
                         (int)ends[0], (int)ends[1], (int)ends[1], (int)ends[0]);
    }
    preset->tempo_min = ends[0];
    preset->tempo_max = ends[1];
    return STATUS_OK;
}

// ---- The tables ---------------------------------------------------------------------------------

#define FIELD(type, name) offsetof(type, name), sizeof((type *)0)->name
#define NO_RANGE                                                                                   \
    {                                                                                              \
        0, 0, 0, ""                                                                                \
    }

static const KeyRow top_rows[] = {
    {"title", put_text, FIELD(Preset, title), NO_RANGE, 1, NULL},
    {"intent", put_text, FIELD(Preset, intent), NO_RANGE, 1, NULL},
    {"mood", put_mood, FIELD(Preset, mood), NO_RANGE, 2, NULL},
    {"start", put_mood, FIELD(Preset, start), NO_RANGE, 2, NULL},
    {"lead", put_seconds, FIELD(Preset, lead_s), NO_RANGE, 1, NULL},
    {"length", put_seconds, FIELD(Preset, length_s), NO_RANGE, 1, NULL},
    {"keys", put_keys, FIELD(Preset, keys), NO_RANGE, KEYS_MAX, NULL},
    {"metre", put_word, FIELD(Preset, metre), NO_RANGE, 1, metre_name},
    {"player", put_word, FIELD(Preset, player_instrument), NO_RANGE, 1, instrument_name},
    {"tempo", put_tempo, FIELD(Preset, tempo_min), NO_RANGE, 2, NULL},
};

static const KeyRow part_rows[] = {
    {"instrument", put_word, FIELD(PartSpec, instrument), NO_RANGE, 1, instrument_name},
    {"texture", put_word, FIELD(PartSpec, texture), NO_RANGE, 1, texture_name},
    {"level", put_number, FIELD(PartSpec, level_db10), {-300, 60, 1, "dB"}, 1, NULL},
    {"pan", put_number, FIELD(PartSpec, pan), {-63, 63, 0, "(left to right)"}, 1, NULL},
    {"reverb", put_number, FIELD(PartSpec, reverb), {0, 127, 0, ""}, 1, NULL},
    {"chorus", put_number, FIELD(PartSpec, chorus), {0, 127, 0, ""}, 1, NULL},
    {"tone", put_number, FIELD(PartSpec, tone), {-100, 100, 0, "(dark to bright)"}, 1, NULL},
    {"octave", put_number, FIELD(PartSpec, octave), {-2, 2, 0, "octaves"}, 1, NULL},
    {"enters", put_number, FIELD(PartSpec, enters), {0, 100, 0, "% density"}, 1, NULL},
};

enum {
    TOP_ROWS = sizeof top_rows / sizeof top_rows[0],
    PART_ROWS = sizeof part_rows / sizeof part_rows[0],
};

const char *preset_key_name(int i)
{
    if (i < TOP_ROWS) {
        return top_rows[i].key;
    }
    _Static_assert(PARAM_TEMPO == 0, "tempo has a row of its own above");
    const int param = i - TOP_ROWS + 1;
    return param < PARAM_COUNT ? param_table[param].key : NULL;
}

const char *preset_part_key_name(int i)
{
    return i < PART_ROWS ? part_rows[i].key : NULL;
}

static const KeyRow *find_row(const KeyRow *rows, int count, const char *key)
{
    for (int i = 0; i < count; ++i) {
        if (strcmp(rows[i].key, key) == 0) {
            return &rows[i];
        }
    }
    return NULL;
}

Status preset_unknown_key(const char *section, const char *key, Error *error)
{
    char hint[HINT_BYTES];
    WordAt *const legal = section == NULL ? preset_key_name : preset_part_key_name;
    return error_set(error, STATUS_BAD_PRESET, "unknown key '%.40s'%s%s", key,
                     section == NULL ? "" : " in a part",
                     suggest_hint(hint, sizeof hint, key, legal));
}

// ---- Filling a preset ---------------------------------------------------------------------------

void preset_begin(Preset *preset, const char *name)
{
    memset(preset, 0, sizeof *preset);
    snprintf(preset->name, sizeof preset->name, "%s", name);
    preset->mood = (Mood){UNSET, UNSET};
    preset->start = preset->mood;
    preset->lead_s = LEAD_DEFAULT_S;
    preset->tempo_min = param_table[PARAM_TEMPO].min;
    preset->tempo_max = param_table[PARAM_TEMPO].max;
}

static Status find_part(Preset *preset, const char *title, PartSpec **part, Error *error)
{
    for (int i = 0; i < preset->part_count; ++i) {
        if (strcmp(preset->parts[i].name, title) == 0) {
            *part = &preset->parts[i];
            return STATUS_OK;
        }
    }
    if (title[0] == '\0' || strlen(title) >= PART_NAME_BYTES) {
        return error_set(error, STATUS_BAD_PRESET,
                         "part '%.40s': legal: a name of 1 to %d bytes, for example part melody",
                         title, PART_NAME_BYTES - 1);
    }
    if (preset->part_count == PARTS_MAX) {
        return error_set(error, STATUS_BAD_PRESET, "part '%s': a preset has at most %d parts",
                         title, PARTS_MAX);
    }
    *part = &preset->parts[preset->part_count++];
    **part = (PartSpec){.instrument = NO_INDEX, .texture = NO_INDEX, .reverb = 40};
    memcpy((*part)->name, title, strlen(title) + 1);
    return STATUS_OK;
}

static Status check_count(const char *key, int count, int max, Error *error)
{
    if (count < 1 || count > max) {
        return error_set(error, STATUS_BAD_PRESET, "%s: legal: %s%d value%s, not %d", key,
                         max > 1 ? "1 to " : "", max, max > 1 ? "s" : "", count);
    }
    return STATUS_OK;
}

static Status put_row(const KeyRow *row, void *base, const char *const *values, int count,
                      Error *error)
{
    const Status status = check_count(row->key, count, row->values_max, error);
    return status != STATUS_OK ? status
                               : row->put(row, (char *)base + row->offset, values, count, error);
}

static Status put_top(Preset *preset, const char *key, const char *const *values, int count,
                      Error *error)
{
    const KeyRow *const row = find_row(top_rows, TOP_ROWS, key);
    if (row != NULL) {
        return put_row(row, preset, values, count, error);
    }
    const int id = param_find(key);
    if (id < 0) {
        return preset_unknown_key(NULL, key, error);
    }
    const Status status = check_count(key, count, 1, error);
    return status != STATUS_OK ? status : parse_param((ParamId)id, values[0], &preset->set, error);
}

static Status put_part(Preset *preset, const char *section, const char *key,
                       const char *const *values, int count, Error *error)
{
    PartSpec *part = NULL;
    const Status status = find_part(preset, section, &part, error);
    if (status != STATUS_OK || key == NULL) {
        return status;
    }
    const KeyRow *const row = find_row(part_rows, PART_ROWS, key);
    return row == NULL ? preset_unknown_key(section, key, error)
                       : put_row(row, part, values, count, error);
}

Status preset_put(Preset *preset, const char *section, const char *key, const char *const *values,
                  int count, Error *error)
{
    Error inner = {STATUS_OK, ""};
    const Status status = section == NULL ? put_top(preset, key, values, count, &inner)
                                          : put_part(preset, section, key, values, count, &inner);
    return status == STATUS_OK ? STATUS_OK // parsers say USAGE: here the file is wrong
                               : error_set(error, STATUS_BAD_PRESET, "%s", inner.message);
}

// ---- Completeness -------------------------------------------------------------------------------

static Status missing(Error *error, const char *key, const char *example)
{
    return error_set(error, STATUS_BAD_PRESET, "%s is missing; add a line like: %s", key, example);
}

static Status check_part(const PartSpec *part, Error *error)
{
    if (part->instrument == NO_INDEX || part->texture == NO_INDEX) {
        return error_set(error, STATUS_BAD_PRESET, "part '%s' has no %s; add a line like: %s",
                         part->name, part->instrument == NO_INDEX ? "instrument" : "texture",
                         part->instrument == NO_INDEX ? "instrument = \"felt piano\""
                                                      : "texture = pad");
    }
    const int is_tune = texture_table[part->texture]->is_tune;
    const int is_melody = strcmp(part->name, "melody") == 0;
    if (is_tune != is_melody) {
        return error_set(error, STATUS_BAD_PRESET,
                         is_tune ? "part '%s' plays a tune (texture %s): call it melody"
                                 : "part '%s' needs a texture that plays a tune, not %s",
                         part->name, texture_table[part->texture]->name);
    }
    return STATUS_OK;
}

static int is_percussion(int instrument)
{
    return instrument_table[instrument].kind == TONE_PERCUSSION;
}

// Its keys are sounds: no other texture knows them, and no other instrument. It has one channel.
static Status check_percussion(const Preset *preset, Error *error)
{
    int count = 0;
    for (int i = 0; i < preset->part_count; ++i) {
        const PartSpec *const part = &preset->parts[i];
        const int sounds = is_percussion(part->instrument);
        if (sounds != texture_table[part->texture]->is_percussion) {
            return error_set(error, STATUS_BAD_PRESET,
                             sounds ? "part '%s': texture: %s has no texture %s; legal: groove"
                                    : "part '%s': instrument: %s has no texture %s; legal: "
                                      "soft percussion",
                             part->name, instrument_table[part->instrument].name,
                             texture_table[part->texture]->name);
        }
        count += sounds;
    }
    if (count > 1) {
        return error_set(error, STATUS_BAD_PRESET, "%d parts play percussion; leave one", count);
    }
    return is_percussion(preset->player_instrument)
               ? error_set(error, STATUS_BAD_PRESET, "player: %s has no pitches to play",
                           instrument_table[preset->player_instrument].name)
               : STATUS_OK;
}

Status preset_finish(Preset *preset, Error *error)
{
    if (preset->title[0] == '\0') {
        return missing(error, "title", "title = \"Evening\"");
    }
    if (preset->intent[0] == '\0') {
        return missing(error, "intent", "intent = \"To settle at the end of the day\"");
    }
    if (preset->mood.valence == UNSET) {
        return missing(error, "mood", "mood = calm");
    }
    if (preset->key_count == 0) {
        return missing(error, "keys", "keys = {\"D\", \"G dorian\"}");
    }
    if (preset->part_count == 0) {
        return missing(error, "part",
                       "part melody { instrument = \"felt piano\" texture = melody }");
    }
    if (preset->start.valence == UNSET) {
        preset->start = preset->mood;
    }
    for (int i = 0; i < preset->part_count; ++i) {
        const Status status = check_part(&preset->parts[i], error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return check_percussion(preset, error);
}
