// Three threads meet here. The render thread writes into the feed, the device's own thread pulls
// from it, and the keeper watches the device: once the sink is open, it alone opens and closes it,
// since a sound library may hang for minutes over a device that has died.
#include "io/sink_live.h"

#include "io/alsa_quiet.h"
#include "io/burst.h"
#include "io/live_feed.h"
#include "io/terminal.h"
#include "text/error.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

enum {
    DEFAULT_RATE_HZ = 48000,
    WATCH_MS = 50,      ///< Between two looks at the device.
    FROZEN_MS = 2000,   ///< A device that asks for nothing for so long is dead.
    RETRY_MS = 2000,    ///< Between two tries to open one.
    AWAY_MS = 20,       ///< The render thread's pause while there is none.
    DRAIN_MS = 10000,   ///< Longest wait for the ring to play out.
    PATIENCE_MS = 1000, ///< Longest wait for a library that is closing a device.
};

typedef struct {
    Sink sink;
    // Immutable after open.
    Output *output;
    LatencyPlan plan;
    int rate_hz;
    char wish[OUTPUT_NAME_BYTES]; ///< "" = the default device.
    pthread_t keeper;
    // The render thread pushes, the device pulls.
    LiveFeed feed;
    // The device's thread only.
    Burst burst;
    // Render thread only.
    long underruns_met; ///< Shortages that the ring has been made longer for.
    // Keeper only.
    int tries; ///< To open a device, since one was lost.
    int watched_ms;
    long watched_pulls;
    // Protected by `lock`.
    pthread_mutex_t lock;
    OutputInfo info;
    // Atomic, any thread.
    atomic_int state;   ///< A LiveState.
    atomic_int is_open; ///< The device is; it still is while it is being closed.
    atomic_int is_played, more_frames;
    atomic_int wants_suspension, stop, is_over;
    atomic_int device_frames;
    atomic_long pulls, device_breaks, losses;
} LiveSink;

static void sleep_us(long us)
{
    nanosleep(&(struct timespec){.tv_sec = us / 1000000, .tv_nsec = us % 1000000 * 1000}, NULL);
}

static void sleep_ms(int ms)
{
    sleep_us(1000L * ms);
}

static int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/// Only copies and counts.
static void pull(void *context, float *out, size_t frames, int channels, OutputNews news)
{
    LiveSink *const self = context;
    live_feed_pull(&self->feed, out, frames, channels);
    live_feed_expect(&self->feed,
                     (uint32_t)burst_learn(&self->burst, now_us(), frames, self->rate_hz));
    atomic_fetch_add_explicit(&self->pulls, 1, memory_order_relaxed);
    if (news.had_break) {
        atomic_fetch_add_explicit(&self->device_breaks, 1, memory_order_relaxed);
    }
    const int device_frames = news.delay_frames + self->plan.period_frames;
    if (device_frames > atomic_load_explicit(&self->device_frames, memory_order_relaxed)) {
        atomic_store(&self->device_frames, device_frames); // more than it had promised
    }
}

// ---- The keeper ----

static Status open_device(LiveSink *self, const char *device, Error *error)
{
    const OutputWish wish = {.device = device,
                             .rate_hz = self->rate_hz,
                             .period_frames = self->plan.period_frames,
                             .periods = self->plan.periods};
    OutputInfo info = {.device = ""};
    const Status status = self->output->ops->open(self->output, &wish, pull, self, &info, error);
    if (status == STATUS_OK) {
        pthread_mutex_lock(&self->lock);
        self->info = info;
        pthread_mutex_unlock(&self->lock);
        atomic_store(&self->device_frames,
                     (int)((long long)info.latency_frames * self->rate_hz / info.rate_hz));
        self->watched_ms = 0;
        atomic_store(&self->is_open, 1);
    }
    return status;
}

static void lose(LiveSink *self, LiveState state)
{
    atomic_store(&self->feed.held, 1);
    atomic_store(&self->state, (int)state);
    self->output->ops->close(self->output, 1);
    atomic_store(&self->is_open, 0);
    self->tries = 0;
    self->watched_ms = 0;
}

/// 1 when the device has stopped, or asks for nothing any more. Time is counted in own sleeps:
/// after ^Z and fg no time has passed for either.
static int is_dead(LiveSink *self)
{
    const long now = atomic_load_explicit(&self->pulls, memory_order_relaxed);
    self->watched_ms = now == self->watched_pulls ? self->watched_ms + WATCH_MS : 0;
    self->watched_pulls = now;
    return self->watched_ms >= FROZEN_MS || !self->output->ops->is_running(self->output);
}

/// By its name first, so that a device that is only being plugged in again is not passed over.
static void try_again(LiveSink *self)
{
    Error ignored;
    const uint32_t unheard = (uint32_t)atomic_load(&self->device_frames);
    live_feed_rewind(&self->feed, self->tries == 0 ? unheard : 0);
    ++self->tries;
    Status status = open_device(self, self->info.device, &ignored);
    if (status != STATUS_OK && self->tries > 1) {
        status = open_device(self, NULL, &ignored);
    }
    if (status == STATUS_OK) {
        live_feed_release(&self->feed, self->info.rate_hz);
    }
    atomic_store(&self->state, status == STATUS_OK ? LIVE_PLAYING : LIVE_LOST);
}

