// MIDI of a live session: opened as the command line says, told about as devices come and go.
#ifndef APP_LIVE_MIDI_H
#define APP_LIVE_MIDI_H

#include "app/options.h"
#include "io/midi.h"
#include "session/session.h"

enum { LIVE_MIDI_CONTROLS = 256, LIVE_MIDI_SENDS = 4096, LIVE_MIDI_LINE_BYTES = 256 };

/// Zeroed at first; it must not move while it is open.
typedef struct {
    Midi *midi; ///< NULL = none.
    const CliOptions *options;
    MidiMap map;
    ControlMsg control_storage[LIVE_MIDI_CONTROLS];
    MidiDue send_storage[LIVE_MIDI_SENDS];
    Ring sends;        ///< Of MidiDue, from the render thread.
    Ring controls;     ///< Of ControlMsg, for the render thread.
    int64_t missed_ms; ///< When the absence of named devices is told; 0 = not any more.
    int next_missed;   ///< The wish that is looked at next.
    int clock_bpm;     ///< Of the clock that is followed, as it was told.
} LiveMidi;

/// Reads the listener's own map; an empty one when there is no file. STATUS_USAGE with file and
/// line of a mistake.
Status live_midi_map(MidiMap *map, Error *error);

/// "keyboard: NAME", "keyboard gone: NAME". Returns `line`.
const char *live_midi_news_text(char line[LIVE_MIDI_LINE_BYTES], const MidiNews *news);

/// STATUS_USAGE when MIDI options do not go together.
Status live_midi_check(const CliOptions *options, Error *error);

/// Starts to listen to the keyboards that `options` name; they outlive it.
Status live_midi_open(LiveMidi *midi, const CliOptions *options, Error *error);

/// The synth that sends what `options` ask for and plays on `synth`, which may be NULL; `synth`
/// itself when nothing is to be sent; NULL, with `synth` closed, when there is no memory.
Synth *live_midi_synth(LiveMidi *midi, Synth *synth, const Session *session, int rate_hz);

/// Legal when it is not open.
void live_midi_close(LiveMidi *midi);

/// Writes the next line that the listener should know of; 0 when there is none.
int live_midi_line(LiveMidi *midi, char line[LIVE_MIDI_LINE_BYTES]);

#endif
