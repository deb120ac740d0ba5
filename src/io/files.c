#include "io/files.h"

#include "text/error.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// Files that exist under a temporary name now. A handler of a fatal signal reads this table, so a
// slot is filled before it is marked and unmarked before it is used again.
enum { UNFINISHED_MAX = 512 }; // the tracks of a long night
enum { SLOT_FREE, SLOT_TAKEN, SLOT_MARKED };

typedef struct {
    atomic_int state;
    char path[PATH_BYTES];
} Unfinished;

static Unfinished unfinished[UNFINISHED_MAX];

void atomic_files_start(void)
{
    signal(SIGXFSZ, SIG_IGN);
}

void atomic_files_remove_unfinished(void)
{
    for (int i = 0; i < UNFINISHED_MAX; ++i) {
        if (atomic_load(&unfinished[i].state) == SLOT_MARKED) {
            unlink(unfinished[i].path);
        }
    }
}

static int take_slot(void)
{
    for (int i = 0; i < UNFINISHED_MAX; ++i) {
        int expected = SLOT_FREE;
        if (atomic_compare_exchange_strong(&unfinished[i].state, &expected, SLOT_TAKEN)) {
            return i;
        }
    }
    return -1;
}

static const char *reason(int code)
{
    switch (code) {
    case ENOSPC:
    case EDQUOT:
        return "the disk is full; make room or choose another folder";
    case ENOENT:
    case ENOTDIR:
        return "there is no such folder; make it first or choose another one";
    case EISDIR:
        return "it is a folder; name a file in it";
    case EACCES:
    case EPERM:
    case EROFS:
        return "writing is not allowed there; choose another folder";
    case EEXIST:
        return "it exists already; use --force to replace it, or choose another name";
    case EPIPE:
        return "its reader has gone away";
    case EFBIG:
        return "it has grown larger than is allowed here; choose another folder";
    case ENAMETOOLONG:
        return "its name is too long";
    default:
        return strerror(code);
    }
}

Status file_error(Error *error, const char *shown, int code)
{
    return error_set(error, STATUS_WRITE_FAILED, "cannot write %s: %s", shown, reason(code));
}

/// Copies a path; returns 0 when it does not fit.
static int copy_path(char *out, const char *path)
{
    const size_t bytes = strlen(path) + 1;
    if (bytes > PATH_BYTES) {
        return 0;
    }
    memcpy(out, path, bytes);
    return 1;
}

/// Follows a symbolic link at the end of the path: the file behind it is meant, not the link.
static int follow_link(char *out, const char *path)
{
    struct stat info;
    if (lstat(path, &info) == 0 && S_ISLNK(info.st_mode)) {
        char *const target = realpath(path, NULL);
        if (target != NULL) {
            const int fits = copy_path(out, target);
            free(target);
            return fits;
        }
    }
    return copy_path(out, path);
}

/// Length of the folder part, with its slash.
static size_t folder_length(const char *path)
{
    const char *const slash = strrchr(path, '/');
    return slash == NULL ? 0 : (size_t)(slash - path) + 1;
}

/// Creates the file beside `file->path` under a name of its own, as the umask allows.
/// Tries one name beside the file; returns 0 or the reason.
static int try_beside(AtomicFile *file, char *beside, int slot, int attempt)
{
    const int folder = (int)folder_length(file->path);
    const int length = snprintf(beside, PATH_BYTES, "%.*s.lull-%ld-%d-%d.part", folder, file->path,
                                (long)getpid(), slot, attempt);
    if (length >= PATH_BYTES) {
        return ENAMETOOLONG;
    }
    file->fd = open(beside, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, 0666);
    return file->fd < 0 ? errno : 0;
}

/// A name that is taken was left by a process of the same number that died hard: the next one does.
static int open_beside(AtomicFile *file)
{
    enum { ATTEMPTS = 100 };
    const int slot = take_slot();
    if (slot < 0) {
        return EMFILE;
    }
    int code = EEXIST;
    for (int i = 0; i < ATTEMPTS && code == EEXIST; ++i) {
        code = try_beside(file, unfinished[slot].path, slot, i);
    }
    atomic_store(&unfinished[slot].state, code == 0 ? SLOT_MARKED : SLOT_FREE);
    file->slot = code == 0 ? slot : -1;
    return code;
}

