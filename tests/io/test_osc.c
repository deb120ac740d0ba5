// Open Sound Control over UDP: addresses, buttons, bundles, questions, and bytes that are none of
// it.
#include "io/osc_lo.h"
#include "io/osc_port.h"
#include "io/remote.h"

#include "harness.h"

#include <netinet/in.h>
#include <poll.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { RING = 64, PATIENCE_MS = 10000, PACKET_BYTES = 8192 };

static const Preset presets[] = {{.name = "evening"}, {.name = "sleep"}};
static ControlMsg storage[RING];
static Ring ring;
static Remote *remote;
static int client;

// A packet as the specification of OSC 1.0 has it, made by hand.
typedef struct {
    unsigned char bytes[PACKET_BYTES];
    size_t count;
} Packet;

static void put(Packet *packet, const void *bytes, size_t count)
{
    memcpy(packet->bytes + packet->count, bytes, count);
    packet->count += count;
}

static void put_text(Packet *packet, const char *text)
{
    const size_t length = strlen(text) + 1;
    put(packet, text, length);
    put(packet, "\0\0\0", (4 - length % 4) % 4);
}

static void put_word(Packet *packet, uint32_t word)
{
    const unsigned char bytes[4] = {(unsigned char)(word >> 24), (unsigned char)(word >> 16),
                                    (unsigned char)(word >> 8), (unsigned char)word};
    put(packet, bytes, 4);
}

static Packet message(const char *address, const char *types, ...)
{
    Packet packet = {.count = 0};
    char tags[20];
    va_list args;
    put_text(&packet, address);
    snprintf(tags, sizeof tags, ",%s", types);
    put_text(&packet, tags);
    va_start(args, types);
    for (const char *type = types; *type != '\0'; ++type) {
        if (*type == 'i') {
            put_word(&packet, (uint32_t)va_arg(args, int));
        } else if (*type == 'f') {
            const float value = (float)va_arg(args, double);
            uint32_t word = 0;
            memcpy(&word, &value, sizeof word);
            put_word(&packet, word);
        } else if (*type == 's') {
            put_text(&packet, va_arg(args, const char *));
        } else if (*type == 'b') {
            put_word(&packet, 0);
        }
    }
    va_end(args);
    return packet;
}

static void send_packet(const Packet *packet)
{
    if (send(client, packet->bytes, packet->count, 0) != (ssize_t)packet->count) {
        printf("# not sent\n");
    }
}

#define SEND(...)                                                                                  \
    do {                                                                                           \
        const Packet packet_ = message(__VA_ARGS__);                                               \
        send_packet(&packet_);                                                                     \
    } while (0)

static int next_is(int kind, int a, int b)
{
    ControlMsg msg = {0};
    for (int ms = 0; ms < PATIENCE_MS && ring_read(&ring, &msg, 1) == 0; ++ms) {
        const struct timespec nap = {.tv_nsec = 1000000};
        nanosleep(&nap, NULL);
    }
    const int good = msg.kind == kind && msg.a == a && msg.b == b;
    if (!good) {
        printf("# %d %d %d, wanted %d %d %d\n", msg.kind, msg.a, msg.b, kind, a, b);
    }
    return good;
}

// Whether the next packet that comes back is this one.
static int hears(const Packet *want)
{
    unsigned char bytes[PACKET_BYTES];
    struct pollfd input = {.fd = client, .events = POLLIN};
    const ssize_t count =
        poll(&input, 1, PATIENCE_MS) > 0 ? recv(client, bytes, sizeof bytes, 0) : -1;
    const int good = count == (ssize_t)want->count && memcmp(bytes, want->bytes, want->count) == 0;
    if (!good) {
        printf("# %zd bytes: %.*s\n", count, count > 0 ? (int)count : 0, (const char *)bytes);
    }
    return good;
}

// Whether the next packet is for an address and holds a text somewhere.
static int hears_text(const char *address, const char *text)
{
    char bytes[PACKET_BYTES + 1] = "";
    struct pollfd input = {.fd = client, .events = POLLIN};
    const ssize_t count =
        poll(&input, 1, PATIENCE_MS) > 0 ? recv(client, bytes, PACKET_BYTES, 0) : -1;
    const size_t tags = (strlen(address) / 4 + 1) * 4;
    const int good = count > (ssize_t)tags + 4 && strcmp(bytes, address) == 0 &&
                     strcmp(bytes + tags, ",s") == 0 && strstr(bytes + tags + 4, text) != NULL;
    if (!good) {
        printf("# %s: %s\n", bytes, count > (ssize_t)tags + 4 ? bytes + tags + 4 : "");
    }
    return good;
}

