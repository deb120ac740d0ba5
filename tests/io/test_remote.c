// Programs that steer: the socket, standard input, floods, bad bytes, slow and many clients.
#include "io/line_port.h"
#include "io/remote.h"

#include "harness.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { RING = 64, FLOOD = 20000, PATIENCE_MS = 10000 };

static const Preset presets[] = {{.name = "evening", .title = "Evening"}, {.name = "sleep"}};
static char folder[] = "/tmp/lull remote XXXXXX";
static char path[SOCKET_PATH_BYTES];

static ControlMsg storage[RING];
static Ring ring;
static Remote *remote;
static ControlSocket listening;

// ---- A session's place --------------------------------------------------------------------------

static void open_remote(int reads_input)
{
    Error error = {STATUS_OK, ""};
    const RemoteConfig config = {.presets = presets,
                                 .preset_count = 2,
                                 .fade_ms = 3000,
                                 .controls = &ring,
                                 .shown = {.tempo_bpm = 61, .left_ms = 60000}};
    ring_init(&ring, storage, sizeof storage[0], RING);
    remote = remote_open(&config, &error);
    if (control_socket_listen(NULL, &listening, &error) != STATUS_OK || remote == NULL) {
        printf("# %s\n", error.message);
        exit(1);
    }
    remote_add(remote, line_port_open(reads_input, &listening, &error));
    remote_start(remote, &error);
}

static void close_remote(void)
{
    remote_close(remote);
    remote = NULL;
}

static void nap(void)
{
    struct timespec ms = {.tv_nsec = 1000000};
    nanosleep(&ms, NULL);
}

// The next control, waited for; CONTROL_NONE when none comes.
static ControlMsg next(void)
{
    ControlMsg msg = {0};
    for (int ms = 0; ms < PATIENCE_MS && ring_read(&ring, &msg, 1) == 0; ++ms) {
        nap();
    }
    return msg;
}

static int next_is(int kind, int a)
{
    const ControlMsg msg = next();
    return msg.kind == kind && msg.a == a;
}

// ---- A client's place ---------------------------------------------------------------------------

static int join(void)
{
    int fd = -1;
    Error error = {STATUS_OK, ""};
    if (control_socket_connect(NULL, &fd, &error) != STATUS_OK) {
        printf("# %s\n", error.message);
    }
    return fd;
}

static int say_to(int fd, const char *bytes)
{
    const size_t count = strlen(bytes);
    return write(fd, bytes, count) == (ssize_t)count;
}

// Reads up to a newline; "" at the end or when nothing comes.
static const char *hear(int fd)
{
    static char line[4096];
    struct pollfd input = {.fd = fd, .events = POLLIN};
    size_t used = 0;
    while (used < sizeof line - 1 && poll(&input, 1, PATIENCE_MS) > 0 &&
           read(fd, line + used, 1) == 1) {
        if (line[used++] == '\n') {
            break;
        }
    }
    line[used] = '\0';
    return line;
}

static int hears(int fd, const char *words)
{
    const char *const line = hear(fd);
    const int good = strstr(line, words) != NULL;
    if (!good) {
        printf("# '%s', wanted '%s'\n", line, words);
    }
    return good;
}

// ---- Tests --------------------------------------------------------------------------------------

static void test_socket(void)
{
    struct stat info;
    open_remote(0);
    CHECK(strcmp(listening.path, path) == 0 && stat(path, &info) == 0 && S_ISSOCK(info.st_mode) &&
              (info.st_mode & 0777) == 0600,
          "a socket that only its owner can use");
    const int fd = join();
    say_to(fd, "tempo 60\nvolume 0\r\npla");
    CHECK(hears(fd, "ok\n") && hears(fd, "ok\n") && next_is(CONTROL_TEMPO, 60) &&
              next_is(CONTROL_VOLUME, 0),
          "lines are carried out in order, and answered");
    say_to(fd, "y\nmood 2 2\n\n");
    CHECK(hears(fd, "ok") && next_is(CONTROL_PAUSE, 0) && hears(fd, "error: mood: '2,2' is not") &&
              hears(fd, "ok"),
          "in any pieces; what is wrong is told; every line has an answer");
    say_to(fd, "state\n");
    CHECK(hears(fd, "\"tempo\": 61"), "the state is told");
    const Snapshot later = {.tempo_bpm = 72, .preset_index = 1, .left_ms = -1};
    remote_tell(remote, &later);
    say_to(fd, "state\nmore 5m\n");
    CHECK(hears(fd, "\"preset\": \"sleep\"") && hears(fd, "left 30m"),
          "the newest; where there is no end there is none to move");
    say_to(fd, "a\x01\n\xff\xfe\n");
    CHECK(hears(fd, "is no text") && hears(fd, "is no text"), "bytes that are no text are refused");
    shutdown(fd, SHUT_WR);
    CHECK(hear(fd)[0] == '\0', "who has said all is let go");
    close(fd);
    Error error;
    int other = join();
    say_to(other, "tempo 70");
    shutdown(other, SHUT_WR);
    CHECK(hears(other, "ok") && next_is(CONTROL_TEMPO, 70), "the last line needs no newline");
    close(other);
    close_remote();
    CHECK(stat(path, &info) != 0 &&
              control_socket_connect(NULL, &other, &error) == STATUS_NO_SESSION &&
              strstr(error.message, "lull play") != NULL,
          "at the end the socket is gone, and who comes late is told");
}

