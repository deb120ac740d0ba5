// What an address says: /lull/tempo 60, /lull/set/density 30, /lull/mood/calm. Without arguments an
// address whose word needs some asks, and is answered at the same address.
#include "io/osc_port.h"

#include "io/osc_lo.h"
#include "text/error.h"
#include "text/names.h"
#include "text/state_text.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    PACKET_BYTES = 8192,
    PACKETS_A_TURN = 64, ///< Then the others have their turn.
    BUNDLES_DEEP = 4,    ///< Bundles in bundles; nobody nests them deeper in earnest.
    BUSY_MS = 2,         ///< Between two looks while the session has enough to do.
};

static const char prefix[] = "/lull/";

typedef struct {
    Port port; ///< First: an OscPort is a Port.
    int fd;
    struct sockaddr_storage from; ///< Of the message under way.
    socklen_t from_bytes;
} OscPort;

// ---- Answers ------------------------------------------------------------------------------------

static void reply(OscPort *self, const OscReply *message)
{
    unsigned char bytes[PACKET_BYTES];
    const size_t count = osc_write(message, bytes, sizeof bytes);
    if (count > 0) {
        const ssize_t sent = sendto(self->fd, bytes, count, MSG_DONTWAIT,
                                    (const struct sockaddr *)&self->from, self->from_bytes);
        (void)sent; // who asks by UDP asks again
    }
}

static void reply_text(OscPort *self, const char *address, const char *text)
{
    reply(self, &(OscReply){.address = address, .text = text});
}

static OscReply one(double number, int is_whole)
{
    return (OscReply){.numbers = {number}, .number_count = 1, .are_whole = is_whole};
}

static OscReply answer_mood(const Snapshot *shown)
{
    return (OscReply){.numbers = {shown->target.valence / (double)MOOD_ONE,
                                  shown->target.arousal / (double)MOOD_ONE},
                      .number_count = 2};
}

static OscReply answer_valence(const Snapshot *shown)
{
    return one(shown->target.valence / (double)MOOD_ONE, 0);
}

static OscReply answer_arousal(const Snapshot *shown)
{
    return one(shown->target.arousal / (double)MOOD_ONE, 0);
}

static OscReply answer_tempo(const Snapshot *shown)
{
    return one(shown->tempo_bpm, 1);
}

static OscReply answer_breath(const Snapshot *shown)
{
    return one(shown->breath_x10 / 10.0, 0);
}

static OscReply answer_volume(const Snapshot *shown)
{
    return one(state_percent(shown->volume), 1);
}

static OscReply answer_left(const Snapshot *shown)
{
    return one(shown->left_ms < 0 ? -1 : (double)(shown->left_ms / 1000), 1);
}

static const struct {
    const char *word;
    OscReply (*answer)(const Snapshot *shown);
} questions[] = {
    {"mood", answer_mood},   {"valence", answer_valence}, {"arousal", answer_arousal},
    {"tempo", answer_tempo}, {"breath", answer_breath},   {"volume", answer_volume},
    {"left", answer_left},
};

/// Whether the word without arguments is a question that has an answer of its own.
static int answer_question(OscPort *self, Desk *desk, const OscMessage *message, const char *word)
{
    char text[NAME_BYTES];
    const Snapshot shown = desk_shown(desk);
    if (strcmp(word, "key") == 0) {
        reply_text(self, message->address, key_text(text, sizeof text, shown.key));
        return 1;
    }
    if (strcmp(word, "preset") == 0) {
        reply_text(self, message->address, desk->scope.presets[shown.preset_index].name);
        return 1;
    }
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; ++i) {
        if (strcmp(questions[i].word, word) == 0) {
            OscReply answer = questions[i].answer(&shown);
            answer.address = message->address;
            reply(self, &answer);
            return 1;
        }
    }
    return 0;
}

// ---- Orders -------------------------------------------------------------------------------------

static void order(OscPort *self, Desk *desk, const OscMessage *message, const char *line)
{
    static const char error_prefix[] = "error: ";
    char answer[PACKET_BYTES / 2];
    OutText kept;
    const Out out = out_into(&kept, answer, sizeof answer);
    desk_order(desk, line, &out);
    const size_t length = strlen(answer);
    if (length > 0 && answer[length - 1] == '\n') {
        answer[length - 1] = '\0';
    }
    if (strncmp(answer, error_prefix, sizeof error_prefix - 1) == 0) {
        reply_text(self, "/lull/error", answer + sizeof error_prefix - 1);
    } else if (strcmp(answer, "ok") != 0) {
        reply_text(self, message->address, answer);
    }
}

