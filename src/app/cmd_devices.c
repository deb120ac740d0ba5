#include "app/commands.h"
#include "app/say.h"
#include "io/midi_portmidi.h"
#include "io/output_portaudio.h"
#include "text/json.h"

#include <stdio.h>

enum { DEVICES_MAX = 64 };

typedef struct {
    OutputDevice outputs[DEVICES_MAX];
    MidiDevice midi[MIDI_DEVICES_MAX];
    int output_count, midi_count;
} Devices;

static void print_midi_json(const MidiDevice *device, Json *json)
{
    json_open(json, NULL, '{');
    json_string(json, "kind", device->is_input ? "midi-in" : "midi-out");
    json_integer(json, "index", device->index);
    json_string(json, "name", device->name);
    json_string(json, "host_api", device->host_api);
    json_bool(json, "default", device->is_default);
    json_close(json, '}');
}

static void print_json(const Devices *devices, const Out *out)
{
    Json json = {.out = out};
    json_open(&json, NULL, '[');
    for (int i = 0; i < devices->output_count; ++i) {
        const OutputDevice *const device = &devices->outputs[i];
        json_open(&json, NULL, '{');
        json_string(&json, "kind", "output");
        json_integer(&json, "index", device->index);
        json_string(&json, "name", device->name);
        json_string(&json, "host_api", device->host_api);
        json_integer(&json, "channels", device->channels);
        json_integer(&json, "rate_hz", device->default_rate_hz);
        json_bool(&json, "default", device->is_default);
        json_close(&json, '}');
    }
    for (int i = 0; i < devices->midi_count; ++i) {
        print_midi_json(&devices->midi[i], &json);
    }
    json_close(&json, ']');
}

static void print_midi(const Devices *devices, const char *title, int is_input, const Out *out)
{
    int count = 0;
    for (int i = 0; i < devices->midi_count; ++i) {
        count += devices->midi[i].is_input == is_input;
    }
    out_format(out, "%s%s\n", title, count == 0 ? ": none" : "");
    for (int i = 0; i < devices->midi_count; ++i) {
        const MidiDevice *const device = &devices->midi[i];
        if (device->is_input == is_input) {
            out_format(out, "%c %3d  %-40s %s\n", device->is_default ? '*' : ' ', device->index,
                       device->name, device->host_api);
        }
    }
}

static void print_text(const Devices *devices, const Out *out)
{
    out_format(out, "Audio outputs (--device)%s\n", devices->output_count == 0 ? ": none" : "");
    for (int i = 0; i < devices->output_count; ++i) {
        const OutputDevice *const device = &devices->outputs[i];
        out_format(out, "%c %3d  %-40s %-8s %3d channels  %d Hz\n", device->is_default ? '*' : ' ',
                   device->index, device->name, device->host_api, device->channels,
                   device->default_rate_hz);
    }
    print_midi(devices, "MIDI inputs (--midi-in)", 1, out);
    print_midi(devices, "MIDI outputs (--midi-out)", 0, out);
}

int cmd_devices(const CliOptions *options, Error *error)
{
    static Devices devices;
    const Out out = say_stdout();
    devices.output_count = portaudio_devices(devices.outputs, DEVICES_MAX);
    devices.midi_count = midi_ports_start(devices.midi, MIDI_DEVICES_MAX);
    midi_ports_stop();
    (options->json ? print_json : print_text)(&devices, &out);
    return (int)say_flush(error);
}
