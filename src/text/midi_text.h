// MIDI messages in words.
#ifndef TEXT_MIDI_TEXT_H
#define TEXT_MIDI_TEXT_H

#include "session/midi_map.h"

#include <stddef.h>

/// "note on C4 (60), velocity 100, channel 1", "cc 21, value 64, channel 2". Returns `out`.
const char *midi_message_text(char *out, size_t bytes, MidiMessage message);

#endif
