#include "text/job_list.h"

#include "text/error.h"
#include "text/suggest.h"
#include "text/words.h"

#include <stddef.h>
#include <string.h>

enum { COLUMN_PRESET, COLUMN_SEED, COLUMN_OPTIONS, COLUMN_OUTPUT, COLUMNS };

static const char *const column_names[COLUMNS] = {"preset", "seed", "options", "output"};

static char *trim(char *text)
{
    text += strspn(text, " \r");
    size_t length = strlen(text);
    while (length > 0 && strchr(" \r", text[length - 1]) != NULL) {
        text[--length] = '\0';
    }
    return text;
}

// Cuts the line at its tabs; returns how many columns there are.
static int cut_columns(char *line, char *columns[COLUMNS])
{
    int count = 0;
    for (char *next = line; next != NULL; line = next) {
        next = strchr(line, '\t');
        if (next != NULL) {
            *next++ = '\0';
        }
        if (count < COLUMNS) {
            columns[count] = trim(line);
        }
        ++count;
    }
    return count;
}

static int is_header(char *const columns[COLUMNS])
{
    for (int i = 0; i < COLUMNS; ++i) {
        if (suggest_distance(columns[i], column_names[i]) != 0) {
            return 0;
        }
    }
    return 1;
}

static Status check_filled(char *const columns[COLUMNS], Error *error)
{
    for (int i = 0; i < COLUMNS; ++i) {
        if (i != COLUMN_OPTIONS && columns[i][0] == '\0') {
            return error_set(error, STATUS_USAGE, "the column %s is empty%s", column_names[i],
                             i == COLUMN_SEED ? "; a number makes the same file each time" : "");
        }
    }
    return STATUS_OK;
}

Status job_line_read(char *line, JobLine *job, Error *error)
{
    char *columns[COLUMNS];
    memset(job, 0, sizeof *job);
    if (line[strspn(line, " \t\r")] == '\0' || line[strspn(line, " ")] == '#') {
        return STATUS_OK;
    }
    const int count = cut_columns(line, columns);
    if (count != COLUMNS) {
        return error_set(error, STATUS_USAGE,
                         "%d column%s instead of 4; a line is preset, seed, options, output, with "
                         "tabs between them",
                         count, count == 1 ? "" : "s");
    }
    if (is_header(columns)) {
        return STATUS_OK;
    }
    if (check_filled(columns, error) != STATUS_OK) {
        return error->status;
    }
    const int options = words_split(columns[COLUMN_OPTIONS], job->options, JOB_WORDS_MAX, error);
    if (options < 0) {
        return error->status;
    }
    job->preset = columns[COLUMN_PRESET];
    job->seed = columns[COLUMN_SEED];
    job->option_count = options;
    job->output = columns[COLUMN_OUTPUT];
    return STATUS_OK;
}
