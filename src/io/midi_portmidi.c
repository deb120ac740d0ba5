#include "io/midi_portmidi.h"

#include "io/alsa_quiet.h"
#include "io/device_choice.h"

#include <portmidi.h>
#include <stdio.h>
#include <time.h>

enum {
    IN_EVENTS = 1024,
    OUT_EVENTS = 1024,
    READ_EVENTS = 64,
    SEND_AT_ONCE = 0, ///< Output latency in PortMidi's sense: time stamps are not looked at.
};

/// PortMidi's clock; its own needs a second library in version 217 and crashed in 2.0.4 to 2.0.6.
static PmTimestamp clock_ms(void *unused)
{
    (void)unused;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (PmTimestamp)((int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000);
}

/// ALSA's "Midi Through" hands on what other programs send; nobody plays on it.
static int is_keyboard(const PmDeviceInfo *info)
{
    return info->input && !name_contains(info->name, "through");
}

int midi_ports_start(MidiDevice *devices, int max)
{
    alsa_quiet();
    Pm_Terminate();
    if (Pm_Initialize() != pmNoError) {
        return 0;
    }
    int count = 0, has_default = 0;
    for (int i = 0; i < Pm_CountDevices() && count < max; ++i) {
        const PmDeviceInfo *const info = Pm_GetDeviceInfo(i);
        if (info == NULL || info->name == NULL) {
            continue;
        }
        MidiDevice *const device = &devices[count++];
        *device = (MidiDevice){.index = i, .is_input = info->input != 0};
        device->is_default = !has_default && is_keyboard(info);
        has_default |= device->is_default;
        snprintf(device->name, sizeof device->name, "%s", info->name);
        snprintf(device->host_api, sizeof device->host_api, "%s", info->interf);
    }
    return count;
}

void midi_ports_stop(void)
{
    Pm_Terminate();
}

static PortMidiStream *open_input(int index)
{
    PortMidiStream *stream = NULL;
    if (Pm_OpenInput(&stream, index, NULL, IN_EVENTS, clock_ms, NULL) != pmNoError) {
        return NULL;
    }
    Pm_SetFilter(stream, PM_FILT_ACTIVE);
    PmEvent stale[READ_EVENTS];
    while (Pm_Read(stream, stale, READ_EVENTS) > 0) {
        // what came before the filter stood
    }
    return stream;
}

static PortMidiStream *open_output(int index)
{
    PortMidiStream *stream = NULL;
    const PmError error =
        Pm_OpenOutput(&stream, index, NULL, OUT_EVENTS, clock_ms, NULL, SEND_AT_ONCE);
    return error == pmNoError ? stream : NULL;
}

MidiPort *midi_port_open(const MidiDevice *device)
{
    return (MidiPort *)(device->is_input ? open_input(device->index) : open_output(device->index));
}

void midi_port_close(MidiPort *port)
{
    if (port != NULL) {
        Pm_Close((PortMidiStream *)port);
    }
}

int midi_port_read(MidiPort *port, MidiWord *words, int max)
{
    PmEvent events[READ_EVENTS];
    const int count =
        Pm_Read((PortMidiStream *)port, events, max < READ_EVENTS ? max : READ_EVENTS);
    for (int i = 0; i < count; ++i) {
        words[i] = (MidiWord)events[i].message;
    }
    return count >= 0 ? count : count == pmBufferOverflow ? MIDI_OVERFLOW : MIDI_LOST;
}

int midi_port_write(MidiPort *port, MidiWord word)
{
    return Pm_WriteShort((PortMidiStream *)port, 0, (int32_t)word) == pmNoError;
}
