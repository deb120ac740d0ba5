#include "io/play_loop.h"

#include "io/terminal.h"
#include "text/error.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum {
    BLOCK_DEFAULT = 128,
    BLOCK_MAX = 1024,
    SNAPSHOTS_A_SECOND = 30,
    REALTIME_PRIORITY = 20, ///< Above all ordinary work, below sound servers.
};

struct PlayLoop {
    // Immutable after start.
    pthread_t thread;
    PlayConfig config;
    // Render thread only, then play_stop().
    Error error;
    int64_t next_snapshot_frame;
    int64_t frames;
    // Atomic, any thread.
    atomic_int stop, running, is_realtime;
};

static void take_controls(PlayLoop *loop)
{
    for (int i = 0; i < loop->config.control_count; ++i) {
        ControlMsg msg;
        while (ring_read(loop->config.controls[i], &msg, 1) == 1) {
            if (loop->config.record != NULL) {
                record_tap_control(loop->config.record, loop->config.session, &msg);
            }
            session_control(loop->config.session, &msg);
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
    const Snapshot snapshot = session_snapshot(loop->config.session);
    ring_write(ring, &snapshot, 1);
}

/// One block from controls to sink; 0 when it was the last.
static int play_block(PlayLoop *loop)
{
    const PlayConfig *const config = &loop->config;
    float stereo[2 * BLOCK_MAX];
    take_controls(loop);
    const size_t frames =
        session_render(config->session, config->synth, stereo, (size_t)config->block_frames);
    loop->frames += (int64_t)frames;
    if (config->record != NULL) {
        record_tap_block(config->record, config->session, stereo, frames);
    }
    const Status status =
        frames == 0 ? STATUS_OK
                    : config->sink->ops->write(config->sink, stereo, frames, &loop->error);
    const int is_last = session_done(config->session) || status != STATUS_OK;
    show(loop, is_last);
    return !is_last;
}

static void *render_thread(void *argument)
{
    PlayLoop *const loop = argument;
    const struct sched_param priority = {.sched_priority = REALTIME_PRIORITY};
    // Refused on most systems without a setting of the user's: then the ring has to be long enough.
    atomic_store(&loop->is_realtime,
                 pthread_setschedparam(pthread_self(), SCHED_FIFO, &priority) == 0);
    while (!atomic_load(&loop->stop) && play_block(loop)) {
        // the sink's write() keeps the pace
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
