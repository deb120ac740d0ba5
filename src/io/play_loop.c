#include "io/play_loop.h"

#include "io/terminal.h"
#include "text/error.h"

#include <math.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
    BLOCK_DEFAULT = 64,
    BLOCK_MAX = 1024,
    SNAPSHOTS_A_SECOND = 30,
    LOOKS_A_SECOND = 50,    ///< At the controls, while the sink has no device.
    REALTIME_PRIORITY = 20, ///< Above all ordinary work, below sound servers.
    PAUSE_MS = 200,         ///< Fade out before a pause.
    RESUME_MS = 1000,       ///< Fade in after it: slow enough not to startle.
};

struct PlayLoop {
    // Immutable after start.
    pthread_t thread;
    PlayConfig config;
    // Render thread only, then play_stop().
    Error error;
    int64_t next_snapshot_frame;
    int64_t frames; ///< That have passed, silence included.
    float level;    ///< 0 = silent .. 1 = plays: the place in the fade of a pause.
    int is_away;    ///< The sink has no device.
    int is_leaving; ///< Asked to end while it pauses: the fade of the pause is its last.
    // Atomic, any thread.
    atomic_int stop, running, is_realtime, is_paused, is_silent;
};

// ---- Controls ----

static int stands_still(const PlayLoop *loop)
{
    return loop->is_away || loop->level <= 0;
}

static int is_played_on_keyboard(const ControlMsg *msg)
{
    return (msg->kind >= CONTROL_NOTE_ON && msg->kind <= CONTROL_BEND) ||
           (msg->kind >= CONTROL_SOSTENUTO && msg->kind <= CONTROL_PRESSURE);
}

static void give(PlayLoop *loop, const ControlMsg *msg)
{
    if (loop->config.record != NULL) {
        record_tap_control(loop->config.record, loop->config.session, msg);
    }
    session_control(loop->config.session, msg);
}

static void apply(PlayLoop *loop, const ControlMsg *msg)
{
    const int still = stands_still(loop);
    if (msg->kind == CONTROL_PAUSE) {
        play_pause(loop, msg->a || loop->is_leaving);
    } else if (msg->kind == CONTROL_FADE && !still && atomic_load(&loop->is_paused)) {
        loop->is_leaving = 1;
    } else if (still && msg->kind == CONTROL_FADE) {
        atomic_store(&loop->stop, 1); // there is no sound that could fade
    } else if (!still || !is_played_on_keyboard(msg)) {
        give(loop, msg);
    }
}

static void take_controls(PlayLoop *loop)
{
    for (int i = 0; i < loop->config.control_count; ++i) {
        ControlMsg msg;
        while (ring_read(loop->config.controls[i], &msg, 1) == 1) {
            apply(loop, &msg);
        }
    }
}

static void show(PlayLoop *loop, int is_last)
{
    Ring *const ring = loop->config.snapshots;
    if (ring == NULL || (!is_last && loop->frames < loop->next_snapshot_frame)) {
        return;
    }
    loop->next_snapshot_frame = loop->frames + loop->config.rate_hz / SNAPSHOTS_A_SECOND;
    Snapshot snapshot = session_snapshot(loop->config.session);
    snapshot.paused = (uint8_t)(atomic_load(&loop->is_paused) != 0);
    ring_write(ring, &snapshot, 1);
}

// ---- The pause ----

/// What was held when the sound stopped would sound on when it comes back.
static void let_go(PlayLoop *loop)
{
    const ControlMsg release = {.kind = CONTROL_RELEASE};
    give(loop, &release);
}

/// Moves towards what is wished, and has no corner at either end.
static void fade(PlayLoop *loop, float *stereo, size_t frames)
{
    const int is_paused = atomic_load(&loop->is_paused);
    if (!is_paused && loop->level >= 1) {
        return;
    }
    const float ms = is_paused ? -(float)PAUSE_MS : (float)RESUME_MS;
    const float step = 1000 / (ms * (float)loop->config.rate_hz);
    for (size_t i = 0; i < frames; ++i) {
        loop->level = fminf(1, fmaxf(0, loop->level + step));
        const float gain = 0.5F - 0.5F * cosf(3.14159265F * loop->level);
        stereo[2 * i] *= gain;
        stereo[2 * i + 1] *= gain;
    }
    if (loop->level <= 0) {
        let_go(loop);
    }
}

