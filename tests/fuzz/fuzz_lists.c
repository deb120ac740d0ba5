// Session logs and lists of renders, line by line: each is read or refused with a message, and a
// control that is read is in its range.
#include "text/job_list.h"
#include "text/session_log.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void demand(int holds)
{
    if (!holds) {
        abort();
    }
}

static void read_job(const char *text)
{
    char *const line = strdup(text);
    Error error = {STATUS_OK, ""};
    JobLine job;
    if (job_line_read(line, &job, &error) != STATUS_OK) {
        demand(error.message[0] != '\0');
    } else if (job.preset != NULL) {
        demand(job.option_count <= JOB_WORDS_MAX && strlen(job.output) + strlen(job.seed) > 0);
        for (int i = 0; i < job.option_count; ++i) {
            demand(job.options[i] >= line && job.options[i] <= line + strlen(text));
        }
    }
    free(line);
}

static void read_log_line(LogReader *reader, const char *text)
{
    char *const line = strdup(text);
    Error error = {STATUS_OK, ""};
    LogLine out;
    if (log_read_line(reader, line, &out, &error) != STATUS_OK) {
        demand(error.message[0] != '\0');
    } else if (out.kind == LOG_CONTROL && out.control.msg.kind != CONTROL_PRESET) {
        const ControlMsg held = control_held(out.control.msg);
        demand(held.a == out.control.msg.a && held.b == out.control.msg.b);
    }
    free(line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static LogReader reader;
    char *const text = malloc(size + 1);
    char first[] = "lull-log 1";
    Error error;
    LogLine out;
    memcpy(text, data, size);
    text[size] = '\0';
    memset(&reader, 0, sizeof reader);
    log_read_line(&reader, first, &out, &error);
    for (char *line = text, *next; line != NULL; line = next) {
        next = strchr(line, '\n');
        if (next != NULL) {
            *next++ = '\0';
        }
        read_job(line);
        read_log_line(&reader, line);
    }
    log_read_finish(&reader, &error);
    free(text);
    return 0;
}
