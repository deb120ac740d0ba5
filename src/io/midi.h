// MIDI in and out: one thread that finds keyboards, listens to them, follows a clock, and sends
// the score to another synthesizer.
#ifndef IO_MIDI_H
#define IO_MIDI_H

#include "base/ring.h"
#include "base/status.h"
#include "io/midi_out.h"
#include "io/midi_slots.h"
#include "session/midi_map.h"

typedef struct Midi Midi;

/// Plain data. Rings and map outlive the thread.
typedef struct {
    const char *const *inputs; ///< Each a number or part of a name: what --midi-in says.
    int input_count;           ///< 0 = every keyboard that is found; at most MIDI_INPUTS_MAX.
    int no_input;              ///< 1: none at all.
    const char *output;        ///< The same for --midi-out; NULL = none.
    const MidiMap *map;        ///< The listener's own rows; NULL = none.
    int follows_clock;         ///< 1: clock, Start and place of another device steer the session.
    Ring *controls;            ///< Of ControlMsg; written here.
    Ring *seen;                ///< Of MidiSeen, for those who watch; written here. NULL = none.
    Ring *sends;               ///< Of MidiDue; read here. NULL = none.
    const char *list_path;     ///< The system's list of ports; NULL = where it usually is.
} MidiConfig;

/// A message that came, and what it does.
typedef struct {
    char device[MIDI_NAME_BYTES];
    MidiMessage message;
    ControlMsg control; ///< CONTROL_NONE = nothing.
} MidiSeen;

/// A device that came or went.
typedef struct {
    char name[MIDI_NAME_BYTES];
    int is_input;
    int is_here;
} MidiNews;

/// Starts the thread. Devices that are not there are waited for; one that comes is found within
/// about a second where the system has a list of ports, and one that vanishes gives CONTROL_RELEASE
/// and is taken back by name. NULL with STATUS_INTERNAL in `error` when the thread cannot start.
/// Main thread.
Midi *midi_open(const MidiConfig *config, Error *error);

/// Silences the output, ends the thread and closes all devices. NULL is allowed.
void midi_close(Midi *midi);

/// The next piece of news; 0 when there is none. Main thread.
int midi_news(Midi *midi, MidiNews *news);

/// How many keyboards are open; 0 for NULL. Any thread.
int midi_input_count(const Midi *midi);

/// 1 when the device of wish `i` has never been there, the output being the one behind the inputs.
/// Any thread.
int midi_misses(const Midi *midi, int i);

/// Microseconds per quarter note of the clock that is followed; 0 while none is heard. Any thread.
int midi_clock_tempo(const Midi *midi);

/// How long after it is rendered the sound is heard: a clock is followed that much ahead. Any
/// thread.
void midi_set_latency(Midi *midi, int latency_ms);

/// What midi_set_latency() told; 0 for NULL. Any thread.
int midi_latency_ms(const Midi *midi);

/// The render thread is alive. When that is not heard for a while (a pause, a device that is gone),
/// the output is silenced, and a clock that is sent is stopped until it is heard again. NULL is
/// allowed. Any thread.
void midi_beat(Midi *midi);

/// The steady clock by which MidiDue counts, microseconds. Any thread.
int64_t midi_now_us(void);

#endif
