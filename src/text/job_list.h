// A list of renders, one a line: preset, seed, options, output, with tabs between them.
//
//     # remarks, empty lines and a first line with the names of the columns are left out
//     evening<TAB>7<TAB>--for 10m --mood calm<TAB>evening-7.flac
#ifndef TEXT_JOB_LIST_H
#define TEXT_JOB_LIST_H

#include "base/status.h"

enum { JOB_WORDS_MAX = 100 };

/// What a line asks for. The strings are parts of the line.
typedef struct {
    char *preset; ///< NULL = the line asks for nothing.
    char *seed;   ///< Not yet looked at.
    char *options[JOB_WORDS_MAX];
    int option_count;
    char *output;
} JobLine;

/// Reads a line without its newline, and changes it. STATUS_USAGE when it has not four columns or
/// one of them cannot be read.
Status job_line_read(char *line, JobLine *job, Error *error);

#endif
