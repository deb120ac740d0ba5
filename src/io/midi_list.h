// Which MIDI ports the ALSA sequencer has now: asked often, because PortMidi tells neither that a
// keyboard came nor, in version 217, that one went.
#ifndef IO_MIDI_LIST_H
#define IO_MIDI_LIST_H

#include "io/midi_portmidi.h"

enum { MIDI_LISTED_MAX = 64 };

typedef struct {
    char name[MIDI_NAME_BYTES];
    int is_input;  ///< Others may read from it, as from a keyboard.
    int is_output; ///< Others may write to it, as to a synthesizer.
} ListedPort;

/// Where the system has the list; there is none off Linux.
extern const char midi_list_path[];

/// Reads the list; returns how many ports of at most `max` that others may subscribe to it names,
/// -1 where there is no such list. Any thread.
int midi_list_read(const char *path, ListedPort *ports, int max);

#endif
