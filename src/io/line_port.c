#include "io/line_port.h"

#include "text/error.h"
#include "text/line_buffer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef MSG_NOSIGNAL // SIGPIPE is ignored in any case
#define MSG_NOSIGNAL 0
#endif

enum {
    CLIENTS_MAX = 16,
    ANSWER_BYTES = 8192,
    ANSWER_MAX = 4096, ///< Of one line: help is the longest.
    WRITE_BYTES = 512, ///< A pipe that says it has room takes so many without waiting (POSIX).
    LINES_A_TURN = 64, ///< Then the next client has its turn.
    BUSY_MS = 2,       ///< Between two looks while the session has enough to do.
};

/// Somebody who sends lines.
typedef struct {
    int in, out;     ///< The same for a socket; in -1 = nobody.
    int is_input;    ///< Standard input.
    int at_end;      ///< Nothing more comes from it.
    int waits;       ///< Lines wait for the session or for room to answer.
    size_t answered; ///< Bytes of `answer` that wait to be taken.
    LineBuffer lines;
    char answer[ANSWER_BYTES];
} Client;

typedef struct {
    Port port; ///< First: a LinePort is a Port.
    ControlSocket listening;
    Client clients[CLIENTS_MAX];
    int polled[CLIENTS_MAX]; ///< Place of each client in the list of wants(), -1 = none.
} LinePort;

int line_port_has_input(void)
{
    struct stat info;
    return fstat(STDIN_FILENO, &info) == 0 && (S_ISFIFO(info.st_mode) || S_ISSOCK(info.st_mode));
}

// ---- Clients ------------------------------------------------------------------------------------

static Client *free_client(LinePort *self)
{
    for (int i = 0; i < CLIENTS_MAX; ++i) {
        if (self->clients[i].in < 0) {
            return &self->clients[i];
        }
    }
    return NULL;
}

static void begin(Client *client, int in, int out, int is_input)
{
    memset(client, 0, sizeof *client);
    client->in = in;
    client->out = out;
    client->is_input = is_input;
}

static void leave(Client *client)
{
    if (!client->is_input) {
        close(client->in);
    }
    client->in = -1;
}

static void accept_client(LinePort *self)
{
    static const char full[] = "error: too many programs are connected; close one of them\n";
    const int fd = accept(self->listening.fd, NULL, NULL);
    if (fd < 0) {
        return;
    }
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    Client *const client = free_client(self);
    if (client == NULL) {
        const ssize_t sent = send(fd, full, sizeof full - 1, MSG_DONTWAIT | MSG_NOSIGNAL);
        (void)sent; // it is closed in any case
        close(fd);
        return;
    }
    begin(client, fd, fd, 0);
}

// ---- Reading and answering ----------------------------------------------------------------------

static void read_some(Client *client)
{
    size_t room = 0;
    char *const at = line_buffer_room(&client->lines, &room);
    const ssize_t count = read(client->in, at, room); // poll() has said that it does not wait
    if (count > 0) {
        line_buffer_filled(&client->lines, (size_t)count);
    } else if (count == 0 || (errno != EAGAIN && errno != EINTR)) {
        client->at_end = 1;
        line_buffer_end(&client->lines);
    }
}

/// An answer that goes back; of standard input's, "ok" is not worth a line, and what is wrong is
/// for the person who listens.
static void give(Client *client, Desk *desk, const char *answer)
{
    static const char prefix[] = "error: ";
    const size_t length = strlen(answer);
    if (client->is_input && strncmp(answer, prefix, sizeof prefix - 1) == 0) {
        desk_notice(desk, "standard input: %.*s", (int)strcspn(answer, "\n") - 7, answer + 7);
    } else if (!client->is_input || strcmp(answer, "ok\n") != 0) {
        memcpy(client->answer + client->answered, answer, length);
        client->answered += length;
    }
}

static void answer_line(Client *client, Desk *desk, LineKind kind, const char *line)
{
    char answer[ANSWER_MAX];
    OutText kept;
    const Out out = out_into(&kept, answer, sizeof answer);
    if (kind == LINE_READY) {
        desk_order(desk, line, &out);
    } else {
        out_text(&out, kind == LINE_TOO_LONG
                           ? "error: the line is too long; send one order a line, see help\n"
                           : "error: the line is no text; send words, see help\n");
    }
    give(client, desk, answer);
}

static int can_answer(const Client *client, const Desk *desk)
{
    return desk_is_free(desk) && client->answered + ANSWER_MAX <= ANSWER_BYTES;
}

static void take_lines(Client *client, Desk *desk)
{
    char line[ORDER_LINE_BYTES];
    LineKind kind = LINE_READY;
    int count = 0;
    while (count < LINES_A_TURN && can_answer(client, desk) &&
           (kind = line_buffer_next(&client->lines, line)) != LINE_NONE) {
        answer_line(client, desk, kind, line);
        ++count;
    }
    client->waits = kind != LINE_NONE;
}

