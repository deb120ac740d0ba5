// Listening to keyboards without playing: for lull monitor and lull learn.
#ifndef APP_MIDI_EAR_H
#define APP_MIDI_EAR_H

#include "app/options.h"
#include "io/midi.h"

enum { EAR_SEEN = 1024, EAR_CONTROLS = 64 };

/// Zeroed at first; it must not move while it is open.
typedef struct {
    Midi *midi;
    MidiMap map;
    int quiet;
    int64_t lonely_ms; ///< When it is told that no keyboard is there; 0 = not any more.
    MidiSeen seen_storage[EAR_SEEN];
    ControlMsg control_storage[EAR_CONTROLS];
    Ring seen, controls;
} MidiEar;

/// Opens the keyboards that `options` name, with the listener's own map.
Status midi_ear_open(MidiEar *ear, const CliOptions *options, Error *error);

void midi_ear_close(MidiEar *ear);

/// The next message, if there is one; tells of devices that come and go. Waits a moment when there
/// is none.
int midi_ear_next(MidiEar *ear, MidiSeen *seen);

#endif