static const char *arguments_of(const char *word)
{
    for (int i = 0; control_word(i) != NULL; ++i) {
        if (strcmp(control_word(i)->word, word) == 0) {
            return control_word(i)->arguments;
        }
    }
    return "needs some";
}

/// A button on a tablet sends 1 when it is touched and 0 when it is let go. So may any address that
/// says all by itself: /lull/pause, /lull/more, /lull/mood/calm.
static int is_button(const OscMessage *message, const char *line)
{
    const int names_all = strchr(line, ' ') != NULL && strncmp(line, "set ", 4) != 0;
    const char first = arguments_of(line)[0];
    const int is_switch = message->is_on || message->is_off;
    return message->is_number && (first == '\0' || names_all || (first == '[' && is_switch));
}

static void obey(OscPort *self, Desk *desk, const OscMessage *message)
{
    char line[ORDER_LINE_BYTES];
    snprintf(line, sizeof line, "%s", message->address + sizeof prefix - 1);
    for (char *at = line; *at != '\0'; ++at) {
        *at = *at == '/' ? ' ' : *at;
    }
    const int button = is_button(message, line);
    if (button && message->is_off) {
        return;
    }
    if (message->count == 0 && answer_question(self, desk, message, line)) {
        return;
    }
    const size_t used = strlen(line);
    if (!button && message->count > 0) {
        snprintf(line + used, sizeof line - used, " %s", message->words);
    }
    order(self, desk, message, line);
}

static void take_message(OscPort *self, Desk *desk, unsigned char *bytes, size_t count)
{
    OscMessage message;
    if (!osc_read(bytes, count, &message)) {
        reply_text(self, "/lull/error", "no OSC message, or with more than numbers and text");
    } else if (strncmp(message.address, prefix, sizeof prefix - 1) != 0) {
        reply_text(self, "/lull/error", "addresses begin with /lull/, as in /lull/tempo");
    } else {
        obey(self, desk, &message);
    }
}

static size_t big_endian(const unsigned char *bytes)
{
    return (size_t)bytes[0] << 24 | (size_t)bytes[1] << 16 | (size_t)bytes[2] << 8 | bytes[3];
}

/// Time tags are not waited for: who steers means now.
static void take_packet(OscPort *self, Desk *desk, unsigned char *bytes, size_t count, int depth)
{
    static const char mark[8] = "#bundle";
    enum { HEAD_BYTES = 16, SIZE_BYTES = 4 };
    if (count < sizeof mark || memcmp(bytes, mark, sizeof mark) != 0) {
        take_message(self, desk, bytes, count);
        return;
    }
    for (size_t at = HEAD_BYTES; depth < BUNDLES_DEEP && at + SIZE_BYTES <= count;) {
        const size_t size = big_endian(bytes + at);
        at += SIZE_BYTES;
        if (size > count - at || !desk_is_free(desk)) {
            return;
        }
        take_packet(self, desk, bytes + at, size, depth + 1);
        at += size;
    }
}

// ---- The port -----------------------------------------------------------------------------------

static int wants(Port *port, Desk *desk, struct pollfd *fds, int room, int *timeout_ms)
{
    OscPort *const self = (OscPort *)port;
    if (!desk_is_free(desk)) {
        *timeout_ms = *timeout_ms < 0 || *timeout_ms > BUSY_MS ? BUSY_MS : *timeout_ms;
        return 0;
    }
    if (room > 0) {
        fds[0] = (struct pollfd){.fd = self->fd, .events = POLLIN};
    }
    return room > 0;
}

static void serve(Port *port, Desk *desk, const struct pollfd *fds, int count)
{
    OscPort *const self = (OscPort *)port;
    unsigned char bytes[PACKET_BYTES];
    if (count == 0 || fds[0].revents == 0) {
        return;
    }
    for (int i = 0; i < PACKETS_A_TURN && desk_is_free(desk); ++i) {
        self->from_bytes = sizeof self->from;
        const ssize_t got = recvfrom(self->fd, bytes, sizeof bytes, MSG_DONTWAIT,
                                     (struct sockaddr *)&self->from, &self->from_bytes);
        if (got < 0) {
            return;
        }
        take_packet(self, desk, bytes, (size_t)got, 0);
    }
}

