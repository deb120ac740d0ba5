#include "io/sink_portaudio.h"

#include "io/alsa_quiet.h"
#include "io/device_choice.h"
#include "io/live_feed.h"
#include "io/terminal.h"
#include "text/error.h"

#include <dlfcn.h>
#include <math.h>
#include <portaudio.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    DEFAULT_RATE_HZ = 48000,
    DEFAULT_PERIOD = 512,
    DEFAULT_RING_MS = 100,
    PERIODS = 3, ///< Of device latency: at one, every callback is late on common cards.
    CHANNELS_MAX = 32,
    DEVICES_MAX = 256,
    FROZEN_MS = 2000, ///< A callback silent for so long is dead.
    DRAIN_MS = 10000, ///< Longest wait for the ring to play out.
};

typedef struct {
    Sink sink;
    // Immutable after open.
    PaStream *stream;
    int channels;
    int rate_hz;
    int latency_ms;
    int ring_min, ring_max; ///< Frames.
    char device[128];
    // The render thread pushes, the callback pulls.
    LiveFeed feed;
    // The thread that writes, then the one that closes.
    int is_dead; ///< The callback has not come for FROZEN_MS.
    // Atomic, any thread.
    atomic_long callbacks, underflows;
} LiveSink;

/// Only copies and counts: never waits, locks, allocates or calls the system.
static int callback(const void *input, void *output, unsigned long frames,
                    const PaStreamCallbackTimeInfo *times, PaStreamCallbackFlags flags, void *user)
{
    (void)input, (void)times;
    LiveSink *const self = user;
    live_feed_pull(&self->feed, output, frames, self->channels);
    atomic_fetch_add_explicit(&self->callbacks, 1, memory_order_relaxed);
    if ((flags & paOutputUnderflow) != 0) {
        atomic_fetch_add_explicit(&self->underflows, 1, memory_order_relaxed);
    }
    return paContinue;
}

// ---- The sink ----

static void sleep_ms(int ms)
{
    nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L}, NULL);
}

/// Notices a callback that no longer comes. Time is counted in own sleeps: after ^Z and fg no time
/// has passed for either.
typedef struct {
    long callbacks;
    int waited_ms;
} Watch;

static int is_frozen(LiveSink *self, Watch *watch, int slept_ms)
{
    const long now = atomic_load_explicit(&self->callbacks, memory_order_relaxed);
    watch->waited_ms = now == watch->callbacks ? watch->waited_ms + slept_ms : 0;
    watch->callbacks = now;
    self->is_dead = watch->waited_ms >= FROZEN_MS;
    return self->is_dead;
}

/// An eighth of the ring: it stays nearly full, and the thread does not wake up for every period.
static int pause_ms(const LiveSink *self)
{
    const int ms = (int)(atomic_load(&self->feed.limit_frames) * 125 / (uint32_t)self->rate_hz);
    return ms < 1 ? 1 : ms > 10 ? 10 : ms;
}

static Status stopped(const LiveSink *self, Error *error)
{
    return error_set(error, STATUS_NO_DEVICE,
                     "the audio device '%s' has stopped; see `lull devices`, or write a file "
                     "instead: lull render PRESET -o FILE",
                     self->device);
}

static Status live_write(Sink *sink, const float *stereo, size_t frames, Error *error)
{
    LiveSink *const self = (LiveSink *)sink;
    Watch watch = {.callbacks = atomic_load(&self->callbacks)};
    while (frames > 0) {
        const uint32_t wish = frames < UINT32_MAX ? (uint32_t)frames : UINT32_MAX;
        const uint32_t written = live_feed_push(&self->feed, stereo, wish);
        stereo += (size_t)2 * written;
        frames -= written;
        if (frames > 0) {
            const int ms = pause_ms(self);
            sleep_ms(ms);
            if (is_frozen(self, &watch, ms)) {
                return stopped(self, error);
            }
        }
    }
    return STATUS_OK;
}

/// Waits until the last frame is with the device, or the fade out is complete.
static void wait_for_end(LiveSink *self, int keep)
{
    Watch watch = {.callbacks = atomic_load(&self->callbacks)};
    for (int waited = 0; waited < DRAIN_MS && !is_frozen(self, &watch, 2); waited += 2) {
        if (keep ? live_feed_waiting(&self->feed) == 0 : atomic_load(&self->feed.silent)) {
            return;
        }
        sleep_ms(2);
    }
}

