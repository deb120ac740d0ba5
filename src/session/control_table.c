#include "session/control.h"

#include "base/fix.h"
#include "compose/mood.h"
#include "compose/param.h"
#include "music/scale.h"

#include <string.h>

enum {
    DATA_MAX = 127,        ///< Of a MIDI data byte.
    BEND_MAX = 16383,      ///< Two of them.
    FADE_MIN = 10,         ///< ms: less would click.
    FADE_MAX = 600000,     ///< ms
    BREATH_MIN = 30,       ///< Breaths a minute, tenths: slower than any resting ...
    BREATH_MAX = 300,      ///< ... and faster than any calm listener.
    TEMPO_MAX = 120,       ///< BPM, as PARAM_TEMPO.
    LENGTH_MAX = 86400000, ///< ms: a day.
    QUARTER_MIN = 200000,  ///< us: 300 BPM, the fastest that sequencers send ...
    QUARTER_MAX = 3000000, ///< ... and 20, the slowest.
    ANY_MIN = INT32_MIN,   ///< For numbers whose range another table holds.
    ANY_MAX = INT32_MAX,
};

const ControlInfo control_table[CONTROL_KIND_COUNT] = {
    [CONTROL_NONE] = {"none", "", 0, 0, "", 0, 0},
    [CONTROL_NOTE_ON] = {"note-on", "MIDI pitch", 0, DATA_MAX, "MIDI velocity", 1, DATA_MAX},
    [CONTROL_NOTE_OFF] = {"note-off", "MIDI pitch", 0, DATA_MAX, "", 0, 0},
    [CONTROL_SUSTAIN] = {"sustain", "CC64", 0, DATA_MAX, "", 0, 0},
    [CONTROL_BEND] = {"bend", "MIDI bend", 0, BEND_MAX, "", 0, 0},
    [CONTROL_RELEASE] = {"release", "", 0, 0, "", 0, 0},
    [CONTROL_VALENCE] = {"valence", "1/1000", -MOOD_ONE, MOOD_ONE, "", 0, 0},
    [CONTROL_AROUSAL] = {"arousal", "1/1000", -MOOD_ONE, MOOD_ONE, "", 0, 0},
    [CONTROL_BRIGHTNESS] = {"brightness", "CC74", 0, DATA_MAX, "", 0, 0},
    [CONTROL_VOLUME] = {"volume", "CC7", 0, DATA_MAX, "", 0, 0},
    [CONTROL_PRESET] = {"preset", "index", ANY_MIN, ANY_MAX, "", 0, 0},
    [CONTROL_FADE] = {"fade", "ms", FADE_MIN, FADE_MAX, "", 0, 0},
    [CONTROL_BREATH] = {"breath", "1/10 a minute", BREATH_MIN, BREATH_MAX, "", 0, 0},
    [CONTROL_TEMPO] = {"tempo", "BPM", 0, TEMPO_MAX, "", 0, 0},
    [CONTROL_KEY] = {"key", "tonic", -1, OCTAVE - 1, "mode", 0, MODE_COUNT - 1},
    [CONTROL_PARAM] = {"set", "parameter", 0, PARAM_COUNT - 1, "value", ANY_MIN, ANY_MAX},
    [CONTROL_LENGTH] = {"length", "ms", -LENGTH_MAX, LENGTH_MAX, "how", 0, LENGTH_COUNT - 1},
    [CONTROL_PAUSE] = {"pause", "switch", 0, 1, "", 0, 0},
    [CONTROL_SOSTENUTO] = {"sostenuto", "CC66", 0, DATA_MAX, "", 0, 0},
    [CONTROL_SOFT] = {"soft", "CC67", 0, DATA_MAX, "", 0, 0},
    [CONTROL_EXPRESSION] = {"expression", "CC11", 0, DATA_MAX, "", 0, 0},
    [CONTROL_PRESSURE] = {"pressure", "MIDI pressure", 0, DATA_MAX, "", 0, 0},
    [CONTROL_CLOCK] = {"clock", "us", QUARTER_MIN, QUARTER_MAX, "ticks", ANY_MIN, ANY_MAX},
    [CONTROL_START] = {"start", "us", QUARTER_MIN, QUARTER_MAX, "ticks", ANY_MIN, ANY_MAX},
    [CONTROL_LIKE] = {"like", "way", -1, 1, "", 0, 0},
};

ControlKind control_find(const char *word)
{
    for (int kind = CONTROL_NONE + 1; kind < CONTROL_KIND_COUNT; ++kind) {
        if (strcmp(control_table[kind].word, word) == 0) {
            return (ControlKind)kind;
        }
    }
    return CONTROL_NONE;
}

// A value in the middle of nowhere is nearer to a parameter's end than to "free".
static int32_t held_param(int32_t id, int32_t value)
{
    return value == CONTROL_FREE ? value
                                 : fix_clamp(value, param_table[id].min, param_table[id].max);
}

ControlMsg control_held(ControlMsg msg)
{
    if (msg.kind <= CONTROL_NONE || msg.kind >= CONTROL_KIND_COUNT) {
        return (ControlMsg){.kind = CONTROL_NONE};
    }
    const ControlInfo *const info = &control_table[msg.kind];
    msg.a = fix_clamp(msg.a, info->a_min, info->a_max);
    msg.b = fix_clamp(msg.b, info->b_min, info->b_max);
    msg.b = msg.kind == CONTROL_PARAM ? held_param(msg.a, msg.b) : msg.b;
    return msg;
}
