#include "app/take.h"

#include "app/meter.h"
#include "app/render_audio.h"
#include "io/terminal.h"
#include "text/error.h"

#include <math.h>
#include <unistd.h>

enum {
    BLOCK_FRAMES = 2048,
    LEAD_IN_S = 5, ///< Of a loop, for the limiter: twelve times its time constant.
};

// What the passes after the first are called while they go on: one that measures, one that writes.
static const char *const pass_names[] = {"loudness", "writing"};

static int64_t smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

// ---- Recording ----------------------------------------------------------------------------------

static Status take_write(Sink *sink, const float *stereo, size_t frames, Error *error)
{
    Take *const take = (Take *)sink;
    const int64_t at = take->frames;
    const Status status = loudness_add(take->meter, stereo, frames, error);
    take->frames += (int64_t)frames;
    return status == STATUS_OK && take->scratch.fd >= 0
               ? scratch_write(&take->scratch, at, stereo, frames, error)
               : status;
}

static Status take_close(Sink *sink, int keep, Error *error)
{
    (void)sink, (void)keep, (void)error;
    return STATUS_OK;
}

static const SinkOps take_ops = {.name = "take", .write = take_write, .close = take_close};

// A session that was steered may end at any time.
int64_t take_planned_frames(const RenderJob *job)
{
    const Settings *const settings = job->settings;
    const int is_steered = settings->steering.count > 0 || settings->steering.stop_frame > 0;
    return is_steered   ? 0
           : job->loops ? settings->config.loop.frames
                        : settings->config.length_ms * settings->config.rate_hz / 1000;
}

// A loop is kept in any case: its end has to be joined to its beginning.
static Status open_scratch(Take *take, Error *error)
{
    const RenderJob *const job = take->job;
    const int64_t expected = settings_length_ms(job->settings) * job->rate_hz / 1000;
    return job->loops || scratch_fits(job->output, expected)
               ? scratch_open(&take->scratch, job->output, error)
               : STATUS_OK;
}

static Status open_meter(Take *take, Error *error)
{
    loudness_close(take->meter);
    take->meter =
        loudness_open(take->job->rate_hz, settings_length_ms(take->job->settings) / 1000, error);
    return take->meter != NULL ? STATUS_OK : error->status;
}

void take_free(Take *take)
{
    loudness_close(take->meter);
    scratch_close(&take->scratch);
}

Loudness take_loudness(Take *take)
{
    return loudness_end(take->meter);
}

// ---- Playing ------------------------------------------------------------------------------------

static Status read_block(const Take *take, int64_t at, float *stereo, size_t frames, Error *error)
{
    return scratch_read(&take->scratch, at, stereo, frames) == frames
               ? STATUS_OK
               : error_set(error, STATUS_WRITE_FAILED,
                           "cannot read back what lies beside %s; see whether the disk is well",
                           take->job->output);
}

// A part is played fast: only somebody who watches sees how far it is.
static Status play_part(const Take *take, int64_t from, int64_t to, FinishSink *sink, Error *error)
{
    float stereo[2 * BLOCK_FRAMES];
    Meter meter = meter_start(to * 1000 / take->job->rate_hz,
                              take->job->quiet || !terminal_is_tty(STDERR_FILENO));
    meter_phase(&meter, pass_names[sink->to != NULL]);
    Status status = STATUS_OK;
    while (status == STATUS_OK && from < to) {
        const size_t count = (size_t)smaller(to - from, BLOCK_FRAMES);
        status = render_job_was_stopped() ? render_job_stopped(error)
                                          : read_block(take, from, stereo, count, error);
        if (status == STATUS_OK) {
            status = sink->sink.ops->write(&sink->sink, stereo, count, error);
        }
        from += (int64_t)count;
        meter_show(&meter, from * 1000 / take->job->rate_hz);
    }
    meter_end(&meter);
    return status;
}

static Status play_loop(const Take *take, FinishSink *to, Error *error)
{
    float head[2 * FINISH_HELD_MAX] = {0};
    const int64_t lead_in = smaller(take->frames, (int64_t)LEAD_IN_S * take->job->rate_hz);
    const int64_t head_frames = smaller(take->frames, FINISH_HELD_MAX);
    to->skip += lead_in;
    Status status = play_part(take, take->frames - lead_in, take->frames, to, error);
    if (status == STATUS_OK) {
        status = play_part(take, 0, take->frames, to, error);
    }
    if (status == STATUS_OK) {
        status = read_block(take, 0, head, (size_t)head_frames, error);
    }
    return status == STATUS_OK ? finish_sink_drain(to, head, error) : status;
}

static Status render_again(const Take *take, FinishSink *to, Error *error)
{
    RenderJob again = *take->job;
    RenderResult ignored;
    again.pass = pass_names[to->to != NULL];
    return render_audio(&again, &to->sink, &ignored, error);
}

Status take_play(const Take *take, FinishSink *to, Error *error)
{
    if (take->job->loops) {
        return play_loop(take, to, error);
    }
    const Status status = take->scratch.fd >= 0 ? play_part(take, 0, take->frames, to, error)
                                                : render_again(take, to, error);
    return status == STATUS_OK ? finish_sink_drain(to, NULL, error) : status;
}

// ---- Joining the ends of a loop -----------------------------------------------------------------

// Adds a part of the tail to where the loop is by then, however often it has gone round.
static Status fold_block(Take *take, int64_t from, size_t count, int64_t loop_frames, Error *error)
{
    float tail[2 * BLOCK_FRAMES];
    float head[2 * BLOCK_FRAMES];
    const int64_t to = from % loop_frames;
    if (read_block(take, from, tail, count, error) != STATUS_OK ||
        read_block(take, to, head, count, error) != STATUS_OK) {
        return error->status;
    }
    for (size_t i = 0; i < 2 * count; ++i) {
        head[i] += tail[i];
    }
    return scratch_write(&take->scratch, to, head, count, error);
}

static Status fold(Take *take, int64_t loop_frames, Error *error)
{
    Status status = STATUS_OK;
    for (int64_t from = loop_frames; status == STATUS_OK && from < take->frames;) {
        const int64_t room = loop_frames - from % loop_frames;
        const int64_t left = take->frames - from;
        const size_t count = (size_t)smaller(smaller(left, room), BLOCK_FRAMES);
        status = fold_block(take, from, count, loop_frames, error);
        from += (int64_t)count;
    }
    take->frames = loop_frames;
    return status;
}

static Status close_loop(Take *take, RenderResult *result, Error *error)
{
    FinishSink measured;
    if (fold(take, take->job->settings->config.loop.frames, error) != STATUS_OK ||
        open_meter(take, error) != STATUS_OK) {
        return error->status;
    }
    result->frames = take->frames;
    loudness_goes_round(take->meter);
    finish_sink_init(&measured, take->job->rate_hz, 0.0, HUGE_VAL, NULL, take->meter);
    return take_play(take, &measured, error);
}

Status take_record(Take *take, const RenderJob *job, int keeps, RenderResult *result, Error *error)
{
    *take = (Take){.sink = {&take_ops}, .job = job, .scratch = {.fd = -1}};
    if (open_meter(take, error) != STATUS_OK || (keeps && open_scratch(take, error) != STATUS_OK)) {
        return error->status;
    }
    const Status status = render_audio(job, &take->sink, result, error);
    return status == STATUS_OK && job->loops ? close_loop(take, result, error) : status;
}
