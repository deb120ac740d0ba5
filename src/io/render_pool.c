#include "io/render_pool.h"

#include "io/passage.h"
#include "io/synth_fluid.h"
#include "io/terminal.h"
#include "session/relay.h"
#include "text/error.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
    CHUNK_FRAMES = 16384, ///< Sound is handed over in pieces of a third of a second.
    WINDOW = RENDER_JOBS_MAX + 4,
};

/// A third of a second of a passage.
typedef struct Chunk {
    struct Chunk *next;
    float stereo[2 * CHUNK_FRAMES];
} Chunk;

/// A passage on its way through the pool. The worker that has it fills chunks, the reader empties
/// them.
typedef struct {
    Passage passage;
    Chunk *first;      ///< The oldest one that the reader has not emptied.
    Chunk *filling;    ///< The one that its worker fills; the worker's alone.
    size_t filled;     ///< Frames in it; the worker's alone.
    Chunk *last;       ///< The newest one that is full.
    int64_t read;      ///< Frames that the reader has taken.
    int64_t available; ///< Frames that it may take.
    uint8_t done;      ///< All of it is available.
} Track;

struct RenderPool {
    // Of the reader.
    Session *session;
    Master master;
    PassageWriter writer;
    int64_t end_frame;
    int64_t frame;
    int64_t head; ///< Number of the oldest passage that still sounds.
    int ahead;    ///< Passages on their way at once: two sound at the same time.
    int jobs;     ///< Threads wanted ...
    int started;  ///< ... and started.
    int synths;   ///< That are open.
    Lane lanes[RENDER_JOBS_MAX];
    pthread_t threads[RENDER_JOBS_MAX];
    // Of whoever holds the lock.
    pthread_mutex_t lock;
    pthread_cond_t work;  ///< For workers: there may be a passage to play.
    pthread_cond_t sound; ///< For the reader: there is more sound.
    Track tracks[WINDOW]; ///< Passage number n is at n % WINDOW.
    int64_t written;      ///< Passages that are written out.
    int64_t taken;        ///< Passages that workers have taken.
    int64_t may_take;     ///< Passages that they may have taken by now.
    Chunk *spare;
    uint8_t all_written, stop, failed;
};

static Track *track_at(RenderPool *pool, int64_t number)
{
    return &pool->tracks[number % WINDOW];
}

// ---- Workers ------------------------------------------------------------------------------------

static Chunk *take_spare(RenderPool *pool)
{
    pthread_mutex_lock(&pool->lock);
    Chunk *const chunk = pool->spare;
    if (chunk != NULL) {
        pool->spare = chunk->next;
    }
    pthread_mutex_unlock(&pool->lock);
    return chunk != NULL ? chunk : malloc(sizeof *chunk);
}

/// What a worker works at.
typedef struct {
    RenderPool *pool;
    Track *track;
} Work;

// Hands the chunk that was filled to the reader; 0 when the pool is being closed.
static int hand_over(const Work *work, int is_last)
{
    Track *const track = work->track;
    Chunk *const chunk = track->filling;
    track->filling = NULL;
    pthread_mutex_lock(&work->pool->lock);
    if (chunk != NULL) {
        chunk->next = NULL;
        *(track->first == NULL ? &track->first : &track->last->next) = chunk;
        track->last = chunk;
        track->available += (int64_t)track->filled;
    }
    track->filled = 0;
    track->done = (uint8_t)is_last;
    const int goes_on = !work->pool->stop;
    pthread_cond_signal(&work->pool->sound);
    pthread_mutex_unlock(&work->pool->lock);
    return goes_on;
}

static void fail(RenderPool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->failed = 1;
    pthread_cond_signal(&pool->sound);
    pthread_mutex_unlock(&pool->lock);
}

static int fill(void *context, const float *stereo, size_t frames)
{
    const Work *const work = context;
    Track *const track = work->track;
    while (frames > 0) {
        if (track->filling == NULL && (track->filling = take_spare(work->pool)) == NULL) {
            fail(work->pool);
            return 0;
        }
        const size_t room = CHUNK_FRAMES - track->filled;
        const size_t n = frames < room ? frames : room;
        memcpy(track->filling->stereo + 2 * track->filled, stereo, 2 * n * sizeof *stereo);
        track->filled += n;
        stereo += 2 * n;
        frames -= n;
        if (track->filled == CHUNK_FRAMES && !hand_over(work, 0)) {
            return 0;
        }
    }
    return 1;
}

