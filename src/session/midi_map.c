#include "session/midi_map.h"

#include "base/fix.h"
#include "compose/param.h"

#include <stddef.h>

#define KNOB(number, control, low, high)                                                           \
    {                                                                                              \
        MIDI_CONTROLLER, MIDI_ANY_CHANNEL, number, CONTROL_##control, 0, low, high, 0              \
    }
#define PARAMETER(number, id, low, high)                                                           \
    {                                                                                              \
        MIDI_CONTROLLER, MIDI_ANY_CHANNEL, number, CONTROL_PARAM, PARAM_##id, low, high, 0         \
    }
#define BUTTON(number, control, value)                                                             \
    {                                                                                              \
        MIDI_CONTROLLER, MIDI_ANY_CHANNEL, number, CONTROL_##control, 0, 0, value, 1               \
    }

// The eight knobs of a keyboard: makers number them from 20 (undefined in MIDI 1.0, left to knobs),
// or as the general purpose controllers 16 to 19 and the sound controllers after 70.
#define EIGHT_KNOBS(a, b, c, d, e, f, g, h)                                                        \
    KNOB(a, VALENCE, -1000, 1000), KNOB(b, AROUSAL, -1000, 1000), PARAMETER(c, DENSITY, 0, 100),   \
        KNOB(d, BRIGHTNESS, 0, 127), KNOB(e, TEMPO, 40, 120), PARAMETER(f, SPACE, 0, 100),         \
        PARAMETER(g, PLAYER, -240, 0), PARAMETER(h, NATURE, -400, 60)

const MidiBinding midi_default_rows[] = {
    KNOB(1, AROUSAL, -1000, 1000),
    KNOB(7, VOLUME, 0, 127),
    KNOB(11, EXPRESSION, 0, 127),
    KNOB(64, SUSTAIN, 0, 127),
    KNOB(66, SOSTENUTO, 0, 127),
    KNOB(67, SOFT, 0, 127),
    KNOB(74, BRIGHTNESS, 0, 127),
    EIGHT_KNOBS(16, 17, 18, 19, 70, 71, 72, 73),
    EIGHT_KNOBS(20, 21, 22, 23, 24, 25, 26, 27),
    BUTTON(117, PAUSE, 1),    // Stop and
    BUTTON(118, PAUSE, 0),    // Play, where most transport buttons have them
    KNOB(120, RELEASE, 0, 0), // all sound off
    KNOB(123, RELEASE, 0, 0), // all notes off
};

const int midi_default_count = (int)(sizeof midi_default_rows / sizeof midi_default_rows[0]);

static int kind_of(MidiMessage message)
{
    return message.status < 0xf0 ? message.status & 0xf0 : message.status;
}

static int fits(const MidiBinding *row, MidiMessage message)
{
    const int kind = kind_of(message);
    const int source = kind == MIDI_OFF ? MIDI_ON : kind;
    return row->source == source && row->number == message.data1 &&
           (row->channel == MIDI_ANY_CHANNEL || row->channel == (message.status & 0x0f));
}

static const MidiBinding *find(const MidiBinding *rows, int count, MidiMessage message)
{
    for (int i = 0; i < count; ++i) {
        if (fits(&rows[i], message)) {
            return &rows[i];
        }
    }
    return NULL;
}

const MidiBinding *midi_map_find(const MidiMap *map, MidiMessage message)
{
    const MidiBinding *const own = map != NULL ? find(map->rows, map->count, message) : NULL;
    return own != NULL ? own : find(midi_default_rows, midi_default_count, message);
}

static ControlMsg with_value(const MidiBinding *row, int32_t value)
{
    const ControlMsg param = {.kind = CONTROL_PARAM, .a = row->param, .b = value};
    return row->kind == CONTROL_PARAM ? param : (ControlMsg){.kind = row->kind, .a = value};
}

static ControlMsg from_row(const MidiBinding *row, MidiMessage message)
{
    enum { PRESSED = 64 };
    const int value = kind_of(message) == MIDI_OFF ? 0 : message.data2;
    if (!row->is_button) {
        return with_value(row, fix_lerp(row->low, row->high, value, MIDI_DATA_MAX));
    }
    const int is_press = row->source == MIDI_ON ? value > 0 : value >= PRESSED;
    return is_press ? with_value(row, row->high) : (ControlMsg){.kind = CONTROL_NONE};
}

static ControlMsg from_kind(MidiMessage message)
{
    const int32_t d1 = message.data1, d2 = message.data2;
    switch (kind_of(message)) {
    case MIDI_ON:
        return (ControlMsg){.kind = d2 > 0 ? CONTROL_NOTE_ON : CONTROL_NOTE_OFF, .a = d1, .b = d2};
    case MIDI_OFF:
        return (ControlMsg){.kind = CONTROL_NOTE_OFF, .a = d1};
    case MIDI_KEY_PRESSURE:
        return (ControlMsg){.kind = CONTROL_PRESSURE, .a = d2};
    case MIDI_PRESSURE:
        return (ControlMsg){.kind = CONTROL_PRESSURE, .a = d1};
    case MIDI_PROGRAM:
        return (ControlMsg){.kind = CONTROL_PRESET, .a = d1};
    case MIDI_BEND:
        return (ControlMsg){.kind = CONTROL_BEND, .a = d1 | d2 << 7};
    case MIDI_START:
    case MIDI_CONTINUE:
        return (ControlMsg){.kind = CONTROL_PAUSE, .a = 0};
    case MIDI_STOP:
        return (ControlMsg){.kind = CONTROL_PAUSE, .a = 1};
    default:
        return (ControlMsg){.kind = CONTROL_NONE};
    }
}

ControlMsg midi_map_control(const MidiMap *map, MidiMessage message)
{
    if (message.data1 > MIDI_DATA_MAX || message.data2 > MIDI_DATA_MAX) {
        return (ControlMsg){.kind = CONTROL_NONE};
    }
    const MidiBinding *const row = midi_map_find(map, message);
    return row != NULL ? from_row(row, message) : from_kind(message);
}

int midi_map_put(MidiMap *map, const MidiBinding *row)
{
    for (int32_t i = 0; i < map->count; ++i) {
        MidiBinding *const old = &map->rows[i];
        if (old->source == row->source && old->number == row->number &&
            old->channel == row->channel) {
            *old = *row;
            return 1;
        }
    }
    if (map->count == MIDI_BINDINGS_MAX) {
        return 0;
    }
    map->rows[map->count++] = *row;
    return 1;
}

int midi_map_forget(MidiMap *map, const MidiBinding *row)
{
    int32_t kept = 0;
    for (int32_t i = 0; i < map->count; ++i) {
        const MidiBinding *const old = &map->rows[i];
        if (old->kind != row->kind || old->param != row->param) {
            map->rows[kept++] = *old;
        }
    }
    const int32_t removed = map->count - kept;
    map->count = kept;
    return removed;
}
