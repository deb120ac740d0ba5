#include "io/scratch_file.h"

#include "io/files.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { FRAME_BYTES = 2 * sizeof(float) };

// The folder of a regular output, with its slash; "" is the present one.
static int folder_of(const char *output, char folder[PATH_BYTES])
{
    struct stat info;
    const int is_special =
        strcmp(output, "-") == 0 || (stat(output, &info) == 0 && !S_ISREG(info.st_mode));
    if (is_special) {
        const char *const place = getenv("TMPDIR");
        return snprintf(folder, PATH_BYTES, "%s/", place != NULL && place[0] ? place : "/tmp");
    }
    const char *const slash = strrchr(output, '/');
    const int length = slash == NULL ? 0 : (int)(slash - output) + 1;
    return snprintf(folder, PATH_BYTES, "%.*s", length, output);
}

int scratch_fits(const char *output, int64_t frames)
{
    char folder[PATH_BYTES];
    struct statvfs disk;
    if (folder_of(output, folder) >= PATH_BYTES ||
        statvfs(folder[0] != '\0' ? folder : ".", &disk) != 0) {
        return 0;
    }
    const uint64_t room = (uint64_t)disk.f_bavail * disk.f_frsize;
    return room / 2 / FRAME_BYTES >= (uint64_t)frames;
}

Status scratch_open(ScratchFile *scratch, const char *output, Error *error)
{
    char path[PATH_BYTES];
    char folder[PATH_BYTES];
    scratch->fd = -1;
    scratch->shown = strcmp(output, "-") == 0 ? "a temporary file" : output;
    folder_of(output, folder);
    if (snprintf(path, sizeof path, "%s.lull-XXXXXX", folder) >= PATH_BYTES) {
        return file_error(error, scratch->shown, ENAMETOOLONG);
    }
    scratch->fd = mkstemp(path);
    if (scratch->fd < 0) {
        return file_error(error, scratch->shown, errno);
    }
    unlink(path);
    return STATUS_OK;
}

Status scratch_write(ScratchFile *scratch, int64_t at, const float *stereo, size_t frames,
                     Error *error)
{
    const char *from = (const char *)stereo;
    off_t to = (off_t)at * FRAME_BYTES;
    size_t left = frames * FRAME_BYTES;
    while (left > 0) {
        const ssize_t written = pwrite(scratch->fd, from, left, to);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return file_error(error, scratch->shown, written < 0 ? errno : ENOSPC);
        }
        from += written;
        to += written;
        left -= (size_t)written;
    }
    return STATUS_OK;
}

size_t scratch_read(const ScratchFile *scratch, int64_t at, float *stereo, size_t frames)
{
    char *to = (char *)stereo;
    off_t from = (off_t)at * FRAME_BYTES;
    size_t left = frames * FRAME_BYTES;
    while (left > 0) {
        const ssize_t got = pread(scratch->fd, to, left, from);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            break;
        }
        to += got;
        from += got;
        left -= (size_t)got;
    }
    return frames - left / FRAME_BYTES;
}

void scratch_close(ScratchFile *scratch)
{
    if (scratch->fd >= 0) {
        close(scratch->fd);
        scratch->fd = -1;
    }
}
