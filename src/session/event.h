// What a session gives out: timed MIDI events, and marks for those who print or draw the music.
#ifndef SESSION_EVENT_H
#define SESSION_EVENT_H

#include <stdint.h>

typedef enum {
    EVENT_NOTE_OFF, ///< a = pitch
    EVENT_PROGRAM,  ///< a = program, b = bank
    EVENT_CONTROL,  ///< a = controller, b = value
    EVENT_BEND,     ///< a = 0..16383, centre 8192
    EVENT_SPACE,    ///< a = room size and amount, 0..100; once, before the first phrase
    EVENT_SEAM,     ///< From here on notes are of the next phrase: another synth may take over.
    EVENT_TEMPO,    ///< a = microseconds per quarter note
    EVENT_METRE,    ///< a = Metre
    EVENT_KEY,      ///< a = tonic, b = Mode
    EVENT_CHORD,    ///< a = degree, b = ChordColour, c = bass member (mark only)
    EVENT_PHRASE,   ///< a = section, b = phrase in the section, c = bars (mark only)
    EVENT_NOTE_ON,  ///< a = pitch, b = velocity, c = planned length in ticks
    EVENT_END,      ///< Nothing follows (mark only)
} EventKind;        // At one tick, events go out in this order.

enum {
    MIDI_CHANNELS = 16,
    PERCUSSION_CHANNEL = 9,   ///< Its keys are sounds, not pitches, on every MIDI device.
    PLAYER_LEFT_CHANNEL = 14, ///< What the listener plays below the split ...
    PLAYER_CHANNEL = 15,      ///< ... and above it, or everywhere.
};

typedef struct {
    int64_t tick;    ///< Musical time since the start, 960 per quarter note.
    int64_t frame;   ///< Audio time since the start.
    int32_t a, b, c; ///< See EventKind.
    uint8_t kind;    ///< An EventKind.
    uint8_t part;    ///< Index in the preset's parts; PARTS_MAX for the player.
    uint8_t channel; ///< MIDI channel, 0..15.
} Event;

#endif
