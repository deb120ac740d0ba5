#include "app/commands.h"
#include "app/output.h"
#include "app/render_job.h"
#include "app/render_list.h"
#include "app/say.h"
#include "app/split_sink.h"
#include "io/terminal.h"
#include "text/error.h"
#include "text/names.h"

#include <math.h>

static void tell_loudness(const RenderJob *job, const RenderResult *result)
{
    const Loudness *const loudness = &result->loudness;
    if (!isfinite(loudness->lufs)) {
        say(job->quiet, "too short or too soft to measure its loudness");
        return;
    }
    say(job->quiet,
        "%.1f LUFS (%+.1f dB), range %.1f LU, true peak %.1f dBTP, largest rise in 1 s %.1f LU",
        loudness->lufs, result->gain_db, loudness->range_lu, loudness->true_peak_db,
        loudness->rise_lu);
    if (result->held_frames > 0) {
        say(job->quiet, "peaks were held back for %.1f s; a softer --lufs leaves them alone",
            (double)result->held_frames / job->rate_hz);
    }
}

static void tell_loop(const RenderJob *job)
{
    char length[NAME_BYTES];
    const SessionConfig *const config = &job->settings->config;
    const int32_t bar_ticks = metre_table[job->settings->preset->metre].bar_ticks;
    say(job->quiet, "a loop of %d bars, %s", (int)(config->loop.ticks / bar_ticks),
        duration_text(length, sizeof length, config->loop.frames * 1000 / config->rate_hz));
}

static void tell_tracks(const RenderJob *job, int32_t tracks)
{
    char first[PATH_BYTES];
    char last[PATH_BYTES];
    split_track_path(job->output, 1, first);
    split_track_path(job->output, tracks, last);
    say(job->quiet, tracks > 1 ? "wrote %s to %s" : "wrote %s", first, last);
}

static void tell_result(const RenderJob *job, const RenderResult *result)
{
    if (job->loops) {
        tell_loop(job);
    }
    if (result->frames > 0 && !job->endless) {
        tell_loudness(job, result);
    }
    const char *const others[] = {job->midi, job->report};
    if (result->tracks > 0) {
        tell_tracks(job, result->tracks);
    } else {
        say(job->quiet, "wrote %s", output_shown(job->output));
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; ++i) {
        if (others[i] != NULL) {
            say(job->quiet, "wrote %s", others[i]);
        }
    }
}

// What the log says of how it was played; only then can the outputs be checked.
static Status take_log(RenderJob *job, Error *error)
{
    const Settings *const settings = job->settings;
    job->rate_hz = settings->config.rate_hz;
    if (job->soundfont == NULL && settings->soundfont[0] != '\0') {
        job->soundfont = settings->soundfont;
    }
    return render_job_check(job, error);
}

static Status check_partial(const CliOptions *options, Error *error)
{
    const char *const other = options->loop                       ? "--loop"
                              : options->split_ms > 0             ? "--split"
                              : options->report != NULL           ? "--report"
                              : output_is_stream(options->output) ? "-o -"
                                                                  : NULL;
    return options->keep_partial && other != NULL
               ? error_set(error, STATUS_USAGE,
                           "--keep-partial: half of it is of no use with %s; leave one out", other)
               : STATUS_OK;
}

// Files that end where a signal stopped them are whole, but not what was asked for.
static void tell_partial(const RenderJob *job)
{
    char length[NAME_BYTES];
    if (job->keep != NULL && job->keep->fade_frames > 0) {
        say(job->quiet, "stopped: it fades out and ends after %s",
            duration_text(length, sizeof length, settings_length_ms(job->settings)));
        terminal_die_by_signal();
    }
}

int cmd_render(const CliOptions *options, Error *error)
{
    if (options->list != NULL) {
        return (int)render_list(options, error);
    }
    if (options->line > 0) {
        return (int)error_set(error, STATUS_USAGE, "--line: of which list? add --list FILE");
    }
    RenderJob job = render_job_from(options);
    if ((options->replay == NULL && render_job_check(&job, error) != STATUS_OK) ||
        check_partial(options, error) != STATUS_OK) {
        return (int)error->status;
    }
    terminal_start();
    Settings *const settings = settings_load(options, ONE_PRESET, error);
    if (settings == NULL) {
        return (int)error->status;
    }
    job.settings = settings;
    job.keep = options->keep_partial ? &settings->steering : NULL;
    if (options->replay != NULL && take_log(&job, error) != STATUS_OK) {
        settings_free(settings);
        return (int)error->status;
    }
    if (output_is_stream(job.output)) {
        terminal_pipe_ends_program();
    }
    RenderResult result;
    const Status status = render_job_run(&job, &result, error);
    if (status == STATUS_OK) {
        tell_result(&job, &result);
        tell_partial(&job);
    } else if (render_job_was_stopped()) {
        if (!job.endless) { // else that is how it ends
            say_error(error);
        }
        terminal_die_by_signal();
    }
    settings_free(settings);
    return (int)status;
}
