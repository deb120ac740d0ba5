#include "io/output_silent.h"

#include "text/error.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { RATE_HZ = 48000, FRAMES_MAX = 1024, BILLION = 1000000000 };

typedef struct {
    Output output; ///< First.
    pthread_t thread;
    OutputPull pull;
    void *context;
    int rate_hz, frames, is_open;
    atomic_int stop;
} Silent;

static int64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * BILLION + now.tv_nsec;
}

static void sleep_until(int64_t due_ns)
{
    const int64_t wait_ns = due_ns - now_ns();
    if (wait_ns > 0) {
        nanosleep(&(struct timespec){.tv_sec = wait_ns / BILLION, .tv_nsec = wait_ns % BILLION},
                  NULL);
    }
}

// After a pause of the whole machine it goes on from now, it does not catch up.
static void *silent_thread(void *argument)
{
    Silent *const self = argument;
    float stereo[2 * FRAMES_MAX];
    const int64_t period_ns = (int64_t)self->frames * BILLION / self->rate_hz;
    for (int64_t due_ns = now_ns(); !atomic_load(&self->stop); due_ns += period_ns) {
        const int64_t now = now_ns();
        due_ns = now - due_ns > BILLION ? now : due_ns;
        sleep_until(due_ns);
        self->pull(self->context, stereo, (size_t)self->frames, 2, (OutputNews){0});
    }
    return NULL;
}

static Status open_silent(Output *output, const OutputWish *wish, OutputPull pull, void *context,
                          OutputInfo *info, Error *error)
{
    Silent *const self = (Silent *)output;
    self->rate_hz = wish->rate_hz > 0 ? wish->rate_hz : RATE_HZ;
    self->frames = wish->period_frames > 0 && wish->period_frames < FRAMES_MAX ? wish->period_frames
                                                                               : FRAMES_MAX;
    self->pull = pull;
    self->context = context;
    atomic_store(&self->stop, 0);
    *info = (OutputInfo){.rate_hz = self->rate_hz, .channels = 2, .latency_frames = self->frames};
    snprintf(info->device, sizeof info->device, "none");
    // Signals are held by whoever opens a device.
    const int code = pthread_create(&self->thread, NULL, silent_thread, self);
    self->is_open = code == 0;
    return code == 0
               ? STATUS_OK
               : error_set(error, STATUS_INTERNAL, "a thread does not start: %s", strerror(code));
}

static int is_running(Output *output)
{
    return ((Silent *)output)->is_open;
}

static void close_silent(Output *output, int at_once)
{
    (void)at_once;
    Silent *const self = (Silent *)output;
    if (self->is_open) {
        atomic_store(&self->stop, 1);
        pthread_join(self->thread, NULL);
        self->is_open = 0;
    }
}

Output *output_silent(void)
{
    static const OutputOps ops = {
        .open = open_silent, .is_running = is_running, .close = close_silent};
    static Silent silent = {.output = {&ops}};
    return &silent.output;
}
