// How many voices a SoundFont spends, and how long it takes to render.
//
//     voices notes FONT                 mean and most voices of one note, over all instruments
//     voices preset FONT PRESET.conf    mean and most voices while the preset plays, and how many
//                                       times faster than real time it renders
#include "io/preset_file.h"
#include "io/synth_fluid.h"
#include "music/instrument.h"
#include "session/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RATE = 48000, BLOCK = 4800, MINUTES = 2, VELOCITY = 64 };

static float stereo[2 * BLOCK];

static double cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static Synth *open_font(const char *path)
{
    Error error;
    Synth *const synth = synth_fluid_open(path, RATE, &error);
    if (synth == NULL) {
        fprintf(stderr, "%s\n", error.message);
        exit(1);
    }
    return synth;
}

static void measure_notes(Synth *synth)
{
    int sum = 0, most = 0;
    for (int i = 0; i < instrument_count; ++i) {
        const Instrument *const instrument = &instrument_table[i];
        synth->ops->program(synth, 0, instrument->bank, instrument->program);
        const int pitch = (instrument->low + instrument->high) / 2;
        synth->ops->note_on(synth, 0, pitch, VELOCITY);
        synth->ops->render(synth, stereo, BLOCK);
        const int voices = synth->ops->voices(synth);
        sum += voices;
        most = voices > most ? voices : most;
        synth->ops->note_off(synth, 0, pitch);
        synth->ops->control(synth, 0, 120, 0); // all sound off
        synth->ops->render(synth, stereo, BLOCK);
    }
    printf("%.2f %d\n", (double)sum / instrument_count, most);
}

static void measure_preset(Synth *synth, const Preset *preset)
{
    static Session session;
    const SessionConfig config = {.presets = preset,
                                  .preset_count = 1,
                                  .seed = 1,
                                  .rate_hz = RATE,
                                  .length_ms = MINUTES * 60000,
                                  .fade_ms = 3000,
                                  .volume = 127};
    double sum = 0;
    int blocks = 0, most = 0;
    session_init(&session, &config);
    const double start = cpu_seconds();
    while (!session_done(&session)) {
        session_render(&session, synth, stereo, BLOCK);
        const int voices = session_snapshot(&session).voices;
        sum += voices;
        most = voices > most ? voices : most;
        ++blocks;
    }
    printf("%.1f %d %.0f\n", sum / blocks, most, MINUTES * 60 / (cpu_seconds() - start));
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "notes") == 0) {
        measure_notes(open_font(argv[2]));
        return 0;
    }
    Preset preset;
    Error error = {STATUS_OK, "usage: voices notes FONT | voices preset FONT PRESET.conf"};
    if (argc != 4 || strcmp(argv[1], "preset") != 0 ||
        preset_file_read(argv[3], &preset, &error) != STATUS_OK) {
        fprintf(stderr, "%s\n", error.message);
        return 2;
    }
    measure_preset(open_font(argv[2]), &preset);
    return 0;
}
