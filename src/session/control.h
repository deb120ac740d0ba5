// What steers a session while it runs, from whichever device it comes.
#ifndef SESSION_CONTROL_H
#define SESSION_CONTROL_H

#include <stdint.h>

typedef enum {
    CONTROL_NONE,
    CONTROL_NOTE_ON,    ///< a = pitch, b = velocity 1..127
    CONTROL_NOTE_OFF,   ///< a = pitch
    CONTROL_SUSTAIN,    ///< a = 0..127
    CONTROL_BEND,       ///< a = 0..16383
    CONTROL_RELEASE,    ///< The keyboard went away: release all that it holds.
    CONTROL_VALENCE,    ///< a = -1000..1000
    CONTROL_AROUSAL,    ///< a = -1000..1000
    CONTROL_BRIGHTNESS, ///< a = 0..127
    CONTROL_VOLUME,     ///< a = 0..127
    CONTROL_PRESET,     ///< a = index of the preset to start at the next phrase
    CONTROL_FADE,       ///< Fade out, on a cadence if near; a = milliseconds
    CONTROL_BREATH,     ///< a = the listener's own breaths a minute, tenths, 30..300
    CONTROL_KIND_COUNT
} ControlKind;

typedef struct {
    int32_t kind; ///< A ControlKind.
    int32_t a, b; ///< See ControlKind.
} ControlMsg;

/// Turns a short MIDI message into a control (velocity 0 is a note-off; CC1 arousal, CC7 volume,
/// CC64 sustain, CC74 brightness, CC120 and CC123 release, program change, bend). All channels are
/// one. CONTROL_NONE for what lull does not use. Pure; any thread.
ControlMsg control_from_midi(uint8_t status, uint8_t data1, uint8_t data2);

#endif
