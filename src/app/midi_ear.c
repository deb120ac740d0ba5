#include "app/midi_ear.h"

#include "app/live_midi.h"
#include "app/meter.h"
#include "app/say.h"
#include "io/terminal.h"

enum { LONELY_MS = 1500, TURN_MS = 10 };

Status midi_ear_open(MidiEar *ear, const CliOptions *options, Error *error)
{
    const Status status = live_midi_map(&ear->map, error);
    if (status != STATUS_OK) {
        return status;
    }
    ring_init(&ear->seen, ear->seen_storage, sizeof(MidiSeen), EAR_SEEN);
    ring_init(&ear->controls, ear->control_storage, sizeof(ControlMsg), EAR_CONTROLS);
    const MidiConfig config = {.inputs = options->midi_in,
                               .input_count = options->midi_in_count,
                               .map = &ear->map,
                               .follows_clock = 1, // counts the clocks, which would flood otherwise
                               .controls = &ear->controls,
                               .seen = &ear->seen};
    ear->quiet = options->quiet;
    ear->lonely_ms = meter_clock_ms() + LONELY_MS;
    ear->midi = midi_open(&config, error);
    return ear->midi != NULL ? STATUS_OK : error->status;
}

void midi_ear_close(MidiEar *ear)
{
    midi_close(ear->midi);
    ear->midi = NULL;
}

static void tell_devices(MidiEar *ear)
{
    MidiNews news;
    char line[LIVE_MIDI_LINE_BYTES];
    while (midi_news(ear->midi, &news)) {
        say(ear->quiet, "%s", live_midi_news_text(line, &news));
        ear->lonely_ms = 0;
    }
    if (ear->lonely_ms > 0 && meter_clock_ms() >= ear->lonely_ms) {
        say(ear->quiet, "no keyboard is there yet; plug one in, or see lull devices");
        ear->lonely_ms = 0;
    }
}

int midi_ear_next(MidiEar *ear, MidiSeen *seen)
{
    ControlMsg unused;
    while (ring_read(&ear->controls, &unused, 1) == 1) {
        // nothing is played here
    }
    tell_devices(ear);
    if (ring_read(&ear->seen, seen, 1) == 1) {
        return 1;
    }
    terminal_key(TURN_MS);
    return 0;
}