/// Devices and pipes keep their place and cannot be renamed over.
static int open_direct(AtomicFile *file)
{
    file->fd = open(file->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    return file->fd < 0 ? errno : 0;
}

static int open_named(AtomicFile *file)
{
    struct stat info;
    if (stat(file->path, &info) != 0) {
        return errno == ENOENT ? open_beside(file) : errno;
    }
    if (S_ISDIR(info.st_mode)) {
        return EISDIR;
    }
    if (!S_ISREG(info.st_mode)) {
        return open_direct(file);
    }
    return file->force ? open_beside(file) : EEXIST;
}

static int open_stdout(AtomicFile *file)
{
    file->fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    return file->fd < 0 ? errno : 0;
}

Status atomic_file_open(AtomicFile *file, const char *path, int force, Error *error)
{
    file->fd = -1;
    file->slot = -1;
    file->force = force;
    file->grows = 0;
    const int is_stdout = strcmp(path, "-") == 0;
    if (path[0] == '\0') {
        return error_set(error, STATUS_WRITE_FAILED, "cannot write a file without a name");
    }
    if (!copy_path(file->shown, is_stdout ? "to standard output" : path) ||
        !follow_link(file->path, path)) {
        return error_set(error, STATUS_WRITE_FAILED, "cannot write %.200s...: %s", path,
                         reason(ENAMETOOLONG));
    }
    const int code = is_stdout ? open_stdout(file) : open_named(file);
    return code == 0 ? STATUS_OK : file_error(error, file->shown, code);
}

Status atomic_file_open_growing(AtomicFile *file, const char *path, Error *error)
{
    *file = (AtomicFile){.fd = -1, .slot = -1, .grows = 1};
    if (!copy_path(file->shown, path) || !copy_path(file->path, path)) {
        return file_error(error, path, ENAMETOOLONG);
    }
    file->fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, 0666);
    return file->fd >= 0 ? STATUS_OK : file_error(error, path, errno);
}

int atomic_file_seekable(const AtomicFile *file)
{
    return file->slot >= 0 || file->grows;
}

Status atomic_file_write(AtomicFile *file, const void *bytes, size_t count, Error *error)
{
    const char *at = bytes;
    while (count > 0) {
        const ssize_t written = write(file->fd, at, count);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return file_error(error, file->shown, written < 0 ? errno : ENOSPC);
        }
        at += written;
        count -= (size_t)written;
    }
    return STATUS_OK;
}

static void free_slot(AtomicFile *file)
{
    if (file->slot >= 0) {
        atomic_store(&unfinished[file->slot].state, SLOT_FREE);
        file->slot = -1;
    }
}

void atomic_file_abort(AtomicFile *file)
{
    if (file->fd >= 0) {
        close(file->fd);
        file->fd = -1;
        if (file->grows) {
            unlink(file->path);
        }
    }
    if (file->slot >= 0) {
        unlink(unfinished[file->slot].path);
    }
    free_slot(file);
}

/// Gives the finished file its name. A link instead of a rename, where the file system has links:
/// a file that somebody else made meanwhile is not replaced unasked.
static int give_name(const AtomicFile *file)
{
    const char *const beside = unfinished[file->slot].path;
    if (!file->force) {
        if (link(beside, file->path) == 0) {
            unlink(beside);
            return 0;
        }
        if (errno == EEXIST || access(file->path, F_OK) == 0) {
            return EEXIST;
        }
    }
    return rename(beside, file->path) == 0 ? 0 : errno;
}

/// Makes the new name last through a power cut. Where folders cannot be flushed, so be it.
static void sync_folder(const AtomicFile *file)
{
    char folder[PATH_BYTES];
    const size_t length = folder_length(file->path);
    memcpy(folder, length > 0 ? file->path : "./", length > 0 ? length : 2);
    folder[length > 0 ? length : 2] = '\0';
    const int fd = open(folder, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
}

static int flush_and_close(AtomicFile *file)
{
    int code = 0;
    if (file->fd < 0) {
        return 0; // sealed before
    }
    if (atomic_file_seekable(file) && fsync(file->fd) != 0 && errno != EINVAL && errno != ENOTSUP) {
        code = errno;
    }
    if (close(file->fd) != 0 && code == 0 && errno != EINTR) {
        code = errno; // a network disk may say only now that it is full
    }
    file->fd = -1;
    return code;
}

Status atomic_file_seal(AtomicFile *file, Error *error)
{
    const int code = flush_and_close(file);
    if (code != 0) {
        atomic_file_abort(file);
        return file_error(error, file->shown, code);
    }
    return STATUS_OK;
}

Status atomic_file_commit(AtomicFile *file, Error *error)
{
    int code = flush_and_close(file);
    if (file->grows && code == 0) {
        sync_folder(file);
    } else if (file->slot >= 0) {
        code = code == 0 ? give_name(file) : code;
        if (code == 0) {
            free_slot(file);
            sync_folder(file);
        }
    }
    if (code != 0) {
        atomic_file_abort(file);
        return file_error(error, file->shown, code);
    }
    return STATUS_OK;
}