static void test_ask(void)
{
    char text[8192];
    OutText kept;
    Out out = out_into(&kept, text, sizeof text);
    Error error = {STATUS_OK, ""};
    open_remote(0);
    const int fd = join();
    CHECK(control_socket_ask(fd, "tempo 50", &out, &error) == STATUS_OK && text[0] == '\0' &&
              next_is(CONTROL_TEMPO, 50),
          "an order that is taken says nothing");
    CHECK(control_socket_ask(fd, "tempo 5", &out, &error) == STATUS_USAGE && text[0] == '\0' &&
              strstr(error.message, "tempo: '5' is too low") == error.message,
          "one that is refused says why");
    CHECK(control_socket_ask(fd, "state", &out, &error) == STATUS_OK &&
              strstr(text, "{\"playing\"") == text,
          "the state comes");
    out = out_into(&kept, text, sizeof text);
    CHECK(control_socket_ask(fd, "help", &out, &error) == STATUS_OK &&
              strstr(text, "  mood ") == text && strstr(text, "help ") != NULL &&
              strstr(text, "ok\n") == NULL,
          "and help, with its end left out");
    close_remote();
    CHECK(control_socket_ask(fd, "state", &out, &error) == STATUS_NO_SESSION,
          "a session that goes away is told");
    close(fd);
}

// One client writes for ever, one never reads, and a third is served all the same.
static void *flood(void *argument)
{
    const int fd = *(int *)argument;
    char line[40];
    for (int i = 0; i < FLOOD; ++i) {
        snprintf(line, sizeof line, "arousal %d.%03d\n", 0, i % 1000);
        if (!say_to(fd, line)) {
            return NULL;
        }
    }
    return argument;
}

static void *read_away(void *argument)
{
    const int fd = *(int *)argument;
    char bytes[3 * 1000];
    long count = 0;
    for (ssize_t got = 1; got > 0 && count<3L * FLOOD; count += got> 0 ? got : 0) {
        got = read(fd, bytes, sizeof bytes);
    }
    return count == 3L * FLOOD ? argument : NULL;
}

static void test_flood(void)
{
    open_remote(0);
    int writer = join(), deaf = join();
    const int polite = join();
    pthread_t threads[2];
    while (send(deaf, "help\n", 5, MSG_DONTWAIT | MSG_NOSIGNAL) == 5) {
        // its answers pile up until nothing more fits
    }
    pthread_create(&threads[0], NULL, flood, &writer);
    pthread_create(&threads[1], NULL, read_away, &writer);
    int in_order = 1, others = 0;
    for (int i = 0; i < FLOOD;) {
        const ControlMsg msg = next();
        in_order &= msg.kind == CONTROL_TEMPO || (msg.kind == CONTROL_AROUSAL && msg.a == i % 1000);
        others += msg.kind == CONTROL_TEMPO;
        i += msg.kind == CONTROL_AROUSAL;
        if (i == FLOOD / 2 && msg.kind == CONTROL_AROUSAL) {
            say_to(polite, "tempo 66\n");
        }
        if (!in_order) {
            break;
        }
    }
    CHECK(in_order, "%d lines at once: none is lost, all come in order", FLOOD);
    void *sent = NULL, *answered = NULL;
    pthread_join(threads[0], &sent);
    pthread_join(threads[1], &answered);
    CHECK(sent != NULL && answered != NULL, "and each is answered");
    CHECK((others == 1 || next_is(CONTROL_TEMPO, 66)) && hears(polite, "ok"),
          "others are served meanwhile, though one never reads its answers");
    close(writer);
    close(deaf);
    close(polite);
    close_remote();
}

static void test_long_line(void)
{
    open_remote(0);
    const int fd = join();
    char piece[1001];
    memset(piece, 'x', sizeof piece - 1);
    piece[1000] = '\0';
    for (int i = 0; i < 1000; ++i) {
        say_to(fd, piece);
    }
    say_to(fd, "\ntempo 60\n");
    CHECK(hears(fd, "error: the line is too long") && hears(fd, "ok") && next_is(CONTROL_TEMPO, 60),
          "of a line of a megabyte nothing is kept, and the next one counts");
    close(fd);
    close_remote();
}

