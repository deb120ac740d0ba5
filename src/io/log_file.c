#include "io/log_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LINE_MOST = LOG_TEXT_BYTES + 128 };

static void empty_batch(LogFile *file)
{
    file->out = out_into(&file->kept, file->batch, sizeof file->batch);
}

static int write_at(int fd, const char *bytes, size_t count, int64_t place)
{
    while (count > 0) {
        const ssize_t written = pwrite(fd, bytes, count, (off_t)place);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return written < 0 ? errno : ENOSPC;
        }
        bytes += written;
        count -= (size_t)written;
        place += written;
    }
    return 0;
}

// What was there before is a whole log again: that takes no more room than it had.
static void take_back(LogFile *file)
{
    empty_batch(file);
    log_write_end(file->end.frame, file->end.tick, &file->out);
    if (write_at(file->fd, file->batch, file->kept.used, file->bytes) == 0 &&
        ftruncate(file->fd, (off_t)(file->bytes + (int64_t)file->kept.used)) != 0) {
        errno = 0; // a torn line more at its end: it is told when it is read
    }
}

static Status write_batch(LogFile *file, TimedControl end, Error *error)
{
    const size_t lasting = file->kept.used;
    log_write_end(end.frame, end.tick, &file->out);
    const int code = write_at(file->fd, file->batch, file->kept.used, file->bytes);
    if (code != 0) {
        take_back(file);
        log_file_close(file);
        return file_error(error, file->path, code);
    }
    file->bytes += (int64_t)lasting;
    file->end = end;
    empty_batch(file);
    return STATUS_OK;
}

Status log_file_open(LogFile *file, const char *path, const LogHeader *header, Error *error)
{
    file->bytes = 0;
    file->end = (TimedControl){0};
    snprintf(file->path, sizeof file->path, "%s", path);
    file->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, 0666);
    if (file->fd < 0) {
        return file_error(error, path, errno);
    }
    empty_batch(file);
    log_write_header(header, &file->out);
    const Status status = write_batch(file, file->end, error);
    if (status != STATUS_OK) {
        unlink(path);
    }
    return status;
}

Status log_file_add(LogFile *file, const TimedControl *control, const char *preset, Error *error)
{
    log_write_control(control, preset, &file->out);
    // One more line, and the last one, still have to fit.
    const int is_full = file->kept.bytes - file->kept.used < 2 * LINE_MOST;
    return is_full ? write_batch(file, *control, error) : STATUS_OK;
}

Status log_file_flush(LogFile *file, int64_t frame, int64_t tick, Error *error)
{
    const TimedControl end = {.frame = frame, .tick = tick};
    return write_batch(file, end, error);
}

void log_file_sync(const LogFile *file)
{
    fsync(file->fd);
}

void log_file_close(LogFile *file)
{
    if (file->fd >= 0) {
        close(file->fd);
        file->fd = -1;
    }
}
