// Looks a preset's text through before it is parsed: libconfuse has its own idea of lines after
// comments, cuts `F#` at the sharp, and runs over quotes and comments that never end.
#ifndef IO_PRESET_SCAN_H
#define IO_PRESET_SCAN_H

#include <stddef.h>

typedef struct {
    int line;       ///< From 1.
    char what[120]; ///< What is wrong there, and what to do.
} ScanFault;

/// Lines of a text of `bytes` bytes. Pure.
int preset_scan_lines(const char *text, size_t bytes);

/// Turns the comments of a zero-terminated text into spaces; lines stay where they are. Returns 0
/// and fills `fault` when it is not text, or a quote or comment is not closed. Pure.
int preset_scan(char *text, size_t bytes, ScanFault *fault);

#endif
