#include "io/midi_out.h"

#include <string.h>

enum {
    CC_MODULATION = 1,
    CC_SUSTAIN = 64,
    CC_SOSTENUTO = 66,
    CC_ALL_SOUND_OFF = 120,
    CC_ALL_NOTES_OFF = 123,
    BEND_CENTRE_HIGH = 0x40,
};

void midi_out_init(MidiOut *out, Ring *ring)
{
    memset(out, 0, sizeof *out);
    out->ring = ring;
}

static int write_message(MidiPort *port, int status, int data1, int data2)
{
    return midi_port_write(port, (MidiWord)(status | data1 << 8 | data2 << 16));
}

static void note_message(MidiOut *out, MidiMessage message)
{
    const int channel = message.status & 0x0f;
    out->is_clocked |= message.status == MIDI_START;
    switch (message.status & 0xf0) {
    case MIDI_ON:
        out->sounding[channel][message.data1] = message.data2 > 0;
        break;
    case MIDI_OFF:
        out->sounding[channel][message.data1] = 0;
        break;
    case MIDI_CONTROLLER:
        out->controller[channel][message.data1] = (uint8_t)(message.data2 + 1);
        break;
    case MIDI_PROGRAM:
        out->program[channel] = (uint8_t)(message.data1 + 1);
        break;
    default:
        break;
    }
}

// A device that is not there starts no note later on, when it comes.
static int send_one(MidiOut *out, MidiPort *port, MidiMessage message)
{
    const int begins = (message.status & 0xf0) == MIDI_ON;
    if (port == NULL && begins) {
        return 1;
    }
    note_message(out, message);
    return port == NULL || write_message(port, message.status, message.data1, message.data2);
}

int64_t midi_out_send(MidiOut *out, MidiPort *port, int64_t now_us, int *alive)
{
    *alive = 1;
    while (out->ring != NULL) {
        if (!out->has_next) {
            out->has_next = (int)ring_read(out->ring, &out->next, 1);
        }
        if (!out->has_next) {
            break;
        }
        if (out->next.due_us > now_us) {
            return out->next.due_us;
        }
        out->has_next = 0;
        *alive &= send_one(out, port, out->next.message);
    }
    return INT64_MAX;
}

void midi_out_tell(const MidiOut *out, MidiPort *port)
{
    for (int channel = 0; channel < OUT_CHANNELS; ++channel) {
        for (int number = 0; number < OUT_NUMBERS; ++number) {
            if (out->controller[channel][number] > 0) {
                write_message(port, MIDI_CONTROLLER | channel, number,
                              out->controller[channel][number] - 1);
            }
        }
        if (out->program[channel] > 0) { // behind the bank, which counts from the next program on
            write_message(port, MIDI_PROGRAM | channel, out->program[channel] - 1, 0);
        }
    }
}

static int is_used(const MidiOut *out, int channel)
{
    int uses = out->program[channel] > 0;
    for (int number = 0; number < OUT_NUMBERS; ++number) {
        uses |= out->controller[channel][number] > 0 || out->sounding[channel][number];
    }
    return uses;
}

static void silence_channel(MidiOut *out, MidiPort *port, int channel)
{
    static const uint8_t controllers[] = {CC_SUSTAIN, CC_SOSTENUTO, CC_MODULATION, CC_ALL_NOTES_OFF,
                                          CC_ALL_SOUND_OFF};
    for (int pitch = 0; pitch < OUT_NUMBERS; ++pitch) {
        if (out->sounding[channel][pitch]) {
            write_message(port, MIDI_OFF | channel, pitch, 0);
            out->sounding[channel][pitch] = 0;
        }
    }
    for (size_t i = 0; i < sizeof controllers; ++i) {
        write_message(port, MIDI_CONTROLLER | channel, controllers[i], 0);
    }
    write_message(port, MIDI_BEND | channel, 0, BEND_CENTRE_HIGH);
}

void midi_out_silence(MidiOut *out, MidiPort *port)
{
    for (int channel = 0; port != NULL && channel < OUT_CHANNELS; ++channel) {
        if (is_used(out, channel)) {
            silence_channel(out, port, channel);
        }
    }
}

void midi_out_transport(MidiOut *out, MidiPort *port, int status)
{
    if (port != NULL && out->is_clocked) {
        write_message(port, status, 0, 0);
    }
}
