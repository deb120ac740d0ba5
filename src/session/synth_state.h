// What a synth has been told so far, so that another one can be told the same.
#ifndef SESSION_SYNTH_STATE_H
#define SESSION_SYNTH_STATE_H

#include "session/synth.h"

enum { CONTROLLERS = 128 };

/// Plain data; an entry below 0 has never been told.
typedef struct {
    int32_t space;
    struct {
        int32_t bank, program, bend;
        int16_t control[CONTROLLERS];
    } channels[MIDI_CHANNELS];
} SynthState;

void synth_state_init(SynthState *state);

/// Notes a program, a control, a bend or the space; other events leave no state.
void synth_state_take(SynthState *state, const Event *event);

/// Tells a synth all of it, always in the same order.
void synth_state_send(const SynthState *state, Synth *synth);

#endif
