// MIDI ports: the one place that calls PortMidi. One thread makes all calls, for the library allows
// no second one.
#ifndef IO_MIDI_PORTMIDI_H
#define IO_MIDI_PORTMIDI_H

#include <stdint.h>

enum { MIDI_NAME_BYTES = 128, MIDI_API_BYTES = 64, MIDI_DEVICES_MAX = 64 };

typedef struct {
    int index; ///< What --midi-in and --midi-out take as a number.
    char name[MIDI_NAME_BYTES];
    char host_api[MIDI_API_BYTES];
    int is_input;   ///< 0 = an output.
    int is_default; ///< 1: the first keyboard.
} MidiDevice;

typedef struct MidiPort MidiPort;

/// Up to four bytes of MIDI, the first in the lowest byte: a short message, or a piece of a system
/// exclusive one.
typedef uint32_t MidiWord;

enum { MIDI_LOST = -1, MIDI_OVERFLOW = -2 };

/// Looks at which devices there are now: the library knows only those that were there when it was
/// started. All ports must be closed. Fills at most `max` and returns how many.
int midi_ports_start(MidiDevice *devices, int max);

/// Forgets the devices. All ports must be closed.
void midi_ports_stop(void);

/// Opens a device of the newest list; NULL when it cannot be opened.
MidiPort *midi_port_open(const MidiDevice *device);

/// NULL is allowed.
void midi_port_close(MidiPort *port);

/// Reads up to `max` words; returns how many, MIDI_LOST when the device is gone, or MIDI_OVERFLOW
/// when messages came faster than they were read and some are lost.
int midi_port_read(MidiPort *port, MidiWord *words, int max);

/// Sends a short message at once; 0 when the device is gone.
int midi_port_write(MidiPort *port, MidiWord word);

#endif
