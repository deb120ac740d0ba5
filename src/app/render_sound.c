// Two passes: the first renders and measures, the second brings the sound to its loudness and
// writes it. Between them it lies in a scratch file of floats, which costs a tenth of rendering
// again; where the disk has no room for that, it is rendered again, which gives the same bits.
#include "app/render_sound.h"

#include "app/render_audio.h"
#include "app/render_stems.h"
#include "app/render_tags.h"
#include "app/split_sink.h"
#include "app/take.h"
#include "io/sink_file.h"
#include "text/error.h"

#include <math.h>
#include <stdlib.h>

enum {
    MEASURES_MAX = 6,           ///< Of the limited sound, to find the gain that fits.
    PREVIEW_MS = 3 * 60 * 1000, ///< Of an endless piece: two or three sections.
};

static const double ceiling_db = -1.0;       ///< dBTP, EBU R 128.
static const double lossy_ceiling_db = -2.0; ///< Encoders move peaks, EBU Tech 3343.
static const double limiter_margin_db = 0.1; ///< What another meter may find more.
static const double slope_least = 0.2;       ///< LU for each dB; no step is larger than five times.
static const double near_lu = 0.05;          ///< A tenth of what a listener could tell apart.

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
    LoudnessMeter *const meter = loudness_open(rate_hz, take->frames / rate_hz, error);
    if (meter == NULL) {
        return error->status;
    }
    if (take->job->loops) {
        loudness_goes_round(meter);
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
static Status find_gain(Take *take, RenderResult *result, Error *error)
{
    const Loudness plain = take_loudness(take);
    const int is_wanted = take->job->lufs_x10 != LUFS_OFF && isfinite(plain.lufs);
    result->gain_db = is_wanted ? target_lufs(take->job) - plain.lufs : 0.0;
    result->loudness = loudness_moved(plain, result->gain_db);
    return is_wanted && result->loudness.true_peak_db > ceiling_of(take->job)
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
    Status status = take_record(&take, job, 1, result, error);
    if (status == STATUS_OK) {
        status = find_gain(&take, result, error);
    }
    if (status == STATUS_OK) {
        status = second_pass(&take, sink, result, error);
    }
    take_free(&take);
    return status;
}

// As it comes, and measured for whoever wants to be told.
static Status in_one_pass(const RenderJob *job, Sink *sink, RenderResult *result, Error *error)
{
    FinishSink finish;
    if (job->quiet) {
        return render_audio(job, sink, result, error);
    }
    LoudnessMeter *const meter =
        loudness_open(job->rate_hz, settings_length_ms(job->settings) / 1000, error);
    if (meter == NULL) {
        return error->status;
    }
    finish_sink_init(&finish, job->settings->config.rate_hz, 0.0, INFINITY, sink, meter);
    const Status status = render_audio(job, &finish.sink, result, error);
    result->loudness = loudness_end(meter);
    loudness_close(meter);
    return status;
}

// What never ends cannot be measured first: its gain is that of its first minutes, rendered ahead.
static Status preview_gain(const RenderJob *job, double *gain_db, Error *error)
{
    Settings *const settings = malloc(sizeof *settings);
    if (settings == NULL) {
        return error_set(error, STATUS_INTERNAL, "out of memory; close other programs");
    }
    Take take;
    RenderResult ignored;
    RenderJob ahead = *job;
    *settings = *job->settings; // the presets stay where they are
    settings->config.length_ms = PREVIEW_MS;
    ahead.settings = settings;
    ahead.pass = "measuring ahead";
    ahead.endless = 0;
    const Status status = take_record(&take, &ahead, 0, &ignored, error);
    if (status == STATUS_OK) {
        const double lufs = take_loudness(&take).lufs;
        *gain_db = isfinite(lufs) ? target_lufs(job) - lufs : 0.0;
    }
    take_free(&take);
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
        .loops = job->loops,
        .frames = take_planned_frames(job),
        .seed = music->seed,
        .tags = tags.tags,
    };
    return job->split_ms > 0 ? split_sink_open(job, &config, error)
                             : sink_file_open(&config, error);
}

static int is_as_it_comes(const RenderJob *job)
{
    return job->lufs_x10 == LUFS_OFF && !job->loops;
}

Status render_sound(const RenderJob *job, RenderResult *result, Error *error)
{
    if (job->stems != NULL && job->settings->steering.count > 0) {
        return error_set(error, STATUS_USAGE, "--stems: does not go with --replay");
    }
    Sink *const file = open_file(job, error);
    if (file == NULL) {
        return error->status;
    }
    result->tracks = job->split_ms > 0 ? split_sink_tracks(file) : 0;
    Sink *const sink = job->ears != NULL ? ears_before(job->ears, file) : file;
    Status status = job->endless          ? without_end(job, sink, result, error)
                    : is_as_it_comes(job) ? in_one_pass(job, sink, result, error)
                                          : in_two_passes(job, sink, result, error);
    if (status == STATUS_OK && job->stems != NULL) {
        status = render_stems(job, result->gain_db, error);
    }
    if (status != STATUS_OK) {
        Error ignored; // what came first is what has to be told
        sink->ops->close(sink, 0, &ignored);
        return status;
    }
    return sink->ops->close(sink, 1, error);
}
