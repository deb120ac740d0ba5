// What a MIDI message does here: the listener's own rows first, then a map that suits any keyboard.
#ifndef SESSION_MIDI_MAP_H
#define SESSION_MIDI_MAP_H

#include "session/control.h"

/// A short MIDI message.
typedef struct {
    uint8_t status, data1, data2;
} MidiMessage;

typedef enum {
    MIDI_OFF = 0x80,
    MIDI_ON = 0x90,
    MIDI_KEY_PRESSURE = 0xa0,
    MIDI_CONTROLLER = 0xb0,
    MIDI_PROGRAM = 0xc0,
    MIDI_PRESSURE = 0xd0,
    MIDI_BEND = 0xe0,
    MIDI_POSITION = 0xf2,
    MIDI_CLOCK = 0xf8,
    MIDI_START = 0xfa,
    MIDI_CONTINUE = 0xfb,
    MIDI_STOP = 0xfc,
} MidiStatus; ///< The upper half of the byte alone for those below 0xf0: the lower is the channel.

enum { MIDI_ANY_CHANNEL = 16, MIDI_BINDINGS_MAX = 128, MIDI_DATA_MAX = 127 };

/// One row: a knob or a button, and what it moves.
typedef struct {
    uint8_t source;    ///< MIDI_CONTROLLER, or MIDI_ON for a key or pad.
    uint8_t channel;   ///< 0..15 or MIDI_ANY_CHANNEL.
    uint8_t number;    ///< Of the controller or the key.
    uint8_t kind;      ///< A ControlKind.
    int32_t param;     ///< A ParamId, for CONTROL_PARAM.
    int32_t low, high; ///< The control's value at 0 and at 127, linear between; may run backwards.
    uint8_t is_button; ///< 1: sends `high` when it is pressed, and nothing else.
} MidiBinding;

typedef struct {
    MidiBinding rows[MIDI_BINDINGS_MAX];
    int32_t count;
} MidiMap;

/// The rows that are there without configuration.
extern const MidiBinding midi_default_rows[];
extern const int midi_default_count;

/// Turns a message into a control: by a row of `map`, which may be NULL, else by the default rows.
/// Keys play, on whatever channel; velocity 0 is a note-off; a program change calls a preset;
/// Start, Continue and Stop are the transport. CONTROL_NONE for what lull does not use. Pure; any
/// thread.
ControlMsg midi_map_control(const MidiMap *map, MidiMessage message);

/// The row that a message falls under; NULL when there is none. Pure; any thread.
const MidiBinding *midi_map_find(const MidiMap *map, MidiMessage message);

/// Puts a row into the map, in the place of one for the same source. 0 when the map is full.
int midi_map_put(MidiMap *map, const MidiBinding *row);

/// Removes the rows that move the same control as `row`; returns how many.
int midi_map_forget(MidiMap *map, const MidiBinding *row);

#endif
