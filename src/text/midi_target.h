// What a knob or button can be made to do: names, ranges and words for midi.conf, lull learn and
// lull monitor.
#ifndef TEXT_MIDI_TARGET_H
#define TEXT_MIDI_TARGET_H

#include "base/status.h"
#include "session/midi_map.h"
#include "text/parse.h"

#include <stddef.h>

enum { MIDI_TEXT_BYTES = 96 }; ///< Enough for every text made here.

typedef struct {
    const char *name;
    uint8_t kind;  ///< A ControlKind.
    int32_t param; ///< A ParamId, for CONTROL_PARAM.
    NumberRange range;
    uint8_t is_deed; ///< 1: it is done, not set: a button does it, and needs no value.
    int32_t value;   ///< Of a deed.
} MidiTarget;

/// Target `i`: the controls that are no parameters, then the parameters. 0 when there is none.
int midi_target(int i, MidiTarget *target);

/// Its name, NULL after the last; for suggestions.
const char *midi_target_name(int i);

/// Reads `TARGET`, `TARGET LOW..HIGH` for a knob, or `TARGET VALUE` for a button into all of `row`
/// but its source, which tells what is meant where no value is given. `what` begins the message.
Status midi_target_parse(const char *what, const char *text, MidiBinding *row, Error *error);

/// The target of a row as midi.conf has it: "density 0..100". Returns `out`.
const char *midi_target_text(char *out, size_t bytes, const MidiBinding *row);

/// What a control does: "density 40", "key C4, velocity 80", "nothing". Returns `out`.
const char *midi_control_text(char *out, size_t bytes, ControlMsg msg);

#endif