static ssize_t write_some(const Client *client)
{
    const size_t count = client->answered < WRITE_BYTES ? client->answered : WRITE_BYTES;
    return client->is_input
               ? write(client->out, client->answer, count)
               : send(client->out, client->answer, client->answered, MSG_DONTWAIT | MSG_NOSIGNAL);
}

static void send_answers(Client *client)
{
    const ssize_t count = write_some(client);
    if (count > 0) {
        client->answered -= (size_t)count;
        memmove(client->answer, client->answer + count, client->answered);
    } else if (count < 0 && errno != EAGAIN && errno != EINTR) {
        client->answered = 0; // nobody is there any more to read it
        client->at_end |= !client->is_input;
    }
}

// ---- The port -----------------------------------------------------------------------------------

static short events_of(Client *client)
{
    size_t room = 0;
    line_buffer_room(&client->lines, &room);
    const int reads = !client->at_end && !client->waits && room > 0;
    return (short)((reads ? POLLIN : 0) | (client->answered > 0 ? POLLOUT : 0));
}

static int add(struct pollfd *fds, int count, int fd, short events)
{
    fds[count] = (struct pollfd){.fd = fd, .events = events};
    return count + 1;
}

/// Standard input is waited for by its end that reads, or by the one that writes, as is due; both
/// are seldom due at once, and then answers come first.
static int wanted_fd(const Client *client, short events)
{
    return (events & POLLOUT) != 0 ? client->out : client->in;
}

static int wants(Port *port, Desk *desk, struct pollfd *fds, int room, int *timeout_ms)
{
    LinePort *const self = (LinePort *)port;
    int count = 0;
    if (self->listening.fd >= 0 && count < room) {
        count = add(fds, count, self->listening.fd, POLLIN);
    }
    for (int i = 0; i < CLIENTS_MAX; ++i) {
        Client *const client = &self->clients[i];
        self->polled[i] = -1;
        if (client->in < 0) {
            continue;
        }
        short events = events_of(client);
        if (client->is_input && (events & POLLOUT) != 0) {
            events = POLLOUT;
        }
        if (events != 0 && count < room) {
            self->polled[i] = count;
            count = add(fds, count, wanted_fd(client, events), events);
        }
        if (client->waits && can_answer(client, desk)) {
            *timeout_ms = 0; // it only had to let others have their turn
        } else if (client->waits && !desk_is_free(desk) &&
                   (*timeout_ms < 0 || *timeout_ms > BUSY_MS)) {
            *timeout_ms = BUSY_MS;
        }
    }
    return count;
}

static void serve_client(Client *client, Desk *desk, short happened)
{
    if ((happened & (POLLERR | POLLNVAL)) != 0) {
        client->at_end = 1;
        client->answered = 0;
    }
    if (client->answered > 0 && (happened & POLLOUT) != 0) {
        send_answers(client);
    } else if (!client->at_end && !client->waits && (happened & (POLLIN | POLLHUP)) != 0) {
        read_some(client);
    }
    take_lines(client, desk);
    if (client->at_end && !client->waits && client->answered == 0) {
        leave(client);
    }
}

static void serve(Port *port, Desk *desk, const struct pollfd *fds, int count)
{
    LinePort *const self = (LinePort *)port;
    for (int i = 0; i < CLIENTS_MAX; ++i) {
        if (self->clients[i].in >= 0) {
            const int at = self->polled[i];
            serve_client(&self->clients[i], desk, at >= 0 ? fds[at].revents : 0);
        }
    }
    if (self->listening.fd >= 0 && count > 0 && (fds[0].revents & POLLIN) != 0) {
        accept_client(self);
    }
}

static void close_port(Port *port)
{
    LinePort *const self = (LinePort *)port;
    for (int i = 0; i < CLIENTS_MAX; ++i) {
        if (self->clients[i].in >= 0) {
            leave(&self->clients[i]);
        }
    }
    control_socket_close(&self->listening);
    free(self);
}

Port *line_port_open(int reads_input, const ControlSocket *listening, Error *error)
{
    static const PortOps ops = {wants, serve, close_port};
    LinePort *const self = calloc(1, sizeof *self);
    if (self == NULL) {
        error_set(error, STATUS_INTERNAL, "out of memory; close other programs");
        return NULL;
    }
    self->port.ops = &ops;
    self->listening = *listening;
    for (int i = 0; i < CLIENTS_MAX; ++i) {
        self->clients[i].in = -1;
    }
    if (reads_input) {
        begin(&self->clients[0], STDIN_FILENO, STDOUT_FILENO, 1);
    }
    return &self->port;
}
