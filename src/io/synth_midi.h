// A Synth that hands on what it plays as MIDI with due times, and plays it on another synth, if
// any.
#ifndef IO_SYNTH_MIDI_H
#define IO_SYNTH_MIDI_H

#include "base/ring.h"
#include "io/midi.h"
#include "session/session.h"
#include "session/synth.h"

typedef struct {
    Synth *inner;           ///< The own sound; NULL = silence. Closed with this one.
    const Session *session; ///< Whose place, volume and fades go out too; it outlives the synth.
    Midi *midi;             ///< Knows how late the own sound is; NULL = not at all.
    Ring *sends;            ///< Of MidiDue; written by the render thread.
    int rate_hz;
    int sends_score; ///< 1: notes, programs, controllers.
    int sends_clock; ///< 1: Start and 24 clocks a quarter note.
} SynthMidiConfig;

/// NULL when there is no memory; `inner` is not closed then. Main thread.
Synth *synth_midi_open(const SynthMidiConfig *config);

#endif
