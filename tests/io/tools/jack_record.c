// jack_record OUT.wav CLIENT SECONDS: records what the JACK client CLIENT gives out, from the
// moment its two ports appear until they go (or for SECONDS), as 32-bit float, and prints how many
// frames.
#include <jack/jack.h>
#include <sndfile.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static jack_port_t *ports[2];
static float *sound;
static size_t room, frames;
static atomic_int is_recording, xruns;

static int process(jack_nframes_t count, void *unused)
{
    (void)unused;
    const float *const left = jack_port_get_buffer(ports[0], count);
    const float *const right = jack_port_get_buffer(ports[1], count);
    for (jack_nframes_t i = 0; i < count && is_recording && frames < room; ++i) {
        sound[2 * frames] = left[i];
        sound[2 * frames++ + 1] = right[i];
    }
    return 0;
}

static int on_xrun(void *unused)
{
    (void)unused;
    ++xruns;
    return 0;
}

static void nap(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
}

/// 1 when the client has both of its ports.
static int is_there(jack_client_t *jack, const char *client, char names[2][100])
{
    for (int i = 0; i < 2; ++i) {
        snprintf(names[i], 100, "%s:out_%d", client, i);
        if (jack_port_by_name(jack, names[i]) == NULL) {
            return 0;
        }
    }
    return 1;
}

// A client has ports a moment before it is active, and only then they can be connected.
static void connect_port(jack_client_t *jack, const char *from, const char *to)
{
    for (int ms = 0; jack_connect(jack, from, to) != 0 && ms < 5000; ms += 2) {
        nap();
    }
}

static int save(const char *path, int rate)
{
    SF_INFO info = {.samplerate = rate, .channels = 2, .format = SF_FORMAT_WAV | SF_FORMAT_FLOAT};
    SNDFILE *const file = sf_open(path, SFM_WRITE, &info);
    if (file == NULL || sf_writef_float(file, sound, (sf_count_t)frames) != (sf_count_t)frames) {
        return 0;
    }
    return sf_close(file) == 0;
}

int main(int argc, char **argv)
{
    jack_client_t *const jack =
        argc == 4 ? jack_client_open("recorder", JackNoStartServer, NULL) : NULL;
    if (jack == NULL) {
        fprintf(stderr, "usage: jack_record OUT.wav CLIENT SECONDS, with a JACK server\n");
        return 1;
    }
    const int rate = (int)jack_get_sample_rate(jack);
    room = (size_t)rate * (size_t)atoi(argv[3]);
    sound = calloc(room, 2 * sizeof(float));
    ports[0] = jack_port_register(jack, "l", JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput, 0);
    ports[1] = jack_port_register(jack, "r", JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput, 0);
    jack_set_process_callback(jack, process, NULL);
    jack_set_xrun_callback(jack, on_xrun, NULL);
    if (sound == NULL || jack_activate(jack) != 0) {
        return 1;
    }
    printf("ready\n");
    fflush(stdout);
    char names[2][100];
    for (int ms = 0; !is_there(jack, argv[2], names) && ms < 20000; ms += 2) {
        nap();
    }
    connect_port(jack, names[0], "recorder:l");
    connect_port(jack, names[1], "recorder:r");
    is_recording = 1;
    while (frames < room && is_there(jack, argv[2], names)) {
        nap();
    }
    jack_deactivate(jack);
    jack_client_close(jack);
    printf("%zu frames, %d xruns\n", frames, (int)xruns);
    return save(argv[1], rate) ? 0 : 1;
}