static Status live_close(Sink *sink, int keep, Error *error)
{
    (void)error;
    LiveSink *const self = (LiveSink *)sink;
    atomic_store(keep ? &self->feed.draining : &self->feed.leaving, 1);
    if (!self->is_dead) {
        wait_for_end(self, keep);
    }
    if (self->is_dead) {
        // PortAudio waits minutes for a JACK server that has died; the program is about to end, so
        // the stream is left as it is, with what its callback may still touch.
        return STATUS_OK;
    }
    sleep_ms(keep ? 0 : self->latency_ms); // the faded frames are still in the device's buffer
    terminal_signals_hold(); // JACK's waits are not made for a listener who keeps pressing Ctrl-C
    stderr_mute();
    if (keep) {
        Pa_StopStream(self->stream);
    } else {
        Pa_AbortStream(self->stream);
    }
    Pa_CloseStream(self->stream);
    Pa_Terminate();
    stderr_unmute();
    terminal_signals_release();
    live_feed_free(&self->feed);
    free(self);
    return STATUS_OK;
}

static const SinkOps live_ops = {"portaudio", live_write, live_close};

LiveStats sink_portaudio_stats(const Sink *sink)
{
    const LiveSink *const self = (const LiveSink *)sink;
    return (LiveStats){atomic_load(&self->callbacks), atomic_load(&self->underflows),
                       atomic_load(&self->feed.underruns)};
}

void sink_portaudio_set_ring(Sink *sink, int frames)
{
    LiveSink *const self = (LiveSink *)sink;
    const int wish = frames < self->ring_min ? self->ring_min : frames;
    atomic_store(&self->feed.limit_frames,
                 (unsigned)(wish < self->ring_max ? wish : self->ring_max));
}

int sink_portaudio_latency_ms(const Sink *sink)
{
    const LiveSink *const self = (const LiveSink *)sink;
    return self->latency_ms +
           (int)(atomic_load(&self->feed.limit_frames) * 1000 / (uint32_t)self->rate_hz);
}

const char *sink_portaudio_device(const Sink *sink)
{
    return ((const LiveSink *)sink)->device;
}

// ---- Devices ----

/// What the desktop shall call the stream; each sound system reads its own. Never over the user's.
static void name_stream(void)
{
    setenv("PIPEWIRE_ALSA", "{ application.name=lull node.name=lull media.role=Music }", 0);
    setenv("PIPEWIRE_PROPS", "{ application.name=lull node.name=lull media.role=Music }", 0);
    setenv("PULSE_PROP", "application.name=lull media.role=music", 0);
    void *const program = dlopen(NULL, RTLD_LAZY);
    void *const symbol = program == NULL ? NULL : dlsym(program, "PaJack_SetClientName");
    if (symbol != NULL) { // only in a PortAudio that was built with JACK
        PaError (*set_name)(const char *) = NULL;
        memcpy(&set_name, &symbol, sizeof set_name);
        set_name("lull");
    }
    if (program != NULL) {
        dlclose(program);
    }
}

static PaError start_portaudio(void)
{
    name_stream();
    alsa_quiet();
    stderr_mute();
    const PaError code = Pa_Initialize();
    stderr_unmute();
    return code;
}

static void stop_portaudio(void)
{
    stderr_mute();
    Pa_Terminate();
    stderr_unmute();
}

static const char *api_name(const PaDeviceInfo *info)
{
    const PaHostApiInfo *const api = Pa_GetHostApiInfo(info->hostApi);
    return api == NULL ? "" : api->name;
}

static void describe(OutputDevice *device, int index, const PaDeviceInfo *info)
{
    device->index = index;
    snprintf(device->name, sizeof device->name, "%s", info->name);
    snprintf(device->host_api, sizeof device->host_api, "%s", api_name(info));
    device->channels = info->maxOutputChannels;
    device->default_rate_hz = (int)info->defaultSampleRate;
    device->is_default = index == Pa_GetDefaultOutputDevice();
}

static int list_devices(OutputDevice *devices, int max)
{
    int count = 0;
    for (int i = 0; i < Pa_GetDeviceCount() && count < max; ++i) {
        const PaDeviceInfo *const info = Pa_GetDeviceInfo(i);
        if (info != NULL && info->maxOutputChannels > 0) {
            describe(&devices[count++], i, info);
        }
    }
    return count;
}

int portaudio_devices(OutputDevice *devices, int max)
{
    if (start_portaudio() != paNoError) {
        return 0;
    }
    const int count = list_devices(devices, max);
    stop_portaudio();
    return count;
}

