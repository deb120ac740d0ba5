// Output files that appear whole or not at all: written beside their place, then renamed.
#ifndef IO_FILES_H
#define IO_FILES_H

#include "base/status.h"

#include <stddef.h>

enum { PATH_BYTES = 4096 };

/// One output. "-" is standard output; devices and pipes are written directly.
typedef struct {
    int fd;                 ///< -1 when closed.
    int slot;               ///< Place in the table of unfinished files; -1 = written directly.
    int force;              ///< 1: may take the place of an existing file.
    int grows;              ///< 1: has its name from the start.
    char path[PATH_BYTES];  ///< As it shall be called, symbolic links followed.
    char shown[PATH_BYTES]; ///< As the user called it, for messages.
} AtomicFile;

/// Makes a limit on file sizes a failed write like any other, not the end of the program. Main
/// thread, once, before any file is written.
void atomic_files_start(void);

// Each failure fills `error` with STATUS_WRITE_FAILED and a line that says what to do.

/// Opens an output. An existing regular file is refused unless `force`. Any thread.
Status atomic_file_open(AtomicFile *file, const char *path, int force, Error *error);

/// Opens a new file that has its name while it is written, and stays when the program dies: for
/// what is worth having however far it came. The name must be free. Any thread.
Status atomic_file_open_growing(AtomicFile *file, const char *path, Error *error);

/// 1 when the output can be rewound, 0 for a pipe or device.
int atomic_file_seekable(const AtomicFile *file);

/// Appends all `count` bytes at the present place.
Status atomic_file_write(AtomicFile *file, const void *bytes, size_t count, Error *error);

/// Flushes to the disk and closes it: nothing more can be written, and only its name is left to be
/// given by atomic_file_commit(). On failure nothing is left behind.
Status atomic_file_seal(AtomicFile *file, Error *error);

/// Flushes to the disk, gives the file its name and closes it. On failure nothing is left behind.
Status atomic_file_commit(AtomicFile *file, Error *error);

/// Closes and removes what was written. Legal after a failure and on a closed file.
void atomic_file_abort(AtomicFile *file);

/// Fills `error` from errno value `code` for the output called `shown`.
Status file_error(Error *error, const char *shown, int code);

/// Removes all unfinished files. Safe in a signal handler; for handlers of fatal signals.
void atomic_files_remove_unfinished(void);

#endif
