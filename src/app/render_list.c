#include "app/render_list.h"

#include "app/list_job.h"
#include "app/render_job.h"
#include "app/say.h"
#include "io/process.h"
#include "io/terminal.h"
#include "text/error.h"
#include "text/out.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

enum { JOBS_AT_FIRST = 64, TURN_MS = 200, BY_SIGNAL = 128, NAMED_BYTES = 120 };

static const char failed_prefix[] = "lull: ";

typedef struct {
    const CliOptions *options;
    ListJob *jobs;
    int count, room;
    int next;    ///< The first that is not started.
    int done;    ///< That were to be rendered, and are now.
    int present; ///< That were there.
    int failed;
    int unread; ///< Of them, those that could not be read.
    Status first_failure;
    char named[NAMED_BYTES]; ///< The lines that failed.
    OutText kept;            ///< What is in `named`.
    Out out;
    int at_once;
    int running;
    Process *processes; ///< `at_once` of them ...
    int *job_of;        ///< ... and which job each renders.
    int stopped;
} List;

// ---- What failed --------------------------------------------------------------------------------

static void fail(List *list, int line, Status status, const char *message)
{
    const size_t skip = strlen(failed_prefix);
    const char *const plain = strncmp(message, failed_prefix, skip) == 0 ? message + skip : message;
    Error told;
    error_set(&told, status, "%s:%d: %s", list->options->list, line, plain);
    say_error(&told);
    out_format(&list->out, "%s%d", list->failed > 0 ? ", " : "", line);
    list->first_failure = list->failed++ == 0 ? status : list->first_failure;
}

// A list is done as far as possible, and then says what is missing.
static Status summary(const List *list, Error *error)
{
    if (list->failed > 0) {
        return error_set(error, list->first_failure,
                         "%s: %d rendered, %d there before, %d failed: line %s",
                         list->options->list, list->done, list->present, list->failed, list->named);
    }
    say(list->options->quiet, "%s: %d rendered, %d there before", list->options->list, list->done,
        list->present);
    return STATUS_OK;
}

// ---- Reading ------------------------------------------------------------------------------------

static const ListJob *same_output(const List *list, const ListJob *job)
{
    for (int i = 0; i < list->count; ++i) {
        if (strcmp(list->jobs[i].asked.output, job->asked.output) == 0) {
            return &list->jobs[i];
        }
    }
    return NULL;
}

static Status check_output(const List *list, const ListJob *job, Error *error)
{
    const ListJob *const other = same_output(list, job);
    return other == NULL ? STATUS_OK
                         : error_set(error, STATUS_USAGE, "writes %s, as line %d does",
                                     job->asked.output, other->line);
}

static int add_job(List *list, const ListJob *job)
{
    if (list->count == list->room) {
        list->room = list->room == 0 ? JOBS_AT_FIRST : 2 * list->room;
        ListJob *const more = realloc(list->jobs, (size_t)list->room * sizeof *list->jobs);
        if (more == NULL) {
            return 0;
        }
        list->jobs = more;
    }
    list->jobs[list->count++] = *job;
    return 1;
}

static void take_line(List *list, const char *text, int line)
{
    ListJob job;
    Error error = {STATUS_OK, ""};
    Status status = list_job_read(&job, text, line, &error);
    if (status == STATUS_OK && job.asked.preset != NULL) {
        status = check_output(list, &job, &error);
    }
    if (status == STATUS_OK && job.asked.preset != NULL && add_job(list, &job)) {
        return;
    }
    list_job_free(&job);
    if (status != STATUS_OK) {
        fail(list, line, status, error.message);
        ++list->unread;
    }
}

