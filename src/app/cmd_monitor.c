#include "app/commands.h"
#include "app/meter.h"
#include "app/midi_ear.h"
#include "app/say.h"
#include "io/terminal.h"
#include "text/midi_target.h"
#include "text/midi_text.h"

#include <stdio.h>
#include <stdlib.h>

static void print_message(const MidiEar *ear, const MidiSeen *seen, const Out *out)
{
    char message[MIDI_TEXT_BYTES], control[MIDI_TEXT_BYTES];
    const int is_own =
        ear->map.count > 0 && midi_map_find(&ear->map, seen->message) != NULL &&
        midi_map_find(&ear->map, seen->message) != midi_map_find(NULL, seen->message);
    out_format(out, "%s: %s -> %s%s\n", seen->device,
               midi_message_text(message, sizeof message, seen->message),
               midi_control_text(control, sizeof control, seen->control),
               is_own ? " (midi.conf)" : "");
}

// The clock's tempo, when it comes and whenever it has changed by half a BPM.
static void print_clock(const MidiEar *ear, int *shown_x10, const Out *out)
{
    enum { CHANGE_X10 = 5 };
    const int tempo_us = midi_clock_tempo(ear->midi);
    const int bpm_x10 = tempo_us > 0 ? (int)(600000000LL / tempo_us) : 0;
    if (abs(bpm_x10 - *shown_x10) >= CHANGE_X10) {
        out_format(out, "clock: %d.%d BPM\n", bpm_x10 / 10, bpm_x10 % 10);
        *shown_x10 = bpm_x10;
    }
}

static Status watch(MidiEar *ear, int64_t length_ms, Error *error)
{
    const Out out = say_stdout();
    const int64_t end_ms = length_ms > 0 ? meter_clock_ms() + length_ms : INT64_MAX;
    int shown_x10 = 0;
    Status status = STATUS_OK;
    while (status == STATUS_OK && terminal_interrupts() + terminal_terminations() == 0 &&
           meter_clock_ms() < end_ms) {
        MidiSeen seen;
        if (midi_ear_next(ear, &seen)) {
            print_message(ear, &seen, &out);
        }
        print_clock(ear, &shown_x10, &out);
        status = say_flush(error);
    }
    return status;
}

int cmd_monitor(const CliOptions *options, Error *error)
{
    MidiEar *const ear = calloc(1, sizeof *ear);
    if (ear == NULL) {
        return STATUS_INTERNAL;
    }
    terminal_start();
    Status status = midi_ear_open(ear, options, error);
    if (status == STATUS_OK) {
        status = watch(ear, options->length_ms, error);
    }
    midi_ear_close(ear);
    free(ear);
    return (int)status;
}
