#include "session/synth.h"

int synth_width(const Synth *synth)
{
    return synth->groups > 1 ? 2 * synth->groups : 2;
}

void synth_send(Synth *synth, const Event *event)
{
    const int channel = event->channel;
    switch (event->kind) {
    case EVENT_NOTE_ON:
        synth->ops->note_on(synth, channel, event->a, event->b);
        break;
    case EVENT_NOTE_OFF:
        synth->ops->note_off(synth, channel, event->a);
        break;
    case EVENT_CONTROL:
        synth->ops->control(synth, channel, event->a, event->b);
        break;
    case EVENT_PROGRAM:
        synth->ops->program(synth, channel, event->b, event->a);
        break;
    case EVENT_BEND:
        synth->ops->bend(synth, channel, event->a);
        break;
    case EVENT_SPACE:
        synth->ops->space(synth, event->a);
        break;
    case EVENT_SEAM:
        if (synth->ops->seam != NULL) {
            synth->ops->seam(synth);
        }
        break;
    default:
        break;
    }
}
