// MIDI keyboards: one thread polls them and fills a ring of ControlMsg (PortMidi).
#ifndef IO_MIDI_PORTMIDI_H
#define IO_MIDI_PORTMIDI_H

#include "base/ring.h"
#include "base/status.h"

#include <stddef.h>

typedef struct MidiIn MidiIn;

typedef struct {
    int index; ///< What --midi-in takes as a number.
    char name[128];
    char host_api[64];
    int is_default;
} InputDevice;

/// Starts the MIDI thread: it opens `device` (a number, or part of a name in any case; NULL = the
/// first found) and writes ControlMsg into `ring`, whose writer it is. Without such a device it
/// goes on looking every few seconds; one that vanishes gives CONTROL_RELEASE and is taken back
/// by name. NULL with STATUS_INTERNAL in `error` when the thread cannot start. Main thread.
MidiIn *midi_in_open(const char *device, Ring *ring, Error *error);

/// Ends the thread and closes the device. NULL is allowed.
void midi_in_close(MidiIn *midi);

/// Name of the keyboard in use; returns 0, and "" in `name`, when there is none now. Any thread.
int midi_in_name(MidiIn *midi, char *name, size_t bytes);

/// Lists input devices; returns how many of at most `max`. Main thread, with no MidiIn open.
int portmidi_devices(InputDevice *devices, int max);

#endif
