// jack_level CLIENT: listens to the JACK client CLIENT and prints a line each tenth of a second,
// until the client goes: level in dB, pitch in Hz (of the strongest period), brightness in percent.
#include <jack/jack.h>
#include <jack/ringbuffer.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { LOWEST_HZ = 90, HIGHEST_HZ = 1000 };

static jack_port_t *port;
static jack_ringbuffer_t *heard;

static int process(jack_nframes_t count, void *unused)
{
    (void)unused;
    jack_ringbuffer_write(heard, jack_port_get_buffer(port, count), count * sizeof(float));
    return 0;
}

static double correlation(const float *x, int frames, int lag)
{
    double xy = 0;
    for (int i = lag; i < frames; ++i) {
        xy += x[i] * x[i - lag];
    }
    return xy / (frames - lag);
}

/// The shortest period that repeats nearly as well as any.
static double pitch(const float *x, int frames, int rate)
{
    double best = 0;
    for (int lag = rate / HIGHEST_HZ; lag <= rate / LOWEST_HZ; ++lag) {
        best = fmax(best, correlation(x, frames, lag));
    }
    for (int lag = rate / HIGHEST_HZ; best > 0 && lag <= rate / LOWEST_HZ; ++lag) {
        const double here = correlation(x, frames, lag);
        if (here > 0.9 * best && here >= correlation(x, frames, lag + 1)) {
            return (double)rate / lag;
        }
    }
    return 0;
}

static void print_line(const float *x, int frames, int rate)
{
    double sum = 1e-20, steps = 0;
    for (int i = 1; i < frames; ++i) {
        sum += x[i] * x[i];
        steps += (x[i] - x[i - 1]) * (x[i] - x[i - 1]);
    }
    printf("%.1f %.1f %.2f\n", 10 * log10(sum / frames), pitch(x, frames, rate),
           100 * sqrt(steps / sum));
    fflush(stdout);
}

int main(int argc, char **argv)
{
    jack_client_t *const jack =
        argc == 2 ? jack_client_open("listener", JackNoStartServer, NULL) : NULL;
    if (jack == NULL) {
        return 1;
    }
    const int rate = (int)jack_get_sample_rate(jack), frames = rate / 10;
    float *const x = calloc((size_t)frames, sizeof(float));
    char name[100];
    snprintf(name, sizeof name, "%s:out_0", argv[1]);
    heard = jack_ringbuffer_create((size_t)rate * sizeof(float));
    port = jack_port_register(jack, "in", JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput, 0);
    jack_set_process_callback(jack, process, NULL);
    jack_activate(jack);
    const struct timespec nap = {.tv_nsec = 5000000};
    for (int i = 0; jack_port_by_name(jack, name) == NULL && i < 4000; ++i) {
        nanosleep(&nap, NULL);
    }
    // A client has ports a moment before it is active, and only then they can be connected.
    for (int i = 0; jack_connect(jack, name, "listener:in") != 0 && i < 1000; ++i) {
        nanosleep(&nap, NULL);
    }
    while (jack_port_by_name(jack, name) != NULL) {
        const size_t bytes = (size_t)frames * sizeof(float);
        if (jack_ringbuffer_read_space(heard) >= bytes) {
            jack_ringbuffer_read(heard, (char *)x, bytes);
            print_line(x, frames, rate);
        } else {
            nanosleep(&nap, NULL);
        }
    }
    jack_client_close(jack);
    return 0;
}
