#include "session/listener.h"

#include "base/fix.h"
#include "compose/param.h"
#include "session/event.h"

#include <string.h>

enum {
    HEARD_MS = 8000,    ///< What counts for the mood.
    FEWEST = 3,         ///< Strokes from which a mood can be told.
    STOPPED_MS = 4000,  ///< Slower than a note in four seconds nobody plays along.
    SHORTEST_MS = 1500, ///< Span of strokes of which a rate can be told.
    LOW_BELOW = 60,     ///< Middle C: the lowest two octaves of a keyboard of five, C2 to B3.
    HOLD_MS = 600,      ///< A chord is meant when it is held so long.
    REST_MS = 1300,     ///< A figure is over when so long nothing begins: a beat at 46 BPM.
    FIGURE_LEAST = 4,   ///< Notes; three are a call, not a tune.
    FIGURE_MS = 8000,   ///< Longest figure: a sub-phrase or two (music targets: 3.8 s).
    TOGETHER_MS = 45,   ///< Keys so close are a chord.
    MAJOR_THIRD = 4,
    MINOR_THIRD = 3,
    FIFTH = 7,
};

void listener_init(Listener *listener)
{
    memset(listener, 0, sizeof *listener);
}

static const Keystroke *stroke_at(const Listener *listener, int64_t i)
{
    return &listener->strokes[i % KEYSTROKES_MAX];
}

static int64_t oldest(const Listener *listener)
{
    return listener->next > KEYSTROKES_MAX ? listener->next - KEYSTROKES_MAX : 0;
}

void listener_down(Listener *listener, int64_t ms, int key, int pitch, int velocity)
{
    listener->strokes[listener->next++ % KEYSTROKES_MAX] =
        (Keystroke){.ms = ms, .end_ms = -1, .pitch = (uint8_t)pitch, .velocity = (uint8_t)velocity};
    if (key < LOW_BELOW) {
        listener->low[key] = 1;
        listener->chord_ms = ms;
        listener->chord_told = 0;
    }
}

void listener_up(Listener *listener, int64_t ms, int key, int pitch)
{
    for (int64_t i = listener->next - 1; i >= oldest(listener); --i) {
        Keystroke *const stroke = &listener->strokes[i % KEYSTROKES_MAX];
        if (stroke->pitch == pitch && stroke->end_ms < 0) {
            stroke->end_ms = ms;
            break;
        }
    }
    if (listener->low[key]) {
        listener->low[key] = 0;
        listener->chord_ms = ms;
    }
}

void listener_release(Listener *listener, int64_t ms)
{
    for (int64_t i = oldest(listener); i < listener->next; ++i) {
        Keystroke *const stroke = &listener->strokes[i % KEYSTROKES_MAX];
        stroke->end_ms = stroke->end_ms < 0 ? ms : stroke->end_ms;
    }
    memset(listener->low, 0, sizeof listener->low);
}

// ---- How lively ---------------------------------------------------------------------------------

// Where a value lies between those of stillness and of liveliness at neutral valence, -1..1.
static int32_t arousal_of(ParamId id, int32_t value)
{
    const int32_t *const corner = param_table[id].corner;
    const int log = param_table[id].curve == CURVE_LOG;
    const int32_t still = (corner[0] + corner[1]) / 2, lively = (corner[2] + corner[3]) / 2;
    const int32_t from = log ? fix_log2(still) : still, to = log ? fix_log2(lively) : lively;
    const int32_t at = log ? fix_log2(fix_max(1, value)) : value;
    return fix_clamp((int32_t)((int64_t)2 * MOOD_ONE * (at - from) / (to - from)) - MOOD_ONE,
                     -MOOD_ONE, MOOD_ONE);
}

// Level of a velocity, tenths of a dB, as perform_velocity() has it: 40 log10(v / 80).
static int32_t level_of(int32_t velocity)
{
    enum { AT_0_DB = 80, DB10_PER_OCTAVE = 120, OCTAVE_Q = 4096 };
    return (fix_log2(fix_max(1, velocity)) - fix_log2(AT_0_DB)) * DB10_PER_OCTAVE / OCTAVE_Q;
}

