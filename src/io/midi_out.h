// MIDI to another synthesizer: messages that wait for their time, and silence at every end.
#ifndef IO_MIDI_OUT_H
#define IO_MIDI_OUT_H

#include "base/ring.h"
#include "io/midi_portmidi.h"
#include "session/midi_map.h"

enum { OUT_CHANNELS = 16, OUT_NUMBERS = 128 };

/// A message and when it is to be sent, in microseconds of the system's steady clock.
typedef struct {
    int64_t due_us;
    MidiMessage message;
} MidiDue;

/// Belongs to the MIDI thread; the ring's writer is the render thread.
typedef struct {
    Ring *ring; ///< Of MidiDue, in order of time; NULL = nothing is ever sent.
    MidiDue next;
    int has_next;
    uint8_t sounding[OUT_CHANNELS][OUT_NUMBERS];   ///< 1: begun and not ended.
    uint8_t controller[OUT_CHANNELS][OUT_NUMBERS]; ///< Newest value, plus 1; 0 = never sent.
    uint8_t program[OUT_CHANNELS];                 ///< The same.
    int is_clocked;                                ///< A clock has been started.
} MidiOut;

void midi_out_init(MidiOut *out, Ring *ring);

/// Sends what is due by `now_us`; without a port it is kept in mind. Returns when the next message
/// is due, INT64_MAX when none waits. 0 in `alive` when the device is gone.
int64_t midi_out_send(MidiOut *out, MidiPort *port, int64_t now_us, int *alive);

/// Tells a device that has just been opened which sounds and levels are in force.
void midi_out_tell(const MidiOut *out, MidiPort *port);

/// Ends all notes, each by its own note-off and all by the controllers for it, lifts pedals and
/// centres bends.
void midi_out_silence(MidiOut *out, MidiPort *port);

/// Sends Stop or Continue to a device that has been sent Start; else nothing.
void midi_out_transport(MidiOut *out, MidiPort *port, int status);

#endif