static void test_many(void)
{
    enum { MANY = 40 };
    int fds[MANY];
    int refused = 0;
    open_remote(0);
    for (int i = 0; i < MANY; ++i) {
        fds[i] = join();
        say_to(fds[i], "tempo 60\n");
        const char *const line = hear(fds[i]);
        refused += strstr(line, "too many programs") != NULL;
        if (strcmp(line, "ok\n") == 0) {
            next();
        }
    }
    CHECK(refused > 0 && refused < MANY, "of %d clients at once %d are refused, and told", MANY,
          refused);
    for (int i = 0; i < MANY; ++i) {
        close(fds[i]);
    }
    int again = 0;
    for (int tries = 0; tries < 1000 && !again; ++tries) { // they are noticed to be gone by and by
        const int fd = join();
        say_to(fd, "tempo 60\n");
        again = strcmp(hear(fd), "ok\n") == 0;
        close(fd);
    }
    CHECK(again, "when they go there is room again");
    close_remote();
}

// What stands at the usual name before a session starts.
static void test_names(void)
{
    Error error = {STATUS_OK, ""};
    ControlSocket first, second, third;
    struct sockaddr_un stale = {.sun_family = AF_UNIX};
    snprintf(stale.sun_path, sizeof stale.sun_path, "%s", path);
    const int dead = socket(AF_UNIX, SOCK_STREAM, 0);
    const int bound = bind(dead, (struct sockaddr *)&stale, sizeof stale);
    close(dead); // as after kill -9: the file stays
    CHECK(bound == 0 && control_socket_listen(NULL, &first, &error) == STATUS_OK &&
              first.is_first && strcmp(first.path, path) == 0,
          "what a dead session left is replaced");
    CHECK(control_socket_listen(NULL, &second, &error) == STATUS_OK && !second.is_first &&
              strstr(second.path, "/lull-2.sock") != NULL,
          "a second session gets the next name");
    CHECK(control_socket_listen("lull.sock", &third, &error) == STATUS_USAGE &&
              strstr(error.message, "taken by another session") != NULL,
          "a name that was asked for and is taken is told");
    control_socket_close(&first);
    CHECK(access(path, F_OK) != 0 && access(second.path, F_OK) == 0, "each removes its own");
    control_socket_close(&second);
    const int file = open(path, O_CREAT | O_WRONLY, 0600);
    close(file);
    CHECK(control_socket_listen(NULL, &first, &error) == STATUS_OK && !first.is_first &&
              access(path, F_OK) == 0,
          "a file of another kind is left alone");
    control_socket_close(&first);
    unlink(path);
    char far[200];
    memset(far, 'y', sizeof far);
    snprintf(far + 190, 10, "/x.sock");
    CHECK(control_socket_listen(far, &first, &error) == STATUS_USAGE &&
              strstr(error.message, "longer than") != NULL,
          "a path too long for a socket is told");
    CHECK(control_socket_listen("/no/such/folder/x", &first, &error) == STATUS_USAGE &&
              strstr(error.message, "No such file") != NULL,
          "a folder that is not there too");
}

static void test_input(void)
{
    int ends[2];
    const int before = dup(STDIN_FILENO);
    Notice notice;
    CHECK(pipe(ends) == 0 && dup2(ends[0], STDIN_FILENO) == STDIN_FILENO && line_port_has_input(),
          "standard input is a pipe");
    close(ends[0]);
    open_remote(1);
    say_to(ends[1], "tempo 60\ntempo 600\nplay\n");
    CHECK(next_is(CONTROL_TEMPO, 60) && next_is(CONTROL_PAUSE, 0), "lines are carried out");
    int told = 0;
    for (int ms = 0; ms < PATIENCE_MS && !(told = remote_notice(remote, &notice)); ++ms) {
        nap();
    }
    CHECK(told && strstr(notice.text, "standard input: tempo: '600' is too high") == notice.text &&
              !remote_notice(remote, &notice),
          "what is wrong is told to who listens, what is right is not");
    say_to(ends[1], "pause");
    close(ends[1]);
    CHECK(next_is(CONTROL_PAUSE, 1), "the end of it ends its last line");
    const int fd = join();
    say_to(fd, "tempo 61\n");
    CHECK(hears(fd, "ok") && next_is(CONTROL_TEMPO, 61), "and nothing else");
    close(fd);
    close_remote();
    dup2(before, STDIN_FILENO);
    close(before);
    const int file = open("/dev/null", O_RDONLY);
    const int kept = dup(STDIN_FILENO);
    dup2(file, STDIN_FILENO);
    CHECK(!line_port_has_input(), "what is no pipe is left alone");
    dup2(kept, STDIN_FILENO);
    close(kept);
    close(file);
}

int main(void)
{
    test_begin("remote");
    signal(SIGPIPE, SIG_IGN);
    if (mkdtemp(folder) == NULL) {
        return 1;
    }
    setenv("XDG_RUNTIME_DIR", folder, 1);
    snprintf(path, sizeof path, "%s/lull.sock", folder);
    test_socket();
    test_ask();
    test_flood();
    test_long_line();
    test_many();
    test_names();
    test_input();
    rmdir(folder);
    return test_end();
}
