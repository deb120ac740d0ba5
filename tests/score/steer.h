// Sessions with controls at fixed moments, and what was heard of them: for tests of steering.
#ifndef TESTS_SCORE_STEER_H
#define TESTS_SCORE_STEER_H

#include "session/session.h"

#include <stddef.h>

enum {
    STEER_PRESETS = 8,
    STEER_RATE_HZ = 48000,
    TAKE_EVENTS = 100000,
    TAKE_TENTHS = 36000, ///< An hour.
};

extern const char *const steer_names[STEER_PRESETS];

/// The presets that come with lull, in the order of steer_names. Stops the program with a failure
/// when one cannot be read.
const Preset *steer_presets(void);

/// An open session of a preset.
SessionConfig steer_config(int preset, uint64_t seed);

/// A control at a moment.
typedef struct {
    int64_t at_ms;
    ControlMsg msg;
} Touch;

/// What came out.
typedef struct {
    const Preset *preset;
    size_t count;
    int32_t tenths;         ///< How many moments of `mood` and `target` are known.
    Mood mood[TAKE_TENTHS]; ///< Each tenth of a second.
    Mood target[TAKE_TENTHS];
    Event events[TAKE_EVENTS];
} Take;

/// Plays `length_ms` of a session with `count` touches in order of time. A touch takes effect as in
/// live play, where the next event has been taken already and waits for its time.
void take_play(Take *take, const SessionConfig *config, const Touch *touches, int count,
               int64_t length_ms);

/// Milliseconds of an event.
int64_t take_ms(const Event *event);

/// The parameters of a preset at a mood, without anything the session adds.
Params steer_params(const Preset *preset, Mood mood);

/// The value of a controller of part 0 at a moment; -1 before its first event.
int32_t take_control(const Take *take, int32_t controller, int64_t ms);

/// Microseconds a quarter note at a moment.
int32_t take_tempo(const Take *take, int64_t ms);

/// Beats from the last one before `from_ms` to `to_ms`, by the tempi of the take.
double take_beats(const Take *take, int64_t from_ms, int64_t to_ms);

/// First event from `from_ms` on of a kind (and controller, for EVENT_CONTROL) in which two takes
/// differ, or NULL.
const Event *take_change(const Take *take, const Take *other, EventKind kind, int32_t controller,
                         int64_t from_ms);

#endif