/// PortAudio's index of the device that is wished for; -1 with an error when there is none.
static int choose_device(const char *wish, Error *error)
{
    OutputDevice *const devices = malloc(DEVICES_MAX * sizeof *devices);
    if (devices == NULL) {
        error_set(error, STATUS_INTERNAL, "no memory to list the audio outputs");
        return -1;
    }
    const int count = list_devices(devices, DEVICES_MAX);
    const int chosen = device_choose(devices, count, wish, error);
    const int index = chosen < 0 ? -1 : devices[chosen].index;
    free(devices);
    return index;
}

// ---- Opening ----

static PaError try_open(LiveSink *self, int device, int channels, int rate_hz, int period)
{
    const PaStreamParameters out = {
        .device = device,
        .channelCount = channels,
        .sampleFormat = paFloat32,
        .suggestedLatency = (double)PERIODS * period / rate_hz,
    };
    self->channels = channels;
    self->rate_hz = rate_hz;
    return Pa_OpenStream(&self->stream, NULL, &out, rate_hz, (unsigned long)period, paNoFlag,
                         callback, self);
}

/// Stereo at the wished rate if possible; else the device's own rate, else all of its channels.
static PaError open_stream(LiveSink *self, int device, int rate_hz, int period)
{
    const PaDeviceInfo *const info = Pa_GetDeviceInfo(device);
    const int most =
        info->maxOutputChannels > CHANNELS_MAX ? CHANNELS_MAX : info->maxOutputChannels;
    const int channels[] = {most < 2 ? most : 2, most};
    const int rates[] = {rate_hz, (int)info->defaultSampleRate, 48000, 44100};
    PaError code = paInvalidDevice;
    for (size_t c = 0; c < sizeof channels / sizeof channels[0]; ++c) {
        for (size_t r = 0; r < sizeof rates / sizeof rates[0]; ++r) {
            code = try_open(self, device, channels[c], rates[r], period);
            if (code == paNoError || code == paDeviceUnavailable) {
                return code;
            }
        }
    }
    return code;
}

/// The ring holds at least two periods, or the callback could never be served whole.
static int make_feed(LiveSink *self, const LiveSinkConfig *config, int period)
{
    const int wish =
        config->ring_frames > 0 ? config->ring_frames : self->rate_hz / 1000 * DEFAULT_RING_MS;
    self->ring_min = 2 * period;
    self->ring_max = wish > self->ring_min ? wish : self->ring_min;
    return live_feed_init(&self->feed, (uint32_t)self->ring_max, self->rate_hz);
}

static Status open_device(LiveSink *self, const LiveSinkConfig *config, Error *error)
{
    const int device = choose_device(config->device, error);
    if (device < 0) {
        return error->status;
    }
    const int period = config->frames_per_buffer > 0 ? config->frames_per_buffer : DEFAULT_PERIOD;
    const int rate_hz = config->rate_hz > 0 ? config->rate_hz : DEFAULT_RATE_HZ;
    snprintf(self->device, sizeof self->device, "%s", Pa_GetDeviceInfo(device)->name);
    stderr_mute();
    PaError code = open_stream(self, device, rate_hz, period);
    stderr_unmute();
    if (code == paNoError && !make_feed(self, config, period)) {
        code = paInsufficientMemory;
    }
    if (code == paNoError) {
        const PaStreamInfo *const info = Pa_GetStreamInfo(self->stream);
        self->latency_ms = info == NULL ? 0 : (int)lround(info->outputLatency * 1000);
        code = Pa_StartStream(self->stream);
    }
    if (code != paNoError) {
        return error_set(error, STATUS_NO_DEVICE,
                         "the audio output '%s' does not open (%s); choose another with --device, "
                         "or write a file: lull render PRESET -o FILE",
                         self->device, Pa_GetErrorText(code));
    }
    return STATUS_OK;
}

Sink *sink_portaudio_open(const LiveSinkConfig *config, int *rate_hz, Error *error)
{
    LiveSink *const self = calloc(1, sizeof *self);
    const PaError code = self == NULL ? paInsufficientMemory : start_portaudio();
    if (code != paNoError) {
        error_set(error, STATUS_NO_DEVICE, "PortAudio does not start: %s", Pa_GetErrorText(code));
        free(self);
        return NULL;
    }
    self->sink.ops = &live_ops;
    terminal_signals_hold();
    const Status status = open_device(self, config, error);
    terminal_signals_release();
    if (status != STATUS_OK) {
        if (self->stream != NULL) {
            Pa_CloseStream(self->stream);
        }
        stop_portaudio();
        live_feed_free(&self->feed);
        free(self);
        return NULL;
    }
    *rate_hz = self->rate_hz;
    return &self->sink;
}