/// Silence in a pause, else music; returns how many frames.
static size_t next_frames(PlayLoop *loop, float *stereo)
{
    const size_t frames = (size_t)loop->config.block_frames;
    if (loop->level <= 0 && atomic_load(&loop->is_paused)) {
        memset(stereo, 0, 2 * frames * sizeof *stereo);
        return frames;
    }
    const size_t got = session_render(loop->config.session, loop->config.synth, stereo, frames);
    if (loop->config.record != NULL) {
        record_tap_block(loop->config.record, loop->config.session, stereo, got);
    }
    fade(loop, stereo, got);
    return got;
}

// ---- The thread ----

/// One block from controls to sink; 0 when it was the last.
static int play_block(PlayLoop *loop)
{
    Sink *const sink = loop->config.sink;
    float stereo[2 * BLOCK_MAX];
    const size_t frames = next_frames(loop, stereo);
    loop->frames += (int64_t)frames;
    const Status status =
        frames == 0 ? STATUS_OK : sink->ops->write(sink, stereo, frames, &loop->error);
    atomic_store(&loop->is_silent, loop->level <= 0);
    const int has_left = loop->is_leaving && loop->level <= 0;
    return !session_done(loop->config.session) && !has_left && status == STATUS_OK;
}

/// While there is no device.
static void stand_by(PlayLoop *loop)
{
    if (!loop->is_away) {
        let_go(loop);
    }
    loop->is_away = 1;
    loop->frames += loop->config.rate_hz / LOOKS_A_SECOND;
    take_controls(loop);
    show(loop, 0);
}

/// Controls are taken when there is room for what they do, not before: so they are heard soonest.
static int turn(PlayLoop *loop)
{
    Sink *const sink = loop->config.sink;
    const SinkRoom room = sink->ops->wait == NULL
                              ? SINK_READY
                              : sink->ops->wait(sink, (size_t)loop->config.block_frames);
    if (room == SINK_AWAY) {
        stand_by(loop);
    }
    if (room != SINK_READY) {
        return 1;
    }
    loop->is_away = 0;
    take_controls(loop);
    const int goes_on = play_block(loop);
    show(loop, !goes_on);
    return goes_on;
}

static void *render_thread(void *argument)
{
    PlayLoop *const loop = argument;
    const struct sched_param priority = {.sched_priority = REALTIME_PRIORITY};
    // Refused on most systems without a setting of the user's: then the ring has to be long enough.
    atomic_store(&loop->is_realtime,
                 pthread_setschedparam(pthread_self(), SCHED_FIFO, &priority) == 0);
    while (!atomic_load(&loop->stop) && turn(loop)) {
        // the sink keeps the pace
    }
    atomic_store(&loop->running, 0);
    return NULL;
}

PlayLoop *play_start(const PlayConfig *config, Error *error)
{
    PlayLoop *const loop = calloc(1, sizeof *loop);
    if (loop == NULL) {
        error_set(error, STATUS_INTERNAL, "no memory for the render thread");
        return NULL;
    }
    loop->config = *config;
    const int block = config->block_frames > 0 ? config->block_frames : BLOCK_DEFAULT;
    loop->config.block_frames = block < BLOCK_MAX ? block : BLOCK_MAX;
    loop->level = 1;
    mlock(config->session, sizeof *config->session); // where it is allowed, as for the samples,
    mlock(loop, sizeof *loop);                       // which FluidSynth locks
    atomic_store(&loop->running, 1);
    terminal_signals_hold();
    const int code = pthread_create(&loop->thread, NULL, render_thread, loop);
    terminal_signals_release();
    if (code != 0) {
        error_set(error, STATUS_INTERNAL, "the render thread does not start: %s", strerror(code));
        free(loop);
        return NULL;
    }
    return loop;
}

int play_running(const PlayLoop *loop)
{
    return atomic_load(&loop->running);
}

void play_pause(PlayLoop *loop, int is_paused)
{
    atomic_store(&loop->is_paused, is_paused != 0);
}

int play_is_silent(const PlayLoop *loop)
{
    return atomic_load(&loop->is_silent);
}

int play_is_realtime(const PlayLoop *loop)
{
    return atomic_load(&loop->is_realtime);
}

Status play_stop(PlayLoop *loop, Error *error)
{
    if (loop == NULL) {
        return STATUS_OK;
    }
    atomic_store(&loop->stop, 1);
    pthread_join(loop->thread, NULL);
    const Status status = loop->error.status;
    if (status != STATUS_OK) {
        error_set(error, status, "%s", loop->error.message);
    }
    free(loop);
    return status;
}