static void watch(LiveSink *self)
{
    const int state = atomic_load(&self->state);
    const int wants_suspension = atomic_load(&self->wants_suspension);
    if (state == LIVE_PLAYING && wants_suspension) {
        lose(self, LIVE_SUSPENDED);
    } else if (state == LIVE_PLAYING && is_dead(self)) {
        atomic_fetch_add(&self->losses, 1);
        lose(self, LIVE_LOST);
    } else if (state != LIVE_PLAYING && !wants_suspension) {
        if (self->tries == 0 || self->watched_ms >= RETRY_MS) {
            self->watched_ms = 0;
            try_again(self);
        } else {
            self->watched_ms += WATCH_MS;
        }
    }
}

static void *keep_device(void *argument)
{
    LiveSink *const self = argument;
    while (!atomic_load(&self->stop)) {
        watch(self);
        sleep_ms(WATCH_MS);
    }
    atomic_store(&self->is_over, 1);
    return NULL;
}

// ---- Writing ----

static uint32_t ring_frames(const LiveSink *self, int is_played)
{
    const int frames = is_played ? self->plan.ring_played + atomic_load(&self->more_frames)
                                 : self->plan.ring_alone;
    return (uint32_t)(frames < self->plan.ring_alone ? frames : self->plan.ring_alone);
}

/// A short ring that has run dry was too short for this machine: from now on it is longer.
static void fit_ring(LiveSink *self)
{
    const long underruns = atomic_load(&self->feed.underruns);
    if (underruns > self->underruns_met && atomic_load(&self->is_played)) {
        atomic_fetch_add(&self->more_frames, self->plan.ring_played / 2);
    }
    self->underruns_met = underruns;
    atomic_store(&self->feed.limit_frames, ring_frames(self, atomic_load(&self->is_played)));
}

/// A sixteenth of the ring: it stays nearly full, and the thread does not wake up for every period.
static void nap(const LiveSink *self)
{
    enum { SHORTEST_US = 250, LONGEST_US = 10000 };
    const long us = (long)(62500LL * atomic_load(&self->feed.limit_frames) / self->rate_hz);
    sleep_us(us < SHORTEST_US ? SHORTEST_US : us > LONGEST_US ? LONGEST_US : us);
}

static SinkRoom live_wait(Sink *sink, size_t frames)
{
    LiveSink *const self = (LiveSink *)sink;
    if (atomic_load(&self->state) != LIVE_PLAYING) {
        sleep_ms(AWAY_MS);
        return SINK_AWAY;
    }
    fit_ring(self);
    if (live_feed_room(&self->feed) >= frames) {
        return SINK_READY;
    }
    nap(self);
    return SINK_NOT_YET;
}

static Status stopped(LiveSink *self, Error *error)
{
    return error_set(error, STATUS_NO_DEVICE,
                     "the audio device '%s' has stopped; see `lull devices`, or write a file "
                     "instead: lull render PRESET -o FILE",
                     sink_live_stats(&self->sink).device);
}

static Status live_write(Sink *sink, const float *stereo, size_t frames, Error *error)
{
    LiveSink *const self = (LiveSink *)sink;
    for (;;) {
        const uint32_t wish = frames < UINT32_MAX ? (uint32_t)frames : UINT32_MAX;
        const uint32_t written = live_feed_push(&self->feed, stereo, wish);
        stereo += (size_t)2 * written;
        frames -= written;
        if (frames == 0) {
            return STATUS_OK;
        }
        if (atomic_load(&self->state) != LIVE_PLAYING) {
            return stopped(self, error);
        }
        nap(self);
    }
}

// ---- Closing ----

/// Waits until the last frame is with the device, or the fade out is complete.
static void wait_for_end(LiveSink *self, int keep)
{
    for (int waited = 0; waited < DRAIN_MS; waited += 2) {
        const int is_done =
            keep ? live_feed_waiting(&self->feed) == 0 : atomic_load(&self->feed.silent);
        if (is_done || atomic_load(&self->state) != LIVE_PLAYING) {
            return;
        }
        sleep_ms(2);
    }
}

/// 1 when the keeper has ended; 0 when a library holds it.
static int end_keeper(LiveSink *self)
{
    atomic_store(&self->stop, 1);
    for (int waited = 0; waited < PATIENCE_MS && !atomic_load(&self->is_over); waited += 5) {
        sleep_ms(5);
    }
    if (!atomic_load(&self->is_over)) {
        pthread_detach(self->keeper);
        return 0;
    }
    pthread_join(self->keeper, NULL);
    return 1;
}

static void free_sink(LiveSink *self)
{
    live_feed_free(&self->feed);
    pthread_mutex_destroy(&self->lock);
    free(self);
}

