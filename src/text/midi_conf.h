// The listener's own MIDI map as text: a line for each knob and button.
//
//     # density on the fifth knob, upside down
//     cc 24 = density 100..0
//     cc 30 channel 2 = tempo 50..90
//     note 36 channel 10 = pause
#ifndef TEXT_MIDI_CONF_H
#define TEXT_MIDI_CONF_H

#include "base/status.h"
#include "session/midi_map.h"
#include "text/out.h"

#include <stddef.h>

enum { MIDI_LINE_BYTES = 200 };

/// Reads a whole file. STATUS_USAGE with `path` and the line of the first mistake.
Status midi_conf_parse(const char *path, const char *text, MidiMap *map, Error *error);

/// The line of a row, without a newline. Returns `out`.
const char *midi_conf_line(char *out, size_t bytes, const MidiBinding *row);

/// The source of a row: "cc 24 channel 2". Returns `out`.
const char *midi_conf_source(char *out, size_t bytes, const MidiBinding *row);

/// Writes `text` anew with `row` in it, in the place of the line for the same knob or button, else
/// at the end. All other lines stay as they are.
void midi_conf_put(const char *text, const MidiBinding *row, const Out *out);

/// Writes `text` anew without the lines that move what `row` moves; NULL = without any row.
/// Comments stay. Returns how many lines are gone.
int midi_conf_forget(const char *text, const MidiBinding *row, const Out *out);

#endif