static void close_port(Port *port)
{
    OscPort *const self = (OscPort *)port;
    close(self->fd);
    free(self);
}

// ---- Opening ------------------------------------------------------------------------------------

/// HOST:PORT, [HOST]:PORT or PORT.
static int split(const char *place, char host[OSC_PLACE_BYTES], char service[OSC_PLACE_BYTES])
{
    const char *const colon = strrchr(place, ':');
    const char *const port = colon != NULL ? colon + 1 : place;
    const int has_brackets = colon != NULL && place[0] == '[' && colon > place && colon[-1] == ']';
    const int length = colon != NULL ? (int)(colon - place) : 0;
    char *end = NULL;
    const long number = strtol(port, &end, 10);
    if (end == port || *end != '\0' || number < 0 || number > 65535 || length >= OSC_PLACE_BYTES ||
        (colon != NULL && length == 0)) {
        return 0;
    }
    if (colon == NULL) {
        snprintf(host, OSC_PLACE_BYTES, "127.0.0.1");
    } else {
        snprintf(host, OSC_PLACE_BYTES, "%.*s", length - 2 * has_brackets, place + has_brackets);
    }
    snprintf(service, OSC_PLACE_BYTES, "%ld", number);
    return 1;
}

static int bind_to(const char *host, const char *service, Error *error)
{
    const struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_DGRAM};
    struct addrinfo *found = NULL;
    const int code = getaddrinfo(host, service, &hints, &found);
    if (code != 0) {
        error_set(error, STATUS_USAGE, "--osc: host '%.40s': %s", host, gai_strerror(code));
        return -1;
    }
    int fd = socket(found->ai_family, found->ai_socktype, 0);
    if (fd < 0 || bind(fd, found->ai_addr, found->ai_addrlen) != 0) {
        error_set(error, STATUS_USAGE, "--osc: %s port %s: %s; give another one", host, service,
                  strerror(errno));
        if (fd >= 0) {
            close(fd);
        }
        fd = -1;
    } else {
        fcntl(fd, F_SETFD, FD_CLOEXEC);
    }
    freeaddrinfo(found);
    return fd;
}

static int is_loopback(const struct sockaddr_storage *address)
{
    if (address->ss_family == AF_INET) {
        const struct sockaddr_in *const in = (const struct sockaddr_in *)(const void *)address;
        return ntohl(in->sin_addr.s_addr) >> 24 == 127;
    }
    const struct sockaddr_in6 *const in6 = (const struct sockaddr_in6 *)(const void *)address;
    return address->ss_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&in6->sin6_addr);
}

static void tell_place(int fd, char heard[OSC_PLACE_BYTES], int *is_local)
{
    struct sockaddr_storage address = {0};
    socklen_t bytes = sizeof address;
    char host[OSC_PLACE_BYTES / 2] = "";
    char service[8] = "";
    getsockname(fd, (struct sockaddr *)&address, &bytes);
    getnameinfo((const struct sockaddr *)&address, bytes, host, sizeof host, service,
                sizeof service, NI_NUMERICHOST | NI_NUMERICSERV);
    snprintf(heard, OSC_PLACE_BYTES, "%s port %s", host, service);
    *is_local = is_loopback(&address);
}

Port *osc_port_open(const char *place, char heard[OSC_PLACE_BYTES], int *is_local, Error *error)
{
    static const PortOps ops = {wants, serve, close_port};
    char host[OSC_PLACE_BYTES];
    char service[OSC_PLACE_BYTES];
    if (!osc_is_here()) {
        error_set(error, STATUS_USAGE,
                  "--osc: this lull was built without liblo; install it and build again");
        return NULL;
    }
    if (!split(place, host, service)) {
        error_set(error, STATUS_USAGE,
                  "--osc: '%.40s' is no place; legal: PORT or HOST:PORT, for example 9000", place);
        return NULL;
    }
    const int fd = bind_to(host, service, error);
    OscPort *const self = fd >= 0 ? calloc(1, sizeof *self) : NULL;
    if (self == NULL) {
        return NULL;
    }
    self->port.ops = &ops;
    self->fd = fd;
    tell_place(fd, heard, is_local);
    return &self->port;
}
