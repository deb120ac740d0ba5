#include "session/synth_state.h"

enum { UNTOLD = -1 };

void synth_state_init(SynthState *state)
{
    state->space = UNTOLD;
    for (int c = 0; c < MIDI_CHANNELS; ++c) {
        state->channels[c].bank = UNTOLD;
        state->channels[c].program = UNTOLD;
        state->channels[c].bend = UNTOLD;
        for (int i = 0; i < CONTROLLERS; ++i) {
            state->channels[c].control[i] = UNTOLD;
        }
    }
}

void synth_state_take(SynthState *state, const Event *event)
{
    switch (event->kind) {
    case EVENT_PROGRAM:
        state->channels[event->channel].program = event->a;
        state->channels[event->channel].bank = event->b;
        break;
    case EVENT_CONTROL:
        state->channels[event->channel].control[event->a] = (int16_t)event->b;
        break;
    case EVENT_BEND:
        state->channels[event->channel].bend = event->a;
        break;
    case EVENT_SPACE:
        state->space = event->a;
        break;
    default:
        break;
    }
}

static void send_channel(const SynthState *state, int c, Synth *synth)
{
    if (state->channels[c].program != UNTOLD) {
        synth->ops->program(synth, c, state->channels[c].bank, state->channels[c].program);
    }
    for (int i = 0; i < CONTROLLERS; ++i) {
        if (state->channels[c].control[i] != UNTOLD) {
            synth->ops->control(synth, c, i, state->channels[c].control[i]);
        }
    }
    if (state->channels[c].bend != UNTOLD) {
        synth->ops->bend(synth, c, state->channels[c].bend);
    }
}

void synth_state_send(const SynthState *state, Synth *synth)
{
    if (state->space != UNTOLD) {
        synth->ops->space(synth, state->space);
    }
    for (int c = 0; c < MIDI_CHANNELS; ++c) {
        send_channel(state, c, synth);
    }
}
