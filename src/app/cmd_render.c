#include "app/commands.h"
#include "app/output.h"
#include "app/render_job.h"
#include "app/say.h"
#include "io/terminal.h"

static void tell_result(const RenderJob *job)
{
    say(job->quiet, "wrote %s%s%s", output_shown(job->output), job->midi != NULL ? " and " : "",
        job->midi != NULL ? job->midi : "");
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

int cmd_render(const CliOptions *options, Error *error)
{
    RenderJob job = render_job_from(options);
    if (options->replay == NULL && render_job_check(&job, error) != STATUS_OK) {
        return (int)error->status;
    }
    terminal_start();
    Settings *const settings = settings_load(options, ONE_PRESET, error);
    if (settings == NULL) {
        return (int)error->status;
    }
    job.settings = settings;
    if (options->replay != NULL && take_log(&job, error) != STATUS_OK) {
        settings_free(settings);
        return (int)error->status;
    }
    RenderResult result;
    const Status status = render_job_run(&job, &result, error);
    if (status == STATUS_OK) {
        tell_result(&job);
    } else if (render_job_was_stopped()) {
        say_error(error);
        terminal_die_by_signal();
    }
    settings_free(settings);
    return (int)status;
}