static Status read_list(List *list, Error *error)
{
    const char *const path = list->options->list;
    FILE *const file = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
    char *text = NULL;
    size_t room = 0;
    int line = 0;
    if (file == NULL) {
        return error_set(error, STATUS_USAGE, "--list: cannot read %s: %s", path, strerror(errno));
    }
    while (getline(&text, &room, file) > 0) {
        ++line;
        text[strcspn(text, "\n")] = '\0';
        if (list->options->line == 0 || list->options->line == line) {
            take_line(list, text, line);
        }
    }
    free(text);
    if (file != stdin) {
        fclose(file);
    }
    if (list->options->line > line) {
        return error_set(error, STATUS_USAGE, "--line: %s has only %d lines", path, line);
    }
    return STATUS_OK;
}

// ---- Rendering ----------------------------------------------------------------------------------

static int free_place(const List *list)
{
    for (int i = 0; i < list->at_once; ++i) {
        if (list->processes[i].pid == 0) {
            return i;
        }
    }
    return -1;
}

static void start_next(List *list, int place)
{
    const ListJob *const job = &list->jobs[list->next];
    const ListOutputs outputs = list_job_outputs(job);
    Error error = {STATUS_OK, ""};
    list->job_of[place] = list->next++;
    if (outputs == OUTPUTS_ALL && !list->options->force) {
        ++list->present;
    } else if (list_job_start(job, list->options->force || outputs == OUTPUTS_SOME,
                              &list->processes[place], &error) == STATUS_OK) {
        ++list->running;
    } else {
        fail(list, job->line, error.status, error.message);
    }
}

static void finish(List *list, int place, int code)
{
    const ListJob *const job = &list->jobs[list->job_of[place]];
    const Process *const process = &list->processes[place];
    char message[ERROR_MESSAGE_BYTES];
    --list->running;
    if (code == 0) {
        ++list->done;
        say(list->options->quiet, "%s:%d: wrote %s (%d of %d)", list->options->list, job->line,
            job->asked.output, list->done + list->present + list->failed - list->unread,
            list->count);
    } else if (!list->stopped) {
        snprintf(message, sizeof message, "ended by signal %d", code - BY_SIGNAL);
        fail(list, job->line, code < BY_SIGNAL ? (Status)code : STATUS_INTERNAL,
             code < BY_SIGNAL ? process->said : message);
    }
}

static void heed_signals(List *list)
{
    if (!list->stopped && render_job_was_stopped()) {
        list->stopped = 1;
        for (int i = 0; i < list->at_once; ++i) {
            process_stop(&list->processes[i]);
        }
    }
}

static void render_all(List *list)
{
    while (list->running > 0 || (list->next < list->count && !list->stopped)) {
        const int place = list->next < list->count && !list->stopped ? free_place(list) : -1;
        if (place >= 0) {
            start_next(list, place);
        } else {
            int code = 0;
            const int ended = process_wait(list->processes, list->at_once, TURN_MS, &code);
            if (ended >= 0) {
                finish(list, ended, code);
            }
        }
        heed_signals(list);
    }
}

// ---- The whole ----------------------------------------------------------------------------------

static Status run(List *list, Error *error)
{
    const int wanted = list->options->jobs > 0 ? list->options->jobs : process_cores();
    list->at_once = wanted;
    list->processes = calloc((size_t)wanted, sizeof *list->processes);
    list->job_of = calloc((size_t)wanted, sizeof *list->job_of);
    if (list->processes == NULL || list->job_of == NULL) {
        return error_set(error, STATUS_INTERNAL, "out of memory; close other programs");
    }
    render_all(list);
    if (list->stopped) {
        return error_set(error, STATUS_INTERNAL,
                         "stopped; %d of %d are there, the same command renders the rest",
                         list->done + list->present, list->count);
    }
    return summary(list, error);
}

Status render_list(const CliOptions *options, Error *error)
{
    List list = {.options = options};
    list.out = out_into(&list.kept, list.named, sizeof list.named);
    terminal_start();
    Status status = read_list(&list, error);
    status = status == STATUS_OK ? run(&list, error) : status;
    for (int i = 0; i < list.count; ++i) {
        list_job_free(&list.jobs[i]);
    }
    free(list.jobs);
    free(list.processes);
    free(list.job_of);
    if (list.stopped) {
        say_error(error);
        terminal_die_by_signal();
    }
    return status;
}
