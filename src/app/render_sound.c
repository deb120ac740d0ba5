// Two passes: the first renders and measures, the second brings the sound to its loudness and
// writes it. Between them it lies in a scratch file of floats, which costs a tenth of rendering
// again; where the disk has no room for that, it is rendered again, which gives the same bits.
#include "app/render_sound.h"

#include "app/finish_sink.h"
#include "app/render_audio.h"
#include "app/render_tags.h"
#include "io/scratch_file.h"
#include "io/sink_file.h"
#include "text/error.h"

#include <math.h>
#include <stdlib.h>

enum {
    BLOCK_FRAMES = 2048,
    MEASURES_MAX = 6,           ///< Of the limited sound, to find the gain that fits.
    PREVIEW_MS = 3 * 60 * 1000, ///< Of an endless piece: two or three sections.
};

static const double ceiling_db = -1.0;       ///< dBTP, EBU R 128.
static const double lossy_ceiling_db = -2.0; ///< Encoders move peaks, EBU Tech 3343.
static const double limiter_margin_db = 0.1; ///< What another meter may find more.
static const double slope_least = 0.2;       ///< LU for each dB; no step is larger than five times.
static const double near_lu = 0.05;          ///< A tenth of what a listener could tell apart.

// ---- The sound between the passes ---------------------------------------------------------------

/// What the first pass leaves.
typedef struct {
    Sink sink;
    const RenderJob *job;
    LoudnessMeter *meter;
    ScratchFile scratch;
    int64_t frames;
} Take;

static Status take_write(Sink *sink, const float *stereo, size_t frames, Error *error)
{
    Take *const take = (Take *)sink;
    const Status status = loudness_add(take->meter, stereo, frames, error);
    take->frames += (int64_t)frames;
    return status == STATUS_OK && take->scratch.fd >= 0
               ? scratch_write(&take->scratch, stereo, frames, error)
               : status;
}

static Status take_close(Sink *sink, int keep, Error *error)
{
    (void)sink, (void)keep, (void)error;
    return STATUS_OK;
}

static const SinkOps take_ops = {"take", take_write, take_close, NULL};

// 0 = not known: a session that was steered may end at any time.
static int64_t planned_frames(const RenderJob *job)
{
    const Settings *const settings = job->settings;
    const int is_steered = settings->steering.count > 0 || settings->steering.stop_frame > 0;
    return is_steered ? 0 : settings->config.length_ms * settings->config.rate_hz / 1000;
}

static int64_t expected_frames(const RenderJob *job)
{
    return settings_length_ms(job->settings) * job->settings->config.rate_hz / 1000;
}

static Status take_open(Take *take, const RenderJob *job, Error *error)
{
    *take = (Take){.sink = {&take_ops}, .job = job, .scratch = {.fd = -1}};
    take->meter = loudness_open(job->settings->config.rate_hz, error);
    if (take->meter == NULL) {
        return error->status;
    }
    return scratch_fits(job->output, expected_frames(job))
               ? scratch_open(&take->scratch, job->output, error)
               : STATUS_OK;
}

static void take_free(Take *take)
{
    loudness_close(take->meter);
    scratch_close(&take->scratch);
}

static Status play_scratch(const Take *take, Sink *to, Error *error)
{
    float stereo[2 * BLOCK_FRAMES];
    Status status = STATUS_OK;
    for (int64_t at = 0; status == STATUS_OK && at < take->frames;) {
        const size_t count = scratch_read(&take->scratch, at, stereo, BLOCK_FRAMES);
        if (render_job_was_stopped() || count == 0) {
            return render_job_stopped(error);
        }
        status = to->ops->write(to, stereo, count, error);
        at += (int64_t)count;
    }
    return status;
}

// Plays the take once more, from its beginning.
static Status take_play(const Take *take, FinishSink *to, Error *error)
{
    RenderJob again = *take->job;
    RenderResult ignored;
    again.quiet = 1; // all has been told the first time
    const Status status = take->scratch.fd >= 0 ? play_scratch(take, &to->sink, error)
                                                : render_audio(&again, &to->sink, &ignored, error);
    return status == STATUS_OK ? finish_sink_drain(to, NULL, error) : status;
}

// ---- The gain -----------------------------------------------------------------------------------

static double target_lufs(const RenderJob *job)
{
    return job->lufs_x10 / 10.0;
}

static double ceiling_of(const RenderJob *job)
{
    return sound_format_table[job->sound].is_lossy ? lossy_ceiling_db : ceiling_db;
}

static Status measure_limited(const Take *take, double gain_db, RenderResult *result, Error *error)
{
    FinishSink finish;
    const int32_t rate_hz = take->job->settings->config.rate_hz;
    LoudnessMeter *const meter = loudness_open(rate_hz, error);
    if (meter == NULL) {
        return error->status;
    }
    finish_sink_init(&finish, rate_hz, gain_db, ceiling_of(take->job) - limiter_margin_db, NULL,
                     meter);
    const Status status = take_play(take, &finish, error);
    result->loudness = loudness_end(meter);
    result->held_frames = finish.finish.limited;
    loudness_close(meter);
    return status;
}

// Loudness gained for each dB of gain; where the limiter works hard, little.
static double slope_of(double gain_db, double lufs, double gain_before_db, double lufs_before)
{
    const double step = gain_db - gain_before_db;
    return step > 0.0 ? fmax((lufs - lufs_before) / step, slope_least) : 1.0;
}

