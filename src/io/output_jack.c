#include "io/output_jack.h"

#if defined(HAVE_JACK)

#include "text/error.h"

#include <jack/jack.h>
#include <jack/thread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CHANNELS = 2,
    CHUNK_FRAMES = 1024,
    PRIORITY = 20, ///< Real-time, below those of sound servers.
};

typedef struct {
    Output output;
    jack_client_t *client;
    jack_port_t *ports[CHANNELS];
    OutputPull pull;
    void *context;
    atomic_int is_down;   ///< The server is gone, or has thrown us out.
    atomic_int had_break; ///< Since the last pull.
} JackOutput;

// ---- Called by JACK ----

static int process(jack_nframes_t frames, void *argument)
{
    JackOutput *const self = argument;
    float stereo[CHANNELS * CHUNK_FRAMES];
    float *const left = jack_port_get_buffer(self->ports[0], frames);
    float *const right = jack_port_get_buffer(self->ports[1], frames);
    for (jack_nframes_t done = 0; done < frames;) {
        const jack_nframes_t left_over = frames - done;
        const jack_nframes_t n = left_over < CHUNK_FRAMES ? left_over : CHUNK_FRAMES;
        const OutputNews news = {.had_break = atomic_exchange(&self->had_break, 0)};
        self->pull(self->context, stereo, n, CHANNELS, news);
        for (jack_nframes_t i = 0; i < n; ++i) {
            left[done + i] = stereo[2 * i];
            right[done + i] = stereo[2 * i + 1];
        }
        done += n;
    }
    return 0;
}

static int on_xrun(void *argument)
{
    atomic_store(&((JackOutput *)argument)->had_break, 1);
    return 0;
}

static void on_shutdown(void *argument)
{
    atomic_store(&((JackOutput *)argument)->is_down, 1);
}

// ---- The output ----

static int is_running(Output *output)
{
    return !atomic_load(&((JackOutput *)output)->is_down);
}

static void close_client(Output *output, int at_once)
{
    (void)at_once; // JACK asks for frames and plays them in the same cycle
    JackOutput *const self = (JackOutput *)output;
    if (self->client != NULL) {
        jack_deactivate(self->client);
        jack_client_close(self->client);
        self->client = NULL;
    }
}

static int register_ports(JackOutput *self)
{
    for (int i = 0; i < CHANNELS; ++i) {
        char name[8];
        snprintf(name, sizeof name, "out_%d", i);
        self->ports[i] = jack_port_register(self->client, name, JACK_DEFAULT_AUDIO_TYPE,
                                            JackPortIsOutput | JackPortIsTerminal, 0);
        if (self->ports[i] == NULL) {
            return 0;
        }
    }
    return 1;
}

static int belongs_to(const char *port, const char *client)
{
    const size_t length = strlen(client);
    return strncmp(port, client, length) == 0 && port[length] == ':';
}

/// Connects with the first ports of `device`, one of them twice when it has only one; returns how
/// long the last of them takes to be heard, in frames.
static uint32_t connect_ports(JackOutput *self, const char *device)
{
    jack_latency_range_t range = {0, 0};
    const char **const names =
        jack_get_ports(self->client, NULL, JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput);
    const char *targets[CHANNELS] = {NULL, NULL};
    for (int i = 0, found = 0; names != NULL && names[i] != NULL && found < CHANNELS; ++i) {
        if (belongs_to(names[i], device)) {
            targets[found++] = names[i];
        }
    }
    for (int i = 0; i < CHANNELS && targets[0] != NULL; ++i) {
        const char *const target = targets[i] != NULL ? targets[i] : targets[0];
        jack_connect(self->client, jack_port_name(self->ports[i]), target);
        jack_port_get_latency_range(jack_port_by_name(self->client, target), JackPlaybackLatency,
                                    &range);
    }
    jack_free(names);
    return range.max;
}

static Status open_client(Output *output, const OutputWish *wish, OutputPull pull, void *context,
                          OutputInfo *info, Error *error)
{
    JackOutput *const self = (JackOutput *)output;
    self->pull = pull;
    self->context = context;
    atomic_store(&self->is_down, 0);
    self->client = jack_client_open("lull", JackNoStartServer, NULL);
    if (self->client != NULL) {
        jack_set_process_callback(self->client, process, self);
        jack_set_xrun_callback(self->client, on_xrun, self);
        jack_on_shutdown(self->client, on_shutdown, self);
    }
    if (self->client == NULL || !register_ports(self) || jack_activate(self->client) != 0) {
        close_client(output, 1);
        return error_set(error, STATUS_NO_DEVICE,
                         "the JACK server does not answer; start it again, or choose another "
                         "output with --device");
    }
    if (!jack_is_realtime(self->client)) { // where lull may what the server does not
        jack_acquire_real_time_scheduling(jack_client_thread_id(self->client), PRIORITY);
    }
    snprintf(info->device, sizeof info->device, "%s", wish->device);
    info->rate_hz = (int)jack_get_sample_rate(self->client);
    info->channels = CHANNELS;
    const uint32_t latency = connect_ports(self, wish->device);
    const uint32_t period = jack_get_buffer_size(self->client);
    info->latency_frames = (int)(latency > period ? latency : period);
    return STATUS_OK;
}

Output *output_jack(void)
{
    static const OutputOps ops = {open_client, is_running, close_client};
    static JackOutput jack = {.output = {&ops}};
    return &jack.output;
}

#else

#include <stddef.h>

Output *output_jack(void)
{
    return NULL;
}

#endif
