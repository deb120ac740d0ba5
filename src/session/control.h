// What steers a session while it runs, from whichever device or program it comes.
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
    CONTROL_TEMPO,      ///< a = BPM, glided to; 0 = follow the mood again
    CONTROL_KEY,        ///< a = tonic 0..11, b = Mode, from the next phrase on; a = -1: free again
    CONTROL_PARAM,      ///< a = ParamId, b = its value, or CONTROL_FREE: follow the mood again
    CONTROL_LENGTH,     ///< a = ms more, or less, until the planned end; see ControlLength for b
    CONTROL_PAUSE,      ///< a = 1 pause, 0 go on. For whoever renders; a session knows no pause.
    CONTROL_SOSTENUTO,  ///< a = 0..127: the middle pedal holds the keys that are down
    CONTROL_SOFT,       ///< a = 0..127: the left pedal
    CONTROL_EXPRESSION, ///< a = 0..127, of the keyboard player alone
    CONTROL_PRESSURE,   ///< a = 0..127: keys pressed harder while they are down
    CONTROL_CLOCK, ///< Another device keeps time: a = us per quarter note, b = its place, ticks
    CONTROL_START, ///< A phrase begins: a = us per quarter note, b = how far into it, ticks
    CONTROL_LIKE,  ///< a = 1 more like this, -1 less
    CONTROL_KIND_COUNT
} ControlKind;

/// What CONTROL_LENGTH does with its `a`. The end stays a planned cadence, so it never comes sooner
/// than the phrase that is under way can be closed, and not at all once the last one has begun.
typedef enum {
    LENGTH_MOVE, ///< Moves the planned end; nothing in a session without end.
    LENGTH_LEFT, ///< `a` is what is to be left from now on.
    LENGTH_OPEN, ///< No end any more.
    LENGTH_COUNT
} ControlLength;

enum { CONTROL_FREE = INT32_MIN }; ///< Value of CONTROL_PARAM that lets a parameter go.

typedef struct {
    int32_t kind; ///< A ControlKind.
    int32_t a, b; ///< See ControlKind.
} ControlMsg;

/// What a kind is called and what its numbers mean.
typedef struct {
    const char *word;   ///< In logs and for programs that steer; never changes. No spaces.
    const char *a_unit; ///< "" where there is no `a`, and so for `b`.
    int32_t a_min, a_max;
    const char *b_unit;
    int32_t b_min, b_max;
} ControlInfo;

extern const ControlInfo control_table[CONTROL_KIND_COUNT];

/// The kind with a word of control_table; CONTROL_NONE for any other word.
ControlKind control_find(const char *word);

/// The message with `a` and `b` held to their ranges, that of a parameter's value included;
/// CONTROL_NONE when there is no such kind. Pure; any thread.
ControlMsg control_held(ControlMsg msg);

#endif
