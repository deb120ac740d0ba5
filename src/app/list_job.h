// A line of a list of renders: read, checked as the command line that it stands for, and started.
#ifndef APP_LIST_JOB_H
#define APP_LIST_JOB_H

#include "base/status.h"
#include "io/process.h"
#include "text/job_list.h"

enum { JOB_OTHERS = 2 };

/// The strings belong to the job and are freed with it.
typedef struct {
    int line;   ///< From 1.
    char *text; ///< The line, cut into words.
    JobLine asked;
    int is_split;                   ///< 1: the output is numbered tracks.
    const char *others[JOB_OTHERS]; ///< Files besides the output, NULL where there is none.
} ListJob;

/// Reads a line, which is copied, and checks all that can be checked without rendering: columns,
/// options, preset. STATUS_USAGE or STATUS_BAD_PRESET, without file and line. A line that asks for
/// nothing has a NULL preset.
Status list_job_read(ListJob *job, const char *text, int line, Error *error);

void list_job_free(ListJob *job);

/// How many of its outputs are there: none, some, all.
typedef enum { OUTPUTS_NONE, OUTPUTS_SOME, OUTPUTS_ALL } ListOutputs;
ListOutputs list_job_outputs(const ListJob *job);

/// Starts to render it, on one processor; with `force` files that exist are replaced.
Status list_job_start(const ListJob *job, int force, Process *process, Error *error);

#endif
