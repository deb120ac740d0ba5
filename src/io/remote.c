#include "io/remote.h"

#include "io/terminal.h"
#include "text/error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    PORTS_MAX = 4,
    FDS_MAX = 64,
    NOTICES = 8, ///< More in an eighth of a second nobody reads.
};

struct Remote {
    // Immutable after start.
    pthread_t thread;
    int has_thread;
    Port *ports[PORTS_MAX];
    int port_count;
    int wake[2]; ///< A pipe: a byte in it ends the wait.
    // Remote thread, as its comments tell.
    Desk desk;
    Ring notices;
    Notice notice_storage[NOTICES];
    atomic_int stop;
};

static void wake_up(Remote *remote)
{
    const char byte = 0;
    const ssize_t written = write(remote->wake[1], &byte, 1);
    (void)written; // a full pipe wakes as well
}

static void drain(int fd)
{
    char bytes[64];
    while (read(fd, bytes, sizeof bytes) == (ssize_t)sizeof bytes) {
        // all of it
    }
}

/// One turn: wait for all ports, serve them all.
static void serve_ports(Remote *remote)
{
    struct pollfd fds[FDS_MAX] = {{.fd = remote->wake[0], .events = POLLIN}};
    int first[PORTS_MAX + 1] = {1};
    int timeout_ms = -1;
    for (int i = 0; i < remote->port_count; ++i) {
        Port *const port = remote->ports[i];
        first[i + 1] = first[i] + port->ops->wants(port, &remote->desk, fds + first[i],
                                                   FDS_MAX - first[i], &timeout_ms);
    }
    if (poll(fds, (nfds_t)first[remote->port_count], timeout_ms) < 0 && errno != EINTR) {
        return;
    }
    if (fds[0].revents != 0) {
        drain(remote->wake[0]);
    }
    for (int i = 0; i < remote->port_count; ++i) {
        Port *const port = remote->ports[i];
        port->ops->serve(port, &remote->desk, fds + first[i], first[i + 1] - first[i]);
    }
}

static void *remote_thread(void *argument)
{
    Remote *const remote = argument;
    while (!atomic_load(&remote->stop)) {
        serve_ports(remote);
    }
    return NULL;
}

static int open_wake(int wake[2])
{
    if (pipe(wake) != 0) {
        return 0;
    }
    for (int i = 0; i < 2; ++i) {
        fcntl(wake[i], F_SETFL, O_NONBLOCK);
        fcntl(wake[i], F_SETFD, FD_CLOEXEC);
    }
    return 1;
}

Remote *remote_open(const RemoteConfig *config, Error *error)
{
    Remote *const remote = calloc(1, sizeof *remote);
    if (remote == NULL || !open_wake(remote->wake)) {
        error_set(error, STATUS_INTERNAL, "no room to listen to other programs: %s",
                  strerror(errno));
        free(remote);
        return NULL;
    }
    ring_init(&remote->notices, remote->notice_storage, sizeof(Notice), NOTICES);
    remote->desk = (Desk){.scope = {.presets = config->presets,
                                    .preset_count = config->preset_count,
                                    .fade_ms = config->fade_ms},
                          .controls = config->controls,
                          .notices = &remote->notices,
                          .shown = config->shown};
    pthread_mutex_init(&remote->desk.lock, NULL);
    return remote;
}

void remote_add(Remote *remote, Port *port)
{
    if (port != NULL && remote->port_count < PORTS_MAX) {
        remote->ports[remote->port_count++] = port;
    }
}

Status remote_start(Remote *remote, Error *error)
{
    if (remote->port_count == 0) {
        return STATUS_OK;
    }
    terminal_signals_hold();
    const int code = pthread_create(&remote->thread, NULL, remote_thread, remote);
    terminal_signals_release();
    if (code != 0) {
        return error_set(error, STATUS_INTERNAL, "the remote thread does not start: %s",
                         strerror(code));
    }
    remote->has_thread = 1;
    return STATUS_OK;
}

/// What a player's window shows: ports that tell it by themselves are woken for it.
static int looks_different(const Snapshot *a, const Snapshot *b)
{
    return a->paused != b->paused || a->preset_index != b->preset_index || a->volume != b->volume ||
           a->done != b->done || (a->left_ms < 0) != (b->left_ms < 0) ||
           llabs((a->elapsed_ms + a->left_ms) - (b->elapsed_ms + b->left_ms)) > 1000;
}

void remote_tell(Remote *remote, const Snapshot *shown)
{
    pthread_mutex_lock(&remote->desk.lock);
    const int is_news = looks_different(&remote->desk.shown, shown);
    remote->desk.shown = *shown;
    pthread_mutex_unlock(&remote->desk.lock);
    if (is_news) {
        wake_up(remote);
    }
}

int remote_notice(Remote *remote, Notice *notice)
{
    return ring_read(&remote->notices, notice, 1) == 1;
}

void remote_close(Remote *remote)
{
    if (remote == NULL) {
        return;
    }
    atomic_store(&remote->stop, 1);
    wake_up(remote);
    if (remote->has_thread) {
        pthread_join(remote->thread, NULL);
    }
    for (int i = 0; i < remote->port_count; ++i) {
        remote->ports[i]->ops->close(remote->ports[i]);
    }
    pthread_mutex_destroy(&remote->desk.lock);
    close(remote->wake[0]);
    close(remote->wake[1]);
    free(remote);
}