static int begin(void)
{
    char heard[OSC_PLACE_BYTES];
    int is_local = 0;
    Error error = {STATUS_OK, ""};
    const RemoteConfig config = {.presets = presets,
                                 .preset_count = 2,
                                 .fade_ms = 3000,
                                 .controls = &ring,
                                 .shown = {.tempo_bpm = 61,
                                           .left_ms = 60999,
                                           .volume = 127,
                                           .key = {2, MODE_DORIAN},
                                           .target = {500, -250},
                                           .preset_index = 1}};
    ring_init(&ring, storage, sizeof storage[0], RING);
    remote = remote_open(&config, &error);
    Port *const port = osc_port_open("0", heard, &is_local, &error);
    if (port == NULL) {
        printf("# %s\n", error.message);
        return 0;
    }
    remote_add(remote, port);
    remote_start(remote, &error);
    const char *const number = strstr(heard, "port ");
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)atoi(number + 5)),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    client = socket(AF_INET, SOCK_DGRAM, 0);
    CHECK(is_local && strncmp(heard, "127.0.0.1 port ", 15) == 0,
          "without a host only this machine is listened to: %.15s", heard);
    return connect(client, (struct sockaddr *)&address, sizeof address) == 0;
}

static void test_words(void)
{
    SEND("/lull/mood", "ff", 0.3, -0.5);
    CHECK(next_is(CONTROL_VALENCE, 300, 0) && next_is(CONTROL_AROUSAL, -500, 0), "a mood point");
    SEND("/lull/mood", "s", "calm");
    CHECK(next_is(CONTROL_VALENCE, 550, 0) && next_is(CONTROL_AROUSAL, -650, 0), "a mood's name");
    SEND("/lull/tempo", "f", 61.7);
    SEND("/lull/key", "s", "D dorian");
    SEND("/lull/breath", "i", 14);
    SEND("/lull/volume", "f", 50.0);
    SEND("/lull/preset", "i", 2);
    SEND("/lull/preset", "s", "evening");
    CHECK(next_is(CONTROL_TEMPO, 62, 0) && next_is(CONTROL_KEY, 2, MODE_DORIAN) &&
              next_is(CONTROL_BREATH, 140, 0) && next_is(CONTROL_VOLUME, 64, 0) &&
              next_is(CONTROL_PRESET, 1, 0) && next_is(CONTROL_PRESET, 0, 0),
          "tempo, key, breath, volume, preset by number and name");
    SEND("/lull/set", "sf", "density", 30.2);
    SEND("/lull/set/space", "i", 80);
    SEND("/lull/more", "i", 600);
    SEND("/lull/stop", "s", "10s");
    CHECK(next_is(CONTROL_PARAM, PARAM_DENSITY, 30) && next_is(CONTROL_PARAM, PARAM_SPACE, 80) &&
              next_is(CONTROL_LENGTH, 600000, LENGTH_MOVE) && next_is(CONTROL_FADE, 10000, 0),
          "parameters and times");
}

static void test_buttons(void)
{
    SEND("/lull/pause", "");
    SEND("/lull/pause", "f", 0.0);
    SEND("/lull/play", "f", 1.0);
    SEND("/lull/play", "T");
    SEND("/lull/play", "F");
    SEND("/lull/stop", "i", 0);
    SEND("/lull/stop", "i", 1);
    SEND("/lull/preset/sleep", "f", 0.0);
    SEND("/lull/preset/sleep", "f", 1.0);
    CHECK(next_is(CONTROL_PAUSE, 1, 0) && next_is(CONTROL_PAUSE, 0, 0) &&
              next_is(CONTROL_PAUSE, 0, 0) && next_is(CONTROL_FADE, 3000, 0) &&
              next_is(CONTROL_PRESET, 1, 0),
          "buttons do something when they are pressed, and nothing when they are let go");
}

static void test_bundle(void)
{
    static const char time_now[8] = {0, 0, 0, 0, 0, 0, 0, 1};
    const Packet a = message("/lull/tempo", "i", 60), b = message("/lull/tempo", "i", 70);
    Packet inner = {.count = 0}, outer = {.count = 0};
    put_text(&inner, "#bundle");
    put(&inner, time_now, 8);
    put_word(&inner, (uint32_t)b.count);
    put(&inner, b.bytes, b.count);
    put_text(&outer, "#bundle");
    put(&outer, time_now, 8);
    put_word(&outer, (uint32_t)a.count);
    put(&outer, a.bytes, a.count);
    put_word(&outer, (uint32_t)inner.count);
    put(&outer, inner.bytes, inner.count);
    send_packet(&outer);
    CHECK(next_is(CONTROL_TEMPO, 60, 0) && next_is(CONTROL_TEMPO, 70, 0),
          "bundles, and bundles in bundles");
}