static Status live_close(Sink *sink, int keep, Error *error)
{
    (void)error;
    LiveSink *const self = (LiveSink *)sink;
    atomic_store(keep ? &self->feed.draining : &self->feed.leaving, 1);
    wait_for_end(self, keep);
    if (!end_keeper(self)) {
        // The program is about to end: what the library may still touch is left as it is.
        return STATUS_OK;
    }
    if (atomic_load(&self->state) == LIVE_PLAYING) {
        // The faded frames are still in the device's buffer.
        sleep_ms(keep ? 0 : 1000 * atomic_load(&self->device_frames) / self->rate_hz);
        terminal_signals_hold(); // JACK's waits are not made for one who keeps pressing Ctrl-C
        stderr_mute();
        self->output->ops->close(self->output, !keep);
        stderr_unmute();
        terminal_signals_release();
    }
    free_sink(self);
    return STATUS_OK;
}

// ---- For the main thread ----

static const SinkOps live_ops = {"live", live_write, live_close, live_wait};

int sink_live_latency_ms(const Sink *sink, int is_played)
{
    const LiveSink *const self = (const LiveSink *)sink;
    const uint32_t pull_frames = atomic_load(&self->feed.pull_frames);
    const uint32_t wish = ring_frames(self, is_played);
    const uint32_t ring = wish > pull_frames ? wish : pull_frames;
    const uint32_t total = ring + (uint32_t)atomic_load(&self->device_frames);
    return (int)((1000 * total + (uint32_t)self->rate_hz / 2) / (uint32_t)self->rate_hz);
}

LiveStats sink_live_stats(Sink *sink)
{
    LiveSink *const self = (LiveSink *)sink;
    LiveStats stats = {
        .state = (LiveState)atomic_load(&self->state),
        .pulls = atomic_load(&self->pulls),
        .device_breaks = atomic_load(&self->device_breaks),
        .ring_underruns = atomic_load(&self->feed.underruns),
        .losses = atomic_load(&self->losses),
        .latency_ms = sink_live_latency_ms(sink, atomic_load(&self->is_played)),
    };
    pthread_mutex_lock(&self->lock);
    memcpy(stats.device, self->info.device, sizeof stats.device);
    pthread_mutex_unlock(&self->lock);
    return stats;
}

void sink_live_play_along(Sink *sink, int is_played)
{
    atomic_store(&((LiveSink *)sink)->is_played, is_played);
}

void sink_live_suspend(Sink *sink, int is_suspended)
{
    LiveSink *const self = (LiveSink *)sink;
    atomic_store(&self->wants_suspension, is_suspended);
    for (int waited = 0; waited < PATIENCE_MS && is_suspended; waited += 5) {
        if (!atomic_load(&self->is_open)) {
            return;
        }
        sleep_ms(5);
    }
}

/// The ring is as long as it will ever be; what is used of it changes.
static int prepare(LiveSink *self)
{
    const int is_ready =
        live_feed_init(&self->feed, (uint32_t)self->plan.ring_alone, self->rate_hz);
    if (is_ready) { // where it is allowed: what is swapped out is late
        mlock(self->feed.storage, live_feed_bytes(&self->feed));
        mlock(self, sizeof *self);
    }
    return is_ready;
}

static Status start(LiveSink *self, Error *error)
{
    terminal_signals_hold();
    stderr_mute();
    Status status = open_device(self, self->wish[0] == '\0' ? NULL : self->wish, error);
    stderr_unmute();
    const int code =
        status != STATUS_OK ? 0 : pthread_create(&self->keeper, NULL, keep_device, self);
    terminal_signals_release();
    if (code != 0) {
        self->output->ops->close(self->output, 1);
        status = error_set(error, STATUS_INTERNAL, "the sound's thread does not start: %s",
                           strerror(code));
    }
    return status;
}

Sink *sink_live_open(Output *output, const LiveSinkConfig *config, int *rate_hz, Error *error)
{
    LiveSink *const self = calloc(1, sizeof *self);
    if (self == NULL) {
        error_set(error, STATUS_INTERNAL, "no memory for the sound");
        return NULL;
    }
    self->sink.ops = &live_ops;
    self->output = output;
    self->rate_hz = config->rate_hz > 0 ? config->rate_hz : DEFAULT_RATE_HZ;
    self->plan = latency_plan(config->latency, self->rate_hz);
    snprintf(self->wish, sizeof self->wish, "%s", config->device == NULL ? "" : config->device);
    pthread_mutex_init(&self->lock, NULL);
    if (!prepare(self)) {
        error_set(error, STATUS_INTERNAL, "no memory for the sound");
        free_sink(self);
        return NULL;
    }
    if (start(self, error) != STATUS_OK) {
        free_sink(self);
        return NULL;
    }
    *rate_hz = self->rate_hz = self->info.rate_hz;
    atomic_store(&self->feed.rate_hz, self->rate_hz);
    atomic_store(&self->feed.device_hz, self->rate_hz);
    return &self->sink;
}
