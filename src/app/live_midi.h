// MIDI of a live session: opened as the command line says, told about as devices come and go.
#ifndef APP_LIVE_MIDI_H
#define APP_LIVE_MIDI_H

#include "app/options.h"
#include "io/midi.h"

enum { LIVE_MIDI_CONTROLS = 256, LIVE_MIDI_LINE_BYTES = 256 };

/// Zeroed at first; it must not move while it is open.
typedef struct {
    Midi *midi; ///< NULL = none.
    const CliOptions *options;
    MidiMap map;
    ControlMsg control_storage[LIVE_MIDI_CONTROLS];
    Ring controls;     ///< Of ControlMsg, for the render thread.
    int64_t missed_ms; ///< When the absence of named devices is told; 0 = not any more.
    int next_missed;   ///< The wish that is looked at next.
} LiveMidi;

/// Reads the listener's own map; an empty one when there is no file. STATUS_USAGE with file and
/// line of a mistake.
Status live_midi_map(MidiMap *map, Error *error);

/// "keyboard: NAME", "keyboard gone: NAME". Returns `line`.
const char *live_midi_news_text(char line[LIVE_MIDI_LINE_BYTES], const MidiNews *news);

/// Starts to listen to the keyboards that `options` name; they outlive it.
Status live_midi_open(LiveMidi *midi, const CliOptions *options, Error *error);

/// Legal when it is not open.
void live_midi_close(LiveMidi *midi);

/// Writes the next line that the listener should know of; 0 when there is none.
int live_midi_line(LiveMidi *midi, char line[LIVE_MIDI_LINE_BYTES]);

#endif
