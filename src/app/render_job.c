#include "app/render_job.h"

#include "app/output.h"
#include "app/render_report.h"
#include "app/render_sound.h"
#include "app/say.h"
#include "io/terminal.h"
#include "text/error.h"
#include "text/names.h"
#include "text/smf.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

// What was played live comes back as it was heard.
static int32_t lufs_from(const CliOptions *options)
{
    return options->has_lufs         ? options->lufs_x10
           : options->replay != NULL ? LUFS_OFF
                                     : LUFS_DEFAULT_X10;
}

RenderJob render_job_from(const CliOptions *options)
{
    return (RenderJob){
        .soundfont = options->soundfont,
        .output = options->output,
        .midi = options->midi,
        .stems = options->stems,
        .report = options->report,
        .format = options->format,
        .rate_hz = options->rate_hz,
        .lufs_x10 = lufs_from(options),
        .split_ms = options->split_ms,
        .loops = options->loop,
        .endless = options->length_ms == LENGTH_ENDLESS,
        .jobs = options->jobs,
        .force = options->force,
        .quiet = options->quiet,
    };
}

static int is_score(const RenderJob *job)
{
    return output_format(job->output) == FORMAT_MIDI && job->format == NULL;
}

static Status check_midi(const RenderJob *job, Error *error)
{
    if (job->midi != NULL && output_format(job->midi) != FORMAT_MIDI) {
        return error_set(error, STATUS_USAGE, "--midi: '%s' must end in .mid", job->midi);
    }
    if (job->midi != NULL && is_score(job)) {
        return error_set(error, STATUS_USAGE,
                         "--midi: -o writes a MIDI file already; leave one of the two out");
    }
    return STATUS_OK;
}

static Status check_endless(const RenderJob *job, Error *error)
{
    if (job->endless && (is_score(job) || job->midi != NULL)) {
        return error_set(error, STATUS_USAGE, "--for: a MIDI file needs an end; name a time");
    }
    if (job->endless && !output_is_stream(job->output)) {
        return error_set(error, STATUS_USAGE,
                         "--for: inf would fill the disk; write to a pipe (-o -), or name a time");
    }
    return STATUS_OK;
}

static Status check_loop(const RenderJob *job, Error *error)
{
    const SoundFormatInfo *const info = &sound_format_table[job->sound];
    if (job->loops && !is_score(job) && info->is_lossy) {
        return error_set(error, STATUS_USAGE,
                         "--loop: %s files are not exact at their ends; take .wav or .flac",
                         info->name);
    }
    return STATUS_OK;
}

static Status check_report(const RenderJob *job, Error *error)
{
    if (job->report != NULL && !output_ends_in(job->report, ".html") &&
        !output_ends_in(job->report, ".htm")) {
        return error_set(error, STATUS_USAGE, "--report: '%s' must end in .html", job->report);
    }
    if (job->report != NULL && job->endless) {
        return error_set(error, STATUS_USAGE,
                         "--report: tells of a whole piece; name a time with --for");
    }
    return STATUS_OK;
}

static Status check_split(const RenderJob *job, Error *error)
{
    if (job->split_ms > 0 && (is_score(job) || output_is_stream(job->output))) {
        return error_set(error, STATUS_USAGE, "--split: tracks need a file name: -o NAME.flac");
    }
    if (job->split_ms > 0 && job->loops) {
        return error_set(error, STATUS_USAGE, "--split: a loop is one file; leave one of them out");
    }
    return STATUS_OK;
}

static Status check_stems(const RenderJob *job, Error *error)
{
    if (job->stems != NULL && (is_score(job) || job->endless || job->loops || job->split_ms > 0)) {
        return error_set(error, STATUS_USAGE,
                         "--stems: goes with one file of sound that has an end; leave out --loop, "
                         "--split and --for inf");
    }
    return STATUS_OK;
}

Status render_job_check(RenderJob *job, Error *error)
{
    if (job->output == NULL) {
        return error_set(error, STATUS_USAGE,
                         "render needs an output: -o FILE.wav, -o FILE.mid, or -o - for a pipe; "
                         "lull help format lists the kinds");
    }
    if (check_midi(job, error) != STATUS_OK || check_report(job, error) != STATUS_OK ||
        check_endless(job, error) != STATUS_OK ||
        (!is_score(job) &&
         output_sound(job->output, job->format, job->rate_hz, &job->sound, error) != STATUS_OK)) {
        return error->status;
    }
    return check_loop(job, error) == STATUS_OK && check_split(job, error) == STATUS_OK &&
                   check_stems(job, error) == STATUS_OK
               ? output_check_pipe(job->output, error)
               : error->status;
}

static int signals_dealt_with;

static int signals(void)
{
    return terminal_interrupts() + terminal_terminations();
}

int render_job_was_stopped(void)
{
    return signals() > signals_dealt_with;
}

void render_job_go_on(void)
{
    signals_dealt_with = signals();
}

Status render_job_stopped(Error *error)
{
    return error_set(error, STATUS_INTERNAL, "stopped; nothing was written");
}

void render_job_tell_start(const RenderJob *job)
{
    char length[NAME_BYTES];
    const SessionConfig *const config = &job->settings->config;
    const int64_t length_ms = settings_length_ms(job->settings);
    say(job->quiet || job->pass != NULL, "preset %s, seed %" PRIu64 "%s%s",
        job->settings->preset->name, config->seed, length_ms > 0 ? ", " : "",
        length_ms > 0 ? duration_text(length, sizeof length, length_ms) : "");
}

// ---- The score ----------------------------------------------------------------------------------

static void put_score(const void *context, const Out *out)
{
    smf_write(context, out);
}

// Writes the MIDI file, but does not give it its name yet. NULL with the reason in `error`.
static Output *write_score(const RenderJob *job, const char *path, Error *error)
{
    Output *const score = output_open(path, job->force, error);
    Piece *const piece = score != NULL ? piece_compose(job->settings, error) : NULL;
    const Status status =
        piece != NULL ? output_fill(score, put_score, piece, error) : error->status;
    piece_free(piece);
    if (score != NULL && status != STATUS_OK) {
        output_end(score, status, error);
        return NULL;
    }
    return score;
}

// ---- Both ---------------------------------------------------------------------------------------

static Status write_score_alone(const RenderJob *job, Error *error)
{
    Output *const score = write_score(job, job->output, error);
    if (score == NULL) {
        return error->status;
    }
    if (render_job_was_stopped()) {
        return output_end(score, render_job_stopped(error), error);
    }
    render_job_tell_start(job);
    return output_end(score, STATUS_OK, error);
}

// The score is written first and named last: either both files appear or none.
static Status write_both(const RenderJob *job, RenderResult *result, Error *error)
{
    Output *score = write_score(job, job->midi, error);
    if (score == NULL) {
        return error->status;
    }
    Status status = render_sound(job, result, error);
    if (status == STATUS_OK && job->keep != NULL && job->keep->fade_frames > 0) {
        output_end(score, STATUS_INTERNAL, NULL); // the music is shorter than that
        score = write_score(job, job->midi, error);
        if (score == NULL) {
            return error->status;
        }
    }
    return output_end(score, status, error);
}

Status render_job_run(const RenderJob *job, RenderResult *result, Error *error)
{
    if (job->report != NULL) {
        return render_report(job, result, error);
    }
    *result = (RenderResult){0};
    if (is_score(job)) {
        return write_score_alone(job, error);
    }
    return job->midi != NULL ? write_both(job, result, error) : render_sound(job, result, error);
}