static void test_questions(void)
{
    const Packet tempo = message("/lull/tempo", "i", 61),
                 volume = message("/lull/volume", "i", 100),
                 mood = message("/lull/mood", "ff", 0.5, -0.25),
                 key = message("/lull/key", "s", "D dorian"),
                 preset = message("/lull/preset", "s", "sleep"),
                 left = message("/lull/left", "i", 60);
    SEND("/lull/tempo", "");
    CHECK(hears(&tempo), "asked without arguments, an address answers");
    SEND("/lull/volume", "");
    SEND("/lull/mood", "");
    SEND("/lull/key", "");
    SEND("/lull/preset", "");
    SEND("/lull/left", "");
    CHECK(hears(&volume) && hears(&mood) && hears(&key) && hears(&preset) && hears(&left),
          "in the form in which it is told");
    SEND("/lull/state", "");
    CHECK(hears_text("/lull/state", "{\"playing\": true, \"preset\": \"sleep\""),
          "and all of it as JSON");
}

static void test_errors(void)
{
    SEND("/lull/tempo", "i", 300);
    CHECK(hears_text("/lull/error", "tempo: '300' is too high"), "what is wrong is answered");
    SEND("/lull/temp", "i", 60);
    CHECK(hears_text("/lull/error", "did you mean 'tempo'?"), "with what may be meant");
    SEND("/tempo", "i", 60);
    CHECK(hears_text("/lull/error", "addresses begin with /lull/"), "or how addresses begin");
    SEND("/lull/tempo", "b");
    CHECK(hears_text("/lull/error", "numbers and text"), "and what arguments may be");
    SEND("/lull/mood", "f", 1.0 / 0.0);
    CHECK(hears_text("/lull/error", "mood: 'inf' is no mood"), "infinity is no number to steer by");
}

// Bytes of all kinds, the ends of good packets cut off, and lengths that lie.
static void test_garbage(void)
{
    enum { AGAIN_MS = 100 };
    uint32_t dice = 9;
    Packet good = message("/lull/tempo", "is", 60, "x");
    for (int i = 0; i < 20000; ++i) {
        unsigned char bytes[64];
        OscMessage read;
        const size_t count = i % 2 == 0 ? (size_t)(i / 2) % 64 : (size_t)i % (good.count + 1);
        for (size_t at = 0; at < sizeof bytes; ++at) {
            dice = dice * 1664525u + 1013904223u;
            bytes[at] = (unsigned char)(dice >> 24);
        }
        if (i % 2 == 1) {
            memcpy(bytes, good.bytes, count);
        } else if (i % 4 == 0) {
            memcpy(bytes, "#bundle\0\0\0\0\0\0\0\0\1", count < 16 ? count : 16);
        }
        osc_read(bytes, count, &read);
        if (i % 16 == 0) {
            send(client, bytes, count, 0);
        }
    }
    ControlMsg msg = {0};
    int spins = 0;
    while (msg.kind != CONTROL_LENGTH && spins < PATIENCE_MS) {
        if (spins % AGAIN_MS == 0) {
            SEND("/lull/left", "s", "open"); // a flood of datagrams may have swallowed the last one
        }
        const struct timespec nap = {.tv_nsec = 1000000};
        spins += ring_read(&ring, &msg, 1) == 0 && nanosleep(&nap, NULL) == 0;
    }
    CHECK(msg.kind == CONTROL_LENGTH, "garbage ends nothing: what follows is heard");
}

static void test_places(void)
{
    static const char *const bad[] = {"", "x", "70000", "-1", ":9000", "127.0.0.1:", "1.2.3.4:x"};
    char heard[OSC_PLACE_BYTES];
    int is_local = 0;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; ++i) {
        Error error = {STATUS_OK, ""};
        EXPECT(osc_port_open(bad[i], heard, &is_local, &error) == NULL &&
                   strstr(error.message, "for example 9000") != NULL,
               "'%s': %s", bad[i], error.message);
    }
    CHECK(test_clean(), "what is no place is refused");
    Error error;
    Port *const all = osc_port_open("0.0.0.0:0", heard, &is_local, &error);
    CHECK(all != NULL && !is_local, "a host opens it to the network, and that is known");
    char taken[OSC_PLACE_BYTES];
    snprintf(taken, sizeof taken, "0.0.0.0:%s", strstr(heard, "port ") + 5);
    CHECK(osc_port_open(taken, heard, &is_local, &error) == NULL &&
              strstr(error.message, "give another one") != NULL,
          "a port that is taken is told");
    all->ops->close(all);
}

int main(void)
{
    test_begin("osc");
    if (!osc_is_here()) {
        printf("ok - osc # SKIP built without liblo\n");
        return 0;
    }
    if (!begin()) {
        CHECK(0, "a port can be opened");
        return test_end();
    }
    test_words();
    test_buttons();
    test_bundle();
    test_questions();
    test_errors();
    test_garbage();
    remote_close(remote);
    close(client);
    test_places();
    return test_end();
}
