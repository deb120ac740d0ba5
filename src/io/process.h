// Runs programs beside this one, several at once, and hears their errors.
#ifndef IO_PROCESS_H
#define IO_PROCESS_H

#include "base/status.h"

#include <stddef.h>
#include <sys/types.h>

/// One that runs.
typedef struct {
    pid_t pid;                      ///< 0 = none.
    int errors;                     ///< Where its standard error comes from.
    char said[ERROR_MESSAGE_BYTES]; ///< The last whole or begun line of it.
    size_t used;
} Process;

/// Starts this very program with `argv` (argv[0] as it pleases, NULL at the end), without standard
/// input and output. Where the system can do that, it is asked to end (SIGTERM) when this one dies.
/// STATUS_INTERNAL in `error` when the system refuses. Main thread, while there is no other.
Status process_start(Process *process, char *const argv[], Error *error);

/// Waits up to `timeout_ms` until one of them has ended, and returns its index; -1 when none has,
/// or a signal came. `*exit_code` is its exit code, or 128 + the signal that ended it.
int process_wait(Process *processes, int count, int timeout_ms, int *exit_code);

/// Asks one to end, as a terminal's Ctrl-C would.
void process_stop(const Process *process);

/// Processors of this machine that may be used, at least 1.
int process_cores(void);

#endif