// A passage can be played once the one after it is written. -1 when there is no more to do.
static int64_t take_passage(RenderPool *pool)
{
    int64_t number = -1;
    pthread_mutex_lock(&pool->lock);
    while (!pool->stop && number < 0 && !(pool->all_written && pool->taken == pool->written)) {
        const int64_t playable = pool->all_written ? pool->written : pool->written - 1;
        if (pool->taken < playable && pool->taken < pool->may_take) {
            number = pool->taken++;
        } else {
            pthread_cond_wait(&pool->work, &pool->lock);
        }
    }
    pthread_mutex_unlock(&pool->lock);
    return number;
}

static void play(RenderPool *pool, Lane *lane, int64_t number)
{
    Work work = {pool, track_at(pool, number)};
    const Passage *const passage = &work.track->passage;
    const Passage *const next = passage->is_last ? NULL : &track_at(pool, number + 1)->passage;
    passage_play(lane, passage, next, pool->end_frame, fill, &work);
    hand_over(&work, 1);
}

/// What a thread is started with; its own.
typedef struct {
    RenderPool *pool;
    Lane *lane;
} Worker;

static void *work_thread(void *argument)
{
    const Worker worker = *(Worker *)argument;
    free(argument);
    for (int64_t number; (number = take_passage(worker.pool)) >= 0;) {
        play(worker.pool, worker.lane, number);
    }
    return NULL;
}

// ---- The reader ---------------------------------------------------------------------------------

static void reset(Track *track)
{
    track->first = track->last = track->filling = NULL;
    track->filled = 0;
    track->read = track->available = 0;
    track->done = 0;
}

// Writes passages out as far ahead as the workers may need them; 0 when memory is short.
static int write_ahead(RenderPool *pool)
{
    while (!pool->all_written && pool->written < pool->head + pool->ahead + 2) {
        Track *const track = track_at(pool, pool->written);
        reset(track);
        if (!passage_write(&pool->writer, &track->passage)) {
            return 0;
        }
        pthread_mutex_lock(&pool->lock);
        ++pool->written;
        pool->all_written = track->passage.is_last;
        pthread_cond_broadcast(&pool->work);
        pthread_mutex_unlock(&pool->lock);
    }
    return 1;
}

static int64_t smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

// Waits until a passage has as many frames as are wanted, or all it has; returns how many.
static int64_t wait_for(RenderPool *pool, Track *track, int64_t wanted)
{
    pthread_mutex_lock(&pool->lock);
    while (track->available - track->read < wanted && !track->done && !pool->failed) {
        pthread_cond_wait(&pool->sound, &pool->lock);
    }
    const int64_t frames = smaller(track->available - track->read, wanted);
    pthread_mutex_unlock(&pool->lock);
    return frames;
}

static void drop_first(RenderPool *pool, Track *track)
{
    pthread_mutex_lock(&pool->lock);
    Chunk *const chunk = track->first;
    track->first = chunk->next;
    chunk->next = pool->spare;
    pool->spare = chunk;
    pthread_mutex_unlock(&pool->lock);
}

static void add_frames(RenderPool *pool, Track *track, float *stereo, int64_t frames)
{
    while (frames > 0) {
        const int64_t at = track->read % CHUNK_FRAMES;
        const int64_t n = smaller(frames, CHUNK_FRAMES - at);
        const float *const from = track->first->stereo + 2 * at;
        for (int64_t i = 0; i < 2 * n; ++i) {
            stereo[i] += from[i];
        }
        track->read += n;
        stereo += 2 * n;
        frames -= n;
        if (track->read % CHUNK_FRAMES == 0) {
            drop_first(pool, track);
        }
    }
}

// Adds what a passage has between two frames. Passages begin on whole blocks, and a reader's blocks
// may be cut anywhere.
static void add_track(RenderPool *pool, Track *track, float *stereo, int64_t frames)
{
    const int64_t offset = track->passage.start + track->read - pool->frame;
    if (offset >= 0 && offset < frames) { // behind: it is silent by now
        add_frames(pool, track, stereo + 2 * offset, wait_for(pool, track, frames - offset));
    }
}

static int is_over(const Track *track)
{
    return track->done && track->read == track->available;
}

// Leaves what is over behind, which lets the workers go on; 0 when one of them has failed.
static int leave_silent(RenderPool *pool)
{
    pthread_mutex_lock(&pool->lock);
    while (pool->head < pool->written && is_over(track_at(pool, pool->head))) {
        Track *const track = track_at(pool, pool->head++);
        if (track->first != NULL) { // the last chunk is not full
            track->first->next = pool->spare;
            pool->spare = track->first;
            track->first = NULL;
        }
    }
    if (pool->may_take < pool->head + pool->ahead) {
        pool->may_take = pool->head + pool->ahead;
        pthread_cond_broadcast(&pool->work);
    }
    const int failed = pool->failed;
    pthread_mutex_unlock(&pool->lock);
    return !failed;
}

