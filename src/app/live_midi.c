#include "app/live_midi.h"

#include "app/meter.h"
#include "io/files.h"
#include "io/midi_file.h"
#include "io/synth_midi.h"
#include "text/error.h"
#include "text/midi_conf.h"

#include <stdio.h>
#include <stdlib.h>

enum { MISSED_MS = 1500 }; ///< By then a device that is plugged in has been found.

Status live_midi_map(MidiMap *map, Error *error)
{
    char path[PATH_BYTES];
    map->count = 0;
    if (midi_file_path(path, sizeof path, NULL) != STATUS_OK) {
        return STATUS_OK; // no home, no map of one's own
    }
    char *const text = malloc(MIDI_FILE_BYTES_MAX);
    Status status = text != NULL ? midi_file_load(path, text, error) : STATUS_INTERNAL;
    if (status == STATUS_OK) {
        status = midi_conf_parse(path, text, map, error);
    }
    free(text);
    return status;
}

Status live_midi_check(const CliOptions *options, Error *error)
{
    if (options->clock == CLOCK_OUT && options->midi_out == NULL) {
        return error_set(error, STATUS_USAGE, "--clock out: to whom? add --midi-out NAME");
    }
    if (options->clock == CLOCK_IN && options->no_midi_in) {
        return error_set(error, STATUS_USAGE,
                         "--clock in: comes from a MIDI input; leave out --midi-in none");
    }
    if (options->no_sound && options->midi_out == NULL) {
        return error_set(error, STATUS_USAGE,
                         "--no-sound: nothing would be heard; add --midi-out NAME");
    }
    return STATUS_OK;
}

static MidiConfig config_of(LiveMidi *midi, const CliOptions *options)
{
    return (MidiConfig){.inputs = options->midi_in,
                        .input_count = options->midi_in_count,
                        .no_input = options->no_midi_in,
                        .output = options->midi_out,
                        .map = &midi->map,
                        .follows_clock = options->clock == CLOCK_IN,
                        .controls = &midi->controls,
                        .sends = options->midi_out != NULL ? &midi->sends : NULL};
}

Status live_midi_open(LiveMidi *midi, const CliOptions *options, Error *error)
{
    ring_init(&midi->controls, midi->control_storage, sizeof(ControlMsg), LIVE_MIDI_CONTROLS);
    ring_init(&midi->sends, midi->send_storage, sizeof(MidiDue), LIVE_MIDI_SENDS);
    midi->options = options;
    if (options->no_midi_in && options->midi_out == NULL) {
        return STATUS_OK;
    }
    const Status status = live_midi_map(&midi->map, error);
    if (status != STATUS_OK) {
        return status;
    }
    const MidiConfig config = config_of(midi, options);
    const int has_wish = options->midi_in_count > 0 || options->midi_out != NULL;
    midi->missed_ms = has_wish ? meter_clock_ms() + MISSED_MS : 0;
    midi->midi = midi_open(&config, error);
    return midi->midi != NULL ? STATUS_OK : error->status;
}

Synth *live_midi_synth(LiveMidi *midi, Synth *synth, const Session *session, int rate_hz)
{
    const SynthMidiConfig config = {.inner = synth,
                                    .session = session,
                                    .midi = midi->midi,
                                    .sends = &midi->sends,
                                    .rate_hz = rate_hz,
                                    .sends_score = 1,
                                    .sends_clock = midi->options->clock == CLOCK_OUT};
    if (midi->options->midi_out == NULL) {
        return synth;
    }
    Synth *const sender = synth_midi_open(&config);
    if (sender == NULL && synth != NULL) {
        synth->ops->close(synth);
    }
    return sender;
}

void live_midi_close(LiveMidi *midi)
{
    midi_close(midi->midi);
    midi->midi = NULL;
}

const char *live_midi_news_text(char line[LIVE_MIDI_LINE_BYTES], const MidiNews *news)
{
    const char *const kind = news->is_input ? "keyboard" : "synthesizer";
    snprintf(line, LIVE_MIDI_LINE_BYTES, "%s%s: %s", kind, news->is_here ? "" : " gone",
             news->name);
    return line;
}

// Wishes that were not met in time, each told once; the output is the last one.
static int write_missed(LiveMidi *midi, char line[LIVE_MIDI_LINE_BYTES])
{
    const CliOptions *const options = midi->options;
    const int inputs = options->midi_in_count;
    while (midi->next_missed < inputs + (options->midi_out != NULL)) {
        const int i = midi->next_missed++;
        if (midi_misses(midi->midi, i)) {
            snprintf(
                line, LIVE_MIDI_LINE_BYTES,
                "no %s is called '%.60s' yet; it joins when it is plugged in, see lull devices",
                i < inputs ? "keyboard" : "synthesizer",
                i < inputs ? options->midi_in[i] : options->midi_out);
            return 1;
        }
    }
    midi->missed_ms = 0;
    return 0;
}

// That a clock is followed, and at which tempo, whenever that has changed by a whole BPM.
static int write_clock(LiveMidi *midi, char line[LIVE_MIDI_LINE_BYTES])
{
    enum { US_A_MINUTE = 60000000 };
    const int tempo_us = midi_clock_tempo(midi->midi);
    const int bpm = tempo_us > 0 ? (US_A_MINUTE + tempo_us / 2) / tempo_us : 0;
    const int is_near = bpm - midi->clock_bpm <= 1 && midi->clock_bpm - bpm <= 1;
    if (midi->options->clock != CLOCK_IN || bpm == 0 || is_near) {
        return 0;
    }
    midi->clock_bpm = bpm;
    snprintf(line, LIVE_MIDI_LINE_BYTES, "clock: followed at %.1f BPM", 6e7 / tempo_us);
    return 1;
}

int live_midi_line(LiveMidi *midi, char line[LIVE_MIDI_LINE_BYTES])
{
    MidiNews news;
    if (midi_news(midi->midi, &news)) {
        return live_midi_news_text(line, &news) != NULL;
    }
    if (write_clock(midi, line)) {
        return 1;
    }
    return midi->missed_ms > 0 && meter_clock_ms() >= midi->missed_ms && write_missed(midi, line);
}
