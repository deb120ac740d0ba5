#include "app/live_midi.h"

#include "app/meter.h"
#include "io/files.h"
#include "io/midi_file.h"
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

Status live_midi_open(LiveMidi *midi, const CliOptions *options, Error *error)
{
    ring_init(&midi->controls, midi->control_storage, sizeof(ControlMsg), LIVE_MIDI_CONTROLS);
    midi->options = options;
    if (options->no_midi_in) {
        return STATUS_OK;
    }
    const Status status = live_midi_map(&midi->map, error);
    if (status != STATUS_OK) {
        return status;
    }
    const MidiConfig config = {.inputs = options->midi_in,
                               .input_count = options->midi_in_count,
                               .map = &midi->map,
                               .controls = &midi->controls};
    midi->missed_ms = options->midi_in_count > 0 ? meter_clock_ms() + MISSED_MS : 0;
    midi->midi = midi_open(&config, error);
    return midi->midi != NULL ? STATUS_OK : error->status;
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

// Wishes that were not met in time, each told once.
static int write_missed(LiveMidi *midi, char line[LIVE_MIDI_LINE_BYTES])
{
    const CliOptions *const options = midi->options;
    while (midi->next_missed < options->midi_in_count) {
        const int i = midi->next_missed++;
        if (midi_misses(midi->midi, i)) {
            snprintf(line, LIVE_MIDI_LINE_BYTES,
                     "no keyboard is called '%.60s' yet; it joins when it is plugged in, see lull "
                     "devices",
                     options->midi_in[i]);
            return 1;
        }
    }
    midi->missed_ms = 0;
    return 0;
}

int live_midi_line(LiveMidi *midi, char line[LIVE_MIDI_LINE_BYTES])
{
    MidiNews news;
    if (midi_news(midi->midi, &news)) {
        return live_midi_news_text(line, &news) != NULL;
    }
    return midi->missed_ms > 0 && meter_clock_ms() >= midi->missed_ms && write_missed(midi, line);
}
