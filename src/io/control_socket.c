#include "io/control_socket.h"

#include "text/error.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum {
    NAMES_MAX = 9,
    BACKLOG = 16,
    OWN_MODE = 0600,
    LINE_BYTES = 1000,  ///< Of an answer; the state has half of that.
    PATIENCE_MS = 5000, ///< For an answer.
};

static const char usual_name[] = "lull.sock";

// ---- Places -------------------------------------------------------------------------------------

/// The user's runtime directory; cron and su leave the variable unset though the directory is
/// there.
static int runtime_directory(char *out, size_t bytes)
{
    struct stat info;
    const char *const named = getenv("XDG_RUNTIME_DIR");
    if (named != NULL && named[0] == '/') {
        return snprintf(out, bytes, "%s", named) < (int)bytes;
    }
    snprintf(out, bytes, "/run/user/%u", (unsigned)getuid());
    return stat(out, &info) == 0 && S_ISDIR(info.st_mode) && info.st_uid == getuid();
}

static Status place(const char *name, char path[SOCKET_PATH_BYTES], Error *error)
{
    char directory[SOCKET_PATH_BYTES];
    int length = 0;
    if (strchr(name, '/') != NULL) {
        length = snprintf(path, SOCKET_PATH_BYTES, "%s", name);
    } else if (runtime_directory(directory, sizeof directory)) {
        length = snprintf(path, SOCKET_PATH_BYTES, "%s/%s", directory, name);
    } else {
        return error_set(error, STATUS_USAGE,
                         "there is no directory for sockets: XDG_RUNTIME_DIR is not set; set it, "
                         "or name a file: --socket ./lull.sock");
    }
    return length < SOCKET_PATH_BYTES
               ? STATUS_OK
               : error_set(error, STATUS_USAGE,
                           "--socket: the path %.60s... is longer than %d bytes", path,
                           SOCKET_PATH_BYTES - 1);
}

static struct sockaddr_un address_of(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    return address;
}

static int new_socket(void)
{
    const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (fd >= 0) {
        fcntl(fd, F_SETFD, FD_CLOEXEC);
    }
    return fd;
}

/// A connection to what listens at `path`, -1 with errno.
static int connect_to(const char *path)
{
    const struct sockaddr_un address = address_of(path);
    const int fd = new_socket();
    if (fd >= 0 && connect(fd, (const struct sockaddr *)&address, sizeof address) != 0) {
        const int code = errno;
        close(fd);
        errno = code;
        return -1;
    }
    return fd;
}

// ---- Listening ----------------------------------------------------------------------------------

/// Held while names are looked at and taken, so that two sessions that start at once do not take
/// each other's. Without it (no such file system) all is as before.
static int lock_directory(const char *path)
{
    char directory[SOCKET_PATH_BYTES];
    snprintf(directory, sizeof directory, "%s", path);
    char *const slash = strrchr(directory, '/');
    slash[slash == directory] = '\0';
    const int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        flock(fd, LOCK_EX);
    }
    return fd;
}

/// Removes what a session that died has left. Returns 0 when the name is taken: by a session, or by
/// a file of another kind.
static int make_free(const char *path)
{
    struct stat info;
    if (lstat(path, &info) != 0) {
        return errno == ENOENT;
    }
    if (!S_ISSOCK(info.st_mode)) {
        return 0;
    }
    const int fd = connect_to(path);
    if (fd >= 0) {
        close(fd);
        return 0;
    }
    return errno == ECONNREFUSED && unlink(path) == 0;
}

static int bind_to(const char *path)
{
    const struct sockaddr_un address = address_of(path);
    const int fd = new_socket();
    if (fd < 0) {
        return -1;
    }
    fchmod(fd, OWN_MODE); // on Linux the file is made with it; elsewhere chmod follows
    if (bind(fd, (const struct sockaddr *)&address, sizeof address) != 0 ||
        chmod(path, OWN_MODE) != 0 || listen(fd, BACKLOG) != 0) {
        const int code = errno;
        close(fd);
        errno = code;
        return -1;
    }
    fcntl(fd, F_SETFL, O_NONBLOCK);
    return fd;
}

static Status taken(const char *path, Error *error)
{
    return error_set(error, STATUS_USAGE,
                     "--socket: %s is taken by another session or file; give another name", path);
}

