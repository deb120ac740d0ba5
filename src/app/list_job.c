#include "app/list_job.h"

#include "app/options.h"
#include "app/render_job.h"
#include "app/split_sink.h"
#include "text/error.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ARGUMENTS_MAX = JOB_WORDS_MAX + 16 };

/// A command line that is being built.
typedef struct {
    char *words[ARGUMENTS_MAX + 1];
    int count;
} Arguments;

static void put(Arguments *arguments, const char *word)
{
    if (arguments->count < ARGUMENTS_MAX) {
        arguments->words[arguments->count++] = (char *)word; // as execv() wants them
    }
}

static void put_options(Arguments *arguments, const JobLine *asked)
{
    for (int i = 0; i < asked->option_count; ++i) {
        put(arguments, asked->options[i]);
    }
}

static Status check_options(const JobLine *asked, CliOptions *options, Error *error)
{
    Arguments alone = {{"lull", "render", asked->preset}, 3};
    put_options(&alone, asked);
    if (options_parse(alone.count, alone.words, options, error) != STATUS_OK) {
        return error->status;
    }
    if (options->output != NULL || options->has_seed) {
        return error_set(error, STATUS_USAGE, "%s: has a column of its own",
                         options->has_seed ? "--seed" : "-o");
    }
    if (options->keep_partial) { // what is there would pass for whole
        return error_set(error, STATUS_USAGE, "--keep-partial: a list keeps whole files only");
    }
    if (options->wants_help || options->wants_version || options->list != NULL) {
        return error_set(error, STATUS_USAGE, "asks for something else than a render");
    }
    return STATUS_OK;
}

static void put_all(Arguments *arguments, const JobLine *asked)
{
    put_options(arguments, asked);
    put(arguments, "--seed");
    put(arguments, asked->seed);
    put(arguments, "-o");
    put(arguments, asked->output);
}

static Status check_render(const JobLine *asked, CliOptions *options, Error *error)
{
    Arguments whole = {{"lull", "render", asked->preset}, 3};
    put_all(&whole, asked);
    if (options_parse(whole.count, whole.words, options, error) != STATUS_OK) {
        return error->status;
    }
    RenderJob job = render_job_from(options);
    if (strcmp(asked->output, "-") == 0) {
        return error_set(error, STATUS_USAGE, "-o -: a list writes files; name one");
    }
    if (render_job_check(&job, error) != STATUS_OK) {
        return error->status;
    }
    Settings *const settings = settings_load(options, ONE_PRESET, error);
    settings_free(settings);
    return settings != NULL ? STATUS_OK : error->status;
}

Status list_job_read(ListJob *job, const char *text, int line, Error *error)
{
    *job = (ListJob){.line = line, .text = strdup(text)};
    CliOptions *const options = malloc(sizeof *options);
    Status status = STATUS_INTERNAL;
    if (job->text == NULL || options == NULL) {
        error_set(error, status, "out of memory; close other programs");
    } else {
        status = job_line_read(job->text, &job->asked, error);
    }
    if (status == STATUS_OK && job->asked.preset != NULL) {
        status = check_options(&job->asked, options, error);
        status = status == STATUS_OK ? check_render(&job->asked, options, error) : status;
        job->is_split = status == STATUS_OK && options->split_ms > 0;
        job->others[0] = status == STATUS_OK ? options->midi : NULL;
        job->others[1] = status == STATUS_OK ? options->report : NULL;
    }
    free(options);
    return status;
}

void list_job_free(ListJob *job)
{
    free(job->text);
}

// Tracks get their names from the last to the first: where that is, all are.
static int sound_is_there(const ListJob *job)
{
    char first[PATH_BYTES];
    if (!job->is_split) {
        return access(job->asked.output, F_OK) == 0;
    }
    return split_track_path(job->asked.output, 1, first) && access(first, F_OK) == 0;
}

ListOutputs list_job_outputs(const ListJob *job)
{
    int wanted = 1;
    int there = sound_is_there(job);
    for (int i = 0; i < JOB_OTHERS; ++i) {
        wanted += job->others[i] != NULL;
        there += job->others[i] != NULL && access(job->others[i], F_OK) == 0;
    }
    return there == wanted ? OUTPUTS_ALL : there > 0 ? OUTPUTS_SOME : OUTPUTS_NONE;
}

Status list_job_start(const ListJob *job, int force, Process *process, Error *error)
{
    Arguments arguments = {{"lull", "render", job->asked.preset, "--quiet", "--jobs", "1"}, 6};
    put_all(&arguments, &job->asked);
    if (force) {
        put(&arguments, "--force");
    }
    return process_start(process, arguments.words, error);
}
