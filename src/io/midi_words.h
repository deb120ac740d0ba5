// Words from a MIDI port to whole messages: system exclusive ones are put together, and what is no
// MIDI is left out.
#ifndef IO_MIDI_WORDS_H
#define IO_MIDI_WORDS_H

#include "io/midi_portmidi.h"
#include "session/midi_map.h"

enum { SYSEX_KEPT = 6 }; ///< Bytes of a machine control message: F0 7F device 06 command F7.

/// Of one port. Zeroed at first.
typedef struct {
    uint8_t sysex[SYSEX_KEPT];
    int sysex_count; ///< Bytes so far, also those that are not kept; 0 = outside.
} MidiWords;

/// Takes a word. Returns 1 and fills `message` when a short message is complete; the transport
/// buttons of MIDI Machine Control count as Start, Continue and Stop. Pure but for `words`.
int midi_words_take(MidiWords *words, MidiWord word, MidiMessage *message);

#endif
