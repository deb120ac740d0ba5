#include "text/midi_target.h"

#include "compose/mood.h"
#include "compose/param.h"
#include "text/error.h"
#include "text/names.h"
#include "text/suggest.h"

#include <stdio.h>
#include <string.h>

enum { HINT_BYTES = 220, VALUE_BYTES = 64, PRESETS = 127, STOP_FADE_MS = 3000 };

#define MIDI_RANGE                                                                                 \
    {                                                                                              \
        0, MIDI_DATA_MAX, 0, ""                                                                    \
    }

static const MidiTarget controls[] = {
    {"valence", CONTROL_VALENCE, 0, {-MOOD_ONE, MOOD_ONE, 3, ""}, 0, 0},
    {"arousal", CONTROL_AROUSAL, 0, {-MOOD_ONE, MOOD_ONE, 3, ""}, 0, 0},
    {"volume", CONTROL_VOLUME, 0, MIDI_RANGE, 0, 0},
    {"brightness", CONTROL_BRIGHTNESS, 0, MIDI_RANGE, 0, 0},
    {"tempo", CONTROL_TEMPO, 0, {40, 120, 0, "BPM"}, 0, 0},
    {"breath", CONTROL_BREATH, 0, {30, 300, 1, "breaths a minute"}, 0, 0},
    {"preset", CONTROL_PRESET, 0, {0, PRESETS, 0, ""}, 0, 0},
    {"expression", CONTROL_EXPRESSION, 0, MIDI_RANGE, 0, 0},
    {"pressure", CONTROL_PRESSURE, 0, MIDI_RANGE, 0, 0},
    {"sustain", CONTROL_SUSTAIN, 0, MIDI_RANGE, 0, 0},
    {"sostenuto", CONTROL_SOSTENUTO, 0, MIDI_RANGE, 0, 0},
    {"soft", CONTROL_SOFT, 0, MIDI_RANGE, 0, 0},
    {"pause", CONTROL_PAUSE, 0, {0, 1, 0, ""}, 1, 1},
    {"play", CONTROL_PAUSE, 0, {0, 1, 0, ""}, 1, 0},
    {"stop", CONTROL_FADE, 0, {STOP_FADE_MS, STOP_FADE_MS, 0, "ms"}, 1, STOP_FADE_MS},
    {"like", CONTROL_LIKE, 0, {-1, 1, 0, ""}, 1, 1},
    {"unlike", CONTROL_LIKE, 0, {-1, 1, 0, ""}, 1, -1},
    {"release", CONTROL_RELEASE, 0, {0, 0, 0, ""}, 1, 0},
};

enum { CONTROLS = sizeof controls / sizeof controls[0] };

// Tempo, brightness and others are controls of their own.
static int is_control(int id)
{
    for (int i = 0; i < CONTROLS; ++i) {
        if (strcmp(controls[i].name, param_table[id].key) == 0) {
            return 1;
        }
    }
    return 0;
}

static int param_at(int i)
{
    for (int id = 0; id < PARAM_COUNT; ++id) {
        if (!is_control(id) && i-- == 0) {
            return id;
        }
    }
    return -1;
}

int midi_target(int i, MidiTarget *target)
{
    const int id = i < CONTROLS ? -1 : param_at(i - CONTROLS);
    if (i >= 0 && i < CONTROLS) {
        *target = controls[i];
        return 1;
    }
    if (id < 0) {
        return 0;
    }
    const ParamInfo *const info = &param_table[id];
    *target = (MidiTarget){.name = info->key,
                           .kind = CONTROL_PARAM,
                           .param = id,
                           .range = {info->min, info->max, info->decimals, info->unit}};
    return 1;
}

const char *midi_target_name(int i)
{
    MidiTarget target;
    return midi_target(i, &target) ? target.name : NULL;
}

// ---- Words to rows ------------------------------------------------------------------------------

static int find(const char *name, MidiTarget *target)
{
    for (int i = 0; midi_target(i, target); ++i) {
        if (strcmp(target->name, name) == 0) {
            return 1;
        }
    }
    return 0;
}

// A number, or a word where a parameter's values have names.
static Status parse_value(const MidiTarget *target, const char *text, int32_t *value, Error *error)
{
    for (int i = 0; target->kind == CONTROL_PARAM; ++i) {
        const char *const word = param_word((ParamId)target->param, i);
        if (word == NULL) {
            break;
        }
        if (strcmp(word, text) == 0) {
            *value = i;
            return STATUS_OK;
        }
    }
    return parse_number(target->name, text, &target->range, value, error);
}

