// Which MIDI device goes where: wishes by name or number, and devices that come back by name.
#ifndef IO_MIDI_SLOTS_H
#define IO_MIDI_SLOTS_H

#include "io/midi_list.h"
#include "io/midi_portmidi.h"

enum {
    MIDI_INPUTS_MAX = 8,
    MIDI_SLOTS_MAX = MIDI_INPUTS_MAX + 1,
};

/// A place for one device.
typedef struct {
    char wish[MIDI_NAME_BYTES];  ///< A number, or part of a name in any case; "" = any keyboard.
    char taken[MIDI_NAME_BYTES]; ///< What was open last: it is taken back by this name.
    int is_input;
    int is_listed;  ///< 1: the system's list named it when it was opened.
    MidiPort *port; ///< NULL while it is not there.
} MidiSlot;

typedef struct {
    MidiSlot slots[MIDI_SLOTS_MAX]; ///< Inputs first; the last one is the output's.
    int wished;                     ///< Inputs that are asked for.
    int has_output;
} MidiSlots;

/// Finds a device for each slot of `slots` that has no port: one that was there before, else the
/// one that is wished. Two slots never get one device. `chosen` receives for each slot the place in
/// `devices`, or -1. Pure.
void midi_slots_choose(const MidiSlots *slots, const MidiDevice *devices, int device_count,
                       int chosen[MIDI_SLOTS_MAX]);

/// 1 when the system's list names a port that a slot without one waits for. Pure.
int midi_slots_miss(const MidiSlots *slots, const ListedPort *ports, int port_count);

/// 1 when the list still names the device of an open slot. Pure.
int midi_slot_is_listed(const MidiSlot *slot, const ListedPort *ports, int port_count);

#endif
