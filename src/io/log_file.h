// The log of a session on disk while it grows: a whole log at any moment, whatever ends the
// program. Its last line says how far the session was heard; what comes next is written over it.
#ifndef IO_LOG_FILE_H
#define IO_LOG_FILE_H

#include "base/status.h"
#include "io/files.h"
#include "text/out.h"
#include "text/session_log.h"

enum { LOG_BATCH_BYTES = 16384 };

/// All of it belongs to one thread at a time.
typedef struct {
    int fd;           ///< -1 when it has broken off.
    int64_t bytes;    ///< On disk, without the last line.
    TimedControl end; ///< How far it was heard.
    char path[PATH_BYTES];
    char batch[LOG_BATCH_BYTES];
    OutText kept; ///< What is in `batch`, not yet on disk ...
    Out out;      ///< ... and what writes there: a LogFile stays where it was opened.
} LogFile;

// Each failure fills `error` with STATUS_WRITE_FAILED; what was on disk stays there.

/// Makes the file, which must not be there, and writes its header.
Status log_file_open(LogFile *file, const char *path, const LogHeader *header, Error *error);

/// Adds a control; see log_write_control(). On disk after the next flush, or sooner.
Status log_file_add(LogFile *file, const TimedControl *control, const char *preset, Error *error);

/// Writes what was added, and that the session was heard up to here, not before the last control.
Status log_file_flush(LogFile *file, int64_t frame, int64_t tick, Error *error);

/// Flushes to the disk itself, so that a power cut leaves it too.
void log_file_sync(const LogFile *file);

/// Closes it. Legal on one that is not open.
void log_file_close(LogFile *file);

#endif