static Status listen_at(ControlSocket *listening, Error *error)
{
    struct stat info;
    listening->fd = bind_to(listening->path);
    if (listening->fd < 0) {
        return error_set(error, STATUS_USAGE, "--socket: %s: %s; give another name, or none",
                         listening->path, strerror(errno));
    }
    if (stat(listening->path, &info) == 0) {
        listening->device = (unsigned long)info.st_dev;
        listening->inode = (unsigned long)info.st_ino;
    }
    return STATUS_OK;
}

/// The first free one of the usual names.
static Status listen_usual(ControlSocket *listening, Error *error)
{
    char name[sizeof usual_name + 16];
    for (int i = 2; i <= NAMES_MAX && !make_free(listening->path); ++i) {
        listening->is_first = 0;
        snprintf(name, sizeof name, "lull-%d.sock", i);
        if (place(name, listening->path, error) != STATUS_OK) {
            return error->status;
        }
    }
    return listen_at(listening, error);
}

Status control_socket_listen(const char *name, ControlSocket *listening, Error *error)
{
    *listening = (ControlSocket){.fd = -1, .is_first = 1};
    Status status = place(name != NULL ? name : usual_name, listening->path, error);
    if (status != STATUS_OK) {
        return name != NULL ? status : STATUS_OK;
    }
    const int lock = strchr(listening->path, '/') != NULL ? lock_directory(listening->path) : -1;
    if (name == NULL) {
        status = listen_usual(listening, error);
    } else {
        status = make_free(listening->path) ? listen_at(listening, error)
                                            : taken(listening->path, error);
    }
    if (lock >= 0) {
        close(lock);
    }
    return status;
}

void control_socket_close(ControlSocket *listening)
{
    struct stat info;
    if (listening->fd < 0) {
        return;
    }
    if (stat(listening->path, &info) == 0 && (unsigned long)info.st_dev == listening->device &&
        (unsigned long)info.st_ino == listening->inode) {
        unlink(listening->path);
    }
    close(listening->fd);
    listening->fd = -1;
}

// ---- Connecting ---------------------------------------------------------------------------------

Status control_socket_connect(const char *name, int *fd, Error *error)
{
    char path[SOCKET_PATH_BYTES];
    const Status status = place(name != NULL ? name : usual_name, path, error);
    if (status != STATUS_OK) {
        return status;
    }
    *fd = connect_to(path);
    if (*fd >= 0) {
        return STATUS_OK;
    }
    if (errno == ENOENT || errno == ECONNREFUSED) {
        return error_set(error, STATUS_NO_SESSION,
                         "no session listens at %s; start one with lull play", path);
    }
    return error_set(error, STATUS_NO_SESSION, "%s: %s", path, strerror(errno));
}

// ---- Asking -------------------------------------------------------------------------------------

static Status gone(Error *error)
{
    return error_set(error, STATUS_NO_SESSION, "the session does not answer; does it still play?");
}

static int send_all(int fd, const char *bytes, size_t count)
{
    while (count > 0) {
        const ssize_t sent = write(fd, bytes, count);
        if (sent < 0 && errno != EINTR) {
            return 0;
        }
        bytes += sent > 0 ? sent : 0;
        count -= sent > 0 ? (size_t)sent : 0;
    }
    return 1;
}

/// One byte at a time: nothing that follows the line is taken from whoever reads next.
static int read_line(int fd, char line[LINE_BYTES])
{
    struct pollfd input = {.fd = fd, .events = POLLIN};
    for (size_t used = 0; used < LINE_BYTES - 1; ++used) {
        if (poll(&input, 1, PATIENCE_MS) <= 0 || read(fd, line + used, 1) != 1) {
            return 0;
        }
        if (line[used] == '\n') {
            line[used] = '\0';
            return 1;
        }
    }
    return 0;
}

Status control_socket_ask(int fd, const char *line, const Out *answer, Error *error)
{
    static const char refused[] = "error: ";
    char back[LINE_BYTES];
    if (!send_all(fd, line, strlen(line)) || !send_all(fd, "\n", 1)) {
        return gone(error);
    }
    while (read_line(fd, back)) {
        if (strcmp(back, "ok") == 0) {
            return STATUS_OK;
        }
        if (strncmp(back, refused, sizeof refused - 1) == 0) {
            return error_set(error, STATUS_USAGE, "%s", back + sizeof refused - 1);
        }
        out_format(answer, "%s\n", back);
        if (back[0] == '{') {
            return STATUS_OK;
        }
    }
    return gone(error);
}