int listener_mood(const Listener *listener, int64_t ms, Mood *mood)
{
    // Level and rate tell arousal best (Eerola 2013); register tells a little of valence.
    enum { CALM_REGISTER = 66, PER_SEMITONE = 30 };
    int32_t count = 0, velocity = 0, pitch = 0;
    int64_t first_ms = ms, last_ms = 0;
    for (int64_t i = oldest(listener); i < listener->next; ++i) {
        const Keystroke *const stroke = stroke_at(listener, i);
        if (stroke->ms > ms - HEARD_MS) {
            first_ms = count == 0 ? stroke->ms : first_ms;
            last_ms = stroke->ms;
            ++count;
            velocity += stroke->velocity;
            pitch += stroke->pitch;
        }
    }
    if (count < FEWEST || ms - last_ms > STOPPED_MS) {
        return 0;
    }
    // From the first stroke to the last: who stops does not grow calmer while they are remembered.
    const int32_t span_ms = fix_max((int32_t)(last_ms - first_ms), SHORTEST_MS);
    const int32_t by_level = arousal_of(PARAM_LEVEL, level_of(velocity / count));
    const int32_t by_rate = arousal_of(PARAM_TUNE, (count - 1) * 100000 / span_ms);
    const int32_t valence = (pitch / count - CALM_REGISTER) * PER_SEMITONE;
    *mood = (Mood){.valence = (int16_t)fix_clamp(valence, -MOOD_ONE / 2, MOOD_ONE / 2),
                   .arousal = (int16_t)((by_level + by_rate) / 2)};
    return 1;
}

// ---- A chord ------------------------------------------------------------------------------------

static uint16_t held_classes(const Listener *listener)
{
    uint16_t mask = 0;
    for (int key = 0; key < LOW_BELOW; ++key) {
        mask |= (uint16_t)(listener->low[key] << (key % OCTAVE));
    }
    return mask;
}

static int has(uint16_t mask, int root, int interval)
{
    return mask >> ((root + interval) % OCTAVE) & 1;
}

// The root of a triad in the mask, in any position and with whatever else is held; or -1.
static int triad_root(uint16_t mask, int third)
{
    for (int root = 0; root < OCTAVE; ++root) {
        if (has(mask, root, 0) && has(mask, root, third) && has(mask, root, FIFTH)) {
            return root;
        }
    }
    return -1;
}

int listener_chord(Listener *listener, int64_t ms, Key *key)
{
    if (listener->chord_told || ms - listener->chord_ms < HOLD_MS) {
        return 0;
    }
    const uint16_t mask = held_classes(listener);
    const int major = triad_root(mask, MAJOR_THIRD);
    const int minor = triad_root(mask, MINOR_THIRD);
    if (major < 0 && minor < 0) {
        return 0;
    }
    listener->chord_told = 1;
    *key = major >= 0 ? (Key){(uint8_t)major, MODE_IONIAN} : (Key){(uint8_t)minor, MODE_AEOLIAN};
    return 1;
}

// ---- A figure -----------------------------------------------------------------------------------

// Strokes of a figure follow one another: chords are an accompaniment.
static int is_tune(const Listener *listener, int64_t from)
{
    for (int64_t i = from + 1; i < listener->next; ++i) {
        if (stroke_at(listener, i)->ms - stroke_at(listener, i - 1)->ms < TOGETHER_MS) {
            return 0;
        }
    }
    return 1;
}

int listener_figure(Listener *listener, int64_t ms, Figure *figure)
{
    if (listener->next == 0 || ms - stroke_at(listener, listener->next - 1)->ms < REST_MS) {
        return 0;
    }
    const int64_t from = listener->figure_from;
    const int64_t count = listener->next - from;
    listener->figure_from = listener->next;
    if (count < FIGURE_LEAST || count > FIGURE_MAX || !is_tune(listener, from) ||
        stroke_at(listener, listener->next - 1)->ms - stroke_at(listener, from)->ms > FIGURE_MS) {
        return 0;
    }
    figure->count = (int32_t)count;
    for (int32_t i = 0; i < figure->count; ++i) {
        figure->notes[i] = *stroke_at(listener, from + i);
        figure->notes[i].end_ms = figure->notes[i].end_ms < 0 ? ms : figure->notes[i].end_ms;
    }
    return 1;
}