static Status parse_range(const MidiTarget *target, char *text, MidiBinding *row, Error *error)
{
    char *const dots = strstr(text, "..");
    if (dots == NULL) {
        row->is_button = 1;
        return parse_value(target, text, &row->high, error);
    }
    *dots = '\0';
    const Status status = parse_value(target, text, &row->low, error);
    return status != STATUS_OK ? status : parse_value(target, dots + 2, &row->high, error);
}

static Status take_whole_range(const MidiTarget *target, MidiBinding *row, Error *error)
{
    row->is_button = target->is_deed;
    row->low = target->is_deed ? 0 : target->range.min;
    row->high = target->is_deed ? target->value : target->range.max;
    if (row->source == MIDI_ON && !target->is_deed) {
        return error_set(error, STATUS_USAGE,
                         "%s: a key or pad needs a value to set it to, for example '%s %d'",
                         target->name, target->name, target->range.decimals > 0 ? 0 : 60);
    }
    return STATUS_OK;
}

Status midi_target_parse(const char *what, const char *text, MidiBinding *row, Error *error)
{
    char name[VALUE_BYTES] = "", value[VALUE_BYTES] = "", more[2] = "", hint[HINT_BYTES];
    MidiTarget target;
    sscanf(text, "%63s %63s %1s", name, value, more);
    if (!find(name, &target)) {
        return error_set(error, STATUS_USAGE, "%s: '%.40s' cannot be steered%s", what, name,
                         suggest_hint(hint, sizeof hint, name, midi_target_name));
    }
    if (more[0] != '\0' || (target.is_deed && value[0] != '\0')) {
        return error_set(error, STATUS_USAGE, "%s: '%.60s' is more than '%s%s'", what, text, name,
                         target.is_deed ? "" : " LOW..HIGH");
    }
    row->kind = target.kind;
    row->param = target.param;
    row->low = 0;
    row->is_button = 0;
    return value[0] == '\0' ? take_whole_range(&target, row, error)
                            : parse_range(&target, value, row, error);
}

// ---- Rows to words ------------------------------------------------------------------------------

static int find_row(const MidiBinding *row, MidiTarget *target)
{
    for (int i = 0; midi_target(i, target); ++i) {
        const int same = target->kind == row->kind &&
                         (row->kind != CONTROL_PARAM || target->param == row->param);
        if (same && (!target->is_deed || target->value == row->high)) {
            return 1;
        }
    }
    return 0;
}

static const char *value_text(char *out, size_t bytes, const MidiTarget *target, int32_t value)
{
    return target->kind == CONTROL_PARAM ? param_text(out, bytes, (ParamId)target->param, value)
                                         : number_text(out, bytes, value, target->range.decimals);
}

const char *midi_target_text(char *out, size_t bytes, const MidiBinding *row)
{
    char low[NAME_BYTES], high[NAME_BYTES];
    MidiTarget target;
    if (!find_row(row, &target)) {
        snprintf(out, bytes, "%s", control_table[row->kind].word);
    } else if (target.is_deed) {
        snprintf(out, bytes, "%s", target.name);
    } else {
        value_text(low, sizeof low, &target, row->low);
        value_text(high, sizeof high, &target, row->high);
        snprintf(out, bytes, "%s %s%s%s", target.name, row->is_button ? "" : low,
                 row->is_button ? "" : "..", high);
    }
    return out;
}

static const char *note_text(char *out, size_t bytes, ControlMsg msg)
{
    char pitch[NAME_BYTES];
    pitch_text(pitch, sizeof pitch, msg.a);
    if (msg.kind == CONTROL_NOTE_ON) {
        snprintf(out, bytes, "plays %s, velocity %d", pitch, (int)msg.b);
    } else {
        snprintf(out, bytes, "ends %s", pitch);
    }
    return out;
}

const char *midi_control_text(char *out, size_t bytes, ControlMsg msg)
{
    const int32_t value = msg.kind == CONTROL_PARAM ? msg.b : msg.a;
    const MidiBinding row = {.kind = (uint8_t)msg.kind, .param = msg.a, .high = value};
    char text[NAME_BYTES];
    MidiTarget target;
    if (msg.kind == CONTROL_NOTE_ON || msg.kind == CONTROL_NOTE_OFF) {
        return note_text(out, bytes, msg);
    }
    if (msg.kind == CONTROL_NONE) {
        snprintf(out, bytes, "nothing");
    } else if (!find_row(&row, &target)) {
        snprintf(out, bytes, "%s %d", control_table[msg.kind].word, (int)msg.a);
    } else if (target.is_deed) {
        snprintf(out, bytes, "%s", target.name);
    } else {
        const char *const unit = target.range.unit;
        snprintf(out, bytes, "%s %s%s%s", target.name,
                 value_text(text, sizeof text, &target, value), unit[0] != '\0' ? " " : "", unit);
    }
    return out;
}