// The limiter takes some loudness away, so the gain that leads to the target is searched for, from
// `lufs` without it.
static Status find_limited(const Take *take, double lufs, RenderResult *result, Error *error)
{
    double gain_db = 0.0;
    for (int i = 0; i < MEASURES_MAX; ++i) {
        if (measure_limited(take, result->gain_db, result, error) != STATUS_OK) {
            return error->status;
        }
        const double missing = target_lufs(take->job) - result->loudness.lufs;
        if (fabs(missing) < near_lu || i + 1 == MEASURES_MAX) {
            break;
        }
        const double slope = slope_of(result->gain_db, result->loudness.lufs, gain_db, lufs);
        gain_db = result->gain_db;
        lufs = result->loudness.lufs;
        result->gain_db += missing / slope;
    }
    return STATUS_OK;
}

// Finds the gain for the target, and what the sound will measure with it.
static Status find_gain(const Take *take, RenderResult *result, Error *error)
{
    const Loudness plain = loudness_end(take->meter);
    const int is_sound = isfinite(plain.lufs);
    result->gain_db = is_sound ? target_lufs(take->job) - plain.lufs : 0.0;
    result->loudness = loudness_moved(plain, result->gain_db);
    return is_sound && result->loudness.true_peak_db > ceiling_of(take->job)
               ? find_limited(take, plain.lufs, result, error)
               : STATUS_OK;
}

// ---- The passes ---------------------------------------------------------------------------------

static Status second_pass(const Take *take, Sink *sink, const RenderResult *result, Error *error)
{
    FinishSink finish;
    const double ceiling =
        result->held_frames > 0 ? ceiling_of(take->job) - limiter_margin_db : INFINITY;
    finish_sink_init(&finish, take->job->settings->config.rate_hz, result->gain_db, ceiling, sink,
                     NULL);
    return take_play(take, &finish, error);
}

static Status in_two_passes(const RenderJob *job, Sink *sink, RenderResult *result, Error *error)
{
    Take take;
    Status status = take_open(&take, job, error);
    if (status == STATUS_OK) {
        status = render_audio(job, &take.sink, result, error);
    }
    if (status == STATUS_OK) {
        status = find_gain(&take, result, error);
    }
    if (status == STATUS_OK) {
        status = second_pass(&take, sink, result, error);
    }
    take_free(&take);
    return status;
}

// As it comes, only measured.
static Status in_one_pass(const RenderJob *job, Sink *sink, RenderResult *result, Error *error)
{
    FinishSink finish;
    LoudnessMeter *const meter = loudness_open(job->settings->config.rate_hz, error);
    if (meter == NULL) {
        return error->status;
    }
    finish_sink_init(&finish, job->settings->config.rate_hz, 0.0, INFINITY, sink, meter);
    const Status status = render_audio(job, &finish.sink, result, error);
    result->loudness = loudness_end(meter);
    loudness_close(meter);
    return status;
}

// Renders and measures, and keeps nothing.
static Status measure_alone(const RenderJob *job, Loudness *loudness, Error *error)
{
    RenderResult ignored;
    Take take = {.sink = {&take_ops}, .job = job, .scratch = {.fd = -1}};
    take.meter = loudness_open(job->settings->config.rate_hz, error);
    if (take.meter == NULL) {
        return error->status;
    }
    const Status status = render_audio(job, &take.sink, &ignored, error);
    *loudness = loudness_end(take.meter);
    take_free(&take);
    return status;
}

// What never ends cannot be measured first: its gain is that of its first minutes, rendered ahead.
static Status preview_gain(const RenderJob *job, double *gain_db, Error *error)
{
    Settings *const settings = malloc(sizeof *settings);
    if (settings == NULL) {
        return error_set(error, STATUS_INTERNAL, "out of memory; close other programs");
    }
    Loudness loudness = {0};
    RenderJob ahead = *job;
    *settings = *job->settings; // the presets stay where they are
    settings->config.length_ms = PREVIEW_MS;
    ahead.settings = settings;
    ahead.quiet = 1;
    const Status status = measure_alone(&ahead, &loudness, error);
    *gain_db = isfinite(loudness.lufs) ? target_lufs(job) - loudness.lufs : 0.0;
    free(settings);
    return status;
}

static Status without_end(const RenderJob *job, Sink *sink, RenderResult *result, Error *error)
{
    FinishSink finish;
    double ceiling = INFINITY;
    if (job->lufs_x10 != LUFS_OFF) {
        ceiling = ceiling_of(job) - limiter_margin_db;
        if (preview_gain(job, &result->gain_db, error) != STATUS_OK) {
            return error->status;
        }
    }
    finish_sink_init(&finish, job->settings->config.rate_hz, result->gain_db, ceiling, sink, NULL);
    const Status status = render_audio(job, &finish.sink, result, error);
    return status == STATUS_OK ? finish_sink_drain(&finish, NULL, error) : status;
}

// ---- The file -----------------------------------------------------------------------------------

static Sink *open_file(const RenderJob *job, Error *error)
{
    RenderTags tags;
    const SessionConfig *const music = &job->settings->config;
    if (render_tags(job, &tags, error) != STATUS_OK) {
        return NULL;
    }
    const FileSinkConfig config = {
        .path = job->output,
        .format = job->sound,
        .rate_hz = music->rate_hz,
        .force = job->force,
        .frames = planned_frames(job),
        .seed = music->seed,
        .tags = tags.tags,
    };
    return sink_file_open(&config, error);
}

Status render_sound(const RenderJob *job, RenderResult *result, Error *error)
{
    Sink *const sink = open_file(job, error);
    if (sink == NULL) {
        return error->status;
    }
    const Status status = job->endless                ? without_end(job, sink, result, error)
                          : job->lufs_x10 == LUFS_OFF ? in_one_pass(job, sink, result, error)
                                                      : in_two_passes(job, sink, result, error);
    if (status != STATUS_OK) {
        Error ignored; // what came first is what has to be told
        sink->ops->close(sink, 0, &ignored);
        return status;
    }
    return sink->ops->close(sink, 1, error);
}