Status render_pool_read(RenderPool *pool, float *stereo, size_t frames, size_t *count, Error *error)
{
    const int64_t n = smaller((int64_t)frames, pool->end_frame - pool->frame);
    memset(stereo, 0, 2 * frames * sizeof *stereo);
    if (!write_ahead(pool)) {
        fail(pool);
    }
    for (int64_t i = pool->head; i < pool->written; ++i) {
        add_track(pool, track_at(pool, i), stereo, n);
    }
    if (!leave_silent(pool)) {
        return error_set(error, STATUS_INTERNAL,
                         "out of memory; ask for fewer threads with --jobs");
    }
    master_process(&pool->master, stereo, (size_t)n);
    pool->frame += n;
    *count = (size_t)n;
    return STATUS_OK;
}

// ---- Beginning and end --------------------------------------------------------------------------

static int open_synths(RenderPool *pool, const char *soundfont, Error *error)
{
    const int rate_hz = pool->session->config.rate_hz;
    for (; pool->synths < pool->jobs; ++pool->synths) {
        Synth *const synth = synth_fluid_open(soundfont, rate_hz, error);
        if (synth == NULL) {
            return 0;
        }
        lane_init(&pool->lanes[pool->synths], synth, rate_hz);
    }
    return 1;
}

static int start_thread(RenderPool *pool, int i)
{
    Worker *const worker = malloc(sizeof *worker);
    if (worker == NULL) {
        return 0;
    }
    *worker = (Worker){pool, &pool->lanes[i]};
    if (pthread_create(&pool->threads[i], NULL, work_thread, worker) != 0) {
        free(worker);
        return 0;
    }
    return 1;
}

static int start_threads(RenderPool *pool, Error *error)
{
    terminal_signals_hold();
    while (pool->started < pool->jobs && start_thread(pool, pool->started)) {
        ++pool->started;
    }
    terminal_signals_release();
    if (pool->started < pool->jobs) {
        error_set(error, STATUS_INTERNAL, "the system gives no more threads; ask for fewer --jobs");
    }
    return pool->started == pool->jobs;
}

// No more than there are passages.
static int useful_jobs(const Session *session, int jobs)
{
    const int64_t most = session->end_frame / lane_ring_frames(session->config.rate_hz) + 1;
    return (int)smaller(smaller(jobs, RENDER_JOBS_MAX), most);
}

// The session gives its master away at its beginning, and has its own to walk with.
RenderPool *render_pool_open(const char *soundfont, Session *session, int jobs, Error *error)
{
    RenderPool *const pool = calloc(1, sizeof *pool);
    if (pool == NULL) {
        error_set(error, STATUS_INTERNAL, "out of memory; close other programs");
        return NULL;
    }
    pool->session = session;
    pool->master = session->master;
    pool->end_frame = session->end_frame;
    pool->jobs = useful_jobs(session, jobs);
    pool->ahead = pool->jobs > PASSAGE_LANES ? pool->jobs : PASSAGE_LANES;
    pool->may_take = pool->ahead;
    pool->writer.session = session;
    pool->writer.least = lane_ring_frames(session->config.rate_hz);
    synth_state_init(&pool->writer.state);
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->work, NULL);
    pthread_cond_init(&pool->sound, NULL);
    if (!open_synths(pool, soundfont, error) || !start_threads(pool, error)) {
        render_pool_close(pool);
        return NULL;
    }
    return pool;
}

static void free_chunks(Chunk *chunk)
{
    while (chunk != NULL) {
        Chunk *const next = chunk->next;
        free(chunk);
        chunk = next;
    }
}

void render_pool_close(RenderPool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->stop = 1;
    pthread_cond_broadcast(&pool->work);
    pthread_mutex_unlock(&pool->lock);
    for (int i = 0; i < pool->started; ++i) {
        pthread_join(pool->threads[i], NULL);
    }
    for (int i = 0; i < pool->synths; ++i) {
        pool->lanes[i].synth->ops->close(pool->lanes[i].synth);
    }
    for (int i = 0; i < WINDOW; ++i) {
        free_chunks(pool->tracks[i].first);
        free(pool->tracks[i].filling);
        free(pool->tracks[i].passage.events);
    }
    free_chunks(pool->spare);
    pool->session->master = pool->master;
    pthread_cond_destroy(&pool->sound);
    pthread_cond_destroy(&pool->work);
    pthread_mutex_destroy(&pool->lock);
    free(pool);
}
