// The MIDI thread against a stand-in for PortMidi: found, lost, found again, and never a note left.
#include "io/midi.h"

#include "harness.h"
#include "session/control.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "tools/fake_portmidi.c" // its Pm_ functions take the place of the library's

enum { CAPACITY = 64, PATIENCE_MS = 5000 };

static ControlMsg storage[CAPACITY];
static Ring ring;
static int orders = -1;
static char list_path[96] = "/nowhere"; // a system without a list of ports

static void order(const char *text)
{
    if (write(orders, text, strlen(text)) < 0 || write(orders, "\n", 1) < 0) {
        perror("fifo");
    }
}

static void nap(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
}

/// Waits for the next control.
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
    if (msg.kind == kind && msg.a == a) {
        return 1;
    }
    printf("# kind %d value %d, wanted %d %d\n", (int)msg.kind, (int)msg.a, kind, a);
    return 0;
}

/// Waits for the next piece of news.
static int tells(Midi *midi, const char *name, int is_here)
{
    MidiNews news = {.name = ""};
    for (int ms = 0; ms < PATIENCE_MS && !midi_news(midi, &news); ++ms) {
        nap();
    }
    if (strcmp(news.name, name) == 0 && news.is_here == is_here) {
        return 1;
    }
    printf("# news: '%s' %s\n", news.name, news.is_here ? "is here" : "is gone");
    return 0;
}

static Midi *open_midi(const char *first, const char *second)
{
    static const char *wishes[2];
    Error error = {0};
    wishes[0] = first;
    wishes[1] = second;
    const MidiConfig config = {.inputs = wishes,
                               .input_count = (first != NULL) + (second != NULL),
                               .controls = &ring,
                               .list_path = list_path};
    ring_init(&ring, storage, sizeof storage[0], CAPACITY);
    return midi_open(&config, &error);
}

static void test_messages(Midi *midi)
{
    CHECK(tells(midi, "Grand 88", 1), "the keyboard is found, not the through port");
    order("90 3C 64\n3C\nFE\nF8\nF6\nFF\nB0 05 22\n90 3C 00");
    CHECK(next_is(CONTROL_NOTE_ON, 60), "a key sounds");
    CHECK(next_is(CONTROL_NOTE_OFF, 60), "velocity 0 ends it; clock and others are no notes");
    order("B0 01 7F\nB3 4A 05\nB0 07 64\nB0 40 7F\nE0 00 40\nC0 03");
    CHECK(next_is(CONTROL_AROUSAL, 1000), "the mod wheel is arousal");
    CHECK(next_is(CONTROL_BRIGHTNESS, 5), "controller 74 is brightness, on any channel");
    CHECK(next_is(CONTROL_VOLUME, 100), "controller 7 is volume");
    CHECK(next_is(CONTROL_SUSTAIN, 127), "the pedal is the pedal");
    CHECK(next_is(CONTROL_BEND, 8192), "the bend wheel rests in the middle");
    CHECK(next_is(CONTROL_PRESET, 3), "a program change calls a preset");
    order("B0 7B 00\noverflow\n80 3C 40");
    CHECK(next_is(CONTROL_RELEASE, 0), "all notes off releases all");
    CHECK(next_is(CONTROL_RELEASE, 0), "lost events release all, for ends may be among them");
    CHECK(next_is(CONTROL_NOTE_OFF, 60), "and the next message is heard");
}

static void test_loss(Midi *midi)
{
    order("90 40 64");
    CHECK(next_is(CONTROL_NOTE_ON, 64), "a key is held");
    order("unplug Grand 88");
    CHECK(next_is(CONTROL_RELEASE, 0), "the keyboard goes and its notes with it");
    CHECK(tells(midi, "Grand 88", 0) && midi_input_count(midi) == 0, "which is told");
    order("plug Grand 88");
    CHECK(tells(midi, "Grand 88", 1) && midi_input_count(midi) == 1, "it comes back");
    order("90 41 64");
    CHECK(next_is(CONTROL_NOTE_ON, 65), "and plays again");
}

/// Which pitches sound, by what has come so far; returns when nothing comes for a while.
static int follow(int sounding[128], int *brightness)
{
    int count = 0;
    for (int quiet_ms = 0; quiet_ms < 300;) {
        ControlMsg msg;
        if (ring_read(&ring, &msg, 1) == 0) {
            nap();
            ++quiet_ms;
            continue;
        }
        quiet_ms = 0;
        ++count;
        if (msg.kind == CONTROL_NOTE_ON || msg.kind == CONTROL_NOTE_OFF) {
            sounding[msg.a] = msg.kind == CONTROL_NOTE_ON;
        } else if (msg.kind == CONTROL_RELEASE) {
            memset(sounding, 0, 128 * sizeof *sounding);
        }
        *brightness = msg.kind == CONTROL_BRIGHTNESS ? msg.a : *brightness;
    }
    return count;
}

/// A million words, in a ring of 64 that is read as fast as a session reads.
static void test_flood(void)
{
    int sounding[128] = {0}, brightness = -1;
    order("flood 1000000");
    const int count = follow(sounding, &brightness);
    CHECK(count > 1000, "of a million messages some come through (%d)", count);
    char up[32];
    for (int pitch = 0; pitch < 128; ++pitch) {
        snprintf(up, sizeof up, "80 %02X 00", (unsigned)pitch);
        order(up);
    }
    order("B0 4A 11\nB0 4A 12\nB0 4A 13");
    follow(sounding, &brightness);
    for (int pitch = 0; pitch < 128; ++pitch) {
        EXPECT(!sounding[pitch], "pitch %d still sounds", pitch);
    }
    CHECK(test_clean(), "when all keys are up again no note is left");
    CHECK_EQ(brightness, 0x13, "and the knob stands where it was left");
    order("90 3C 64");
    CHECK(next_is(CONTROL_NOTE_ON, 60), "and the keyboard plays on");
}

static void test_choice(void)
{
    order("plug Toy 25");
    Midi *midi = open_midi("toy", NULL);
    CHECK(tells(midi, "Toy 25", 1), "a part of a name in any case is enough");
    midi_close(midi);
    midi = open_midi("0", NULL);
    CHECK(tells(midi, "Midi Through Port-0", 1), "a number takes what the list shows");
    midi_close(midi);
    MidiDevice devices[8];
    CHECK_EQ(midi_ports_start(devices, 8), 3, "all inputs are listed");
    CHECK(!devices[0].is_default && devices[1].is_default, "the default is a keyboard");
    CHECK_EQ(midi_ports_start(devices, 2), 2, "but no more than there is room for");
    midi_ports_stop();
    midi = open_midi("harpsichord", NULL);
    for (int ms = 0; ms < 20; ++ms) {
        nap();
    }
    CHECK(midi_misses(midi, 0) && midi_input_count(midi) == 0,
          "a keyboard that is not there is waited for");
    order("plug My Harpsichord");
    CHECK(tells(midi, "My Harpsichord", 1) && !midi_misses(midi, 0), "until it comes");
    midi_close(midi);
    midi_close(NULL);
    order("unplug My Harpsichord");
}

static void write_list(const char *ports)
{
    FILE *const file = fopen(list_path, "w");
    if (file != NULL) {
        fprintf(file, "Client   0 : \"System\" [Kernel]\n  Port   0 : \"Timer\" (Rwe-)\n%s", ports);
        fclose(file);
    }
}

#define LISTED(name) "Client  20 : \"x\" [Kernel]\n  Port   0 : \"" name "\" (RWeX)\n"

// With a list of ports, as ALSA has one, devices come and go while others play.
static void test_list(const char *folder)
{
    snprintf(list_path, sizeof list_path, "%s/clients", folder);
    write_list(LISTED("Grand 88"));
    order("unplug Toy 25");
    Midi *const midi = open_midi(NULL, NULL);
    CHECK(tells(midi, "Grand 88", 1), "a keyboard is found");
    order("90 3C 64");
    CHECK(next_is(CONTROL_NOTE_ON, 60), "and played");
    order("plug Knobs");
    write_list(LISTED("Grand 88") LISTED("Knobs"));
    CHECK(tells(midi, "Knobs", 1), "a second one joins while it plays");
    CHECK(next_is(CONTROL_RELEASE, 0), "keys that may have come up in that moment are released");
    order("from Grand 88\n90 40 64\nfrom Knobs\nB0 07 11");
    CHECK(next_is(CONTROL_NOTE_ON, 64) && next_is(CONTROL_VOLUME, 17), "both are heard");
    write_list(LISTED("Grand 88"));
    CHECK(tells(midi, "Knobs", 0), "one that the list names no more is gone, whatever it says");
    CHECK(next_is(CONTROL_RELEASE, 0) && midi_input_count(midi) == 1, "the other one stays");
    write_list(LISTED("Grand 88") LISTED("Knobs"));
    CHECK(tells(midi, "Knobs", 1), "and it is taken back");
    order("from ");
    midi_close(midi);
    const Midi *const two = open_midi("knobs", "grand");
    CHECK(tells((Midi *)two, "Knobs", 1) && tells((Midi *)two, "Grand 88", 1),
          "two that are named are taken, in the order of their names");
    midi_close((Midi *)two);
    unlink(list_path);
}

int main(void)
{
    test_begin("midi");
    char path[] = "/tmp/lull-midi-XXXXXX";
    if (mkdtemp(path) == NULL) {
        return 1;
    }
    char name[64];
    snprintf(name, sizeof name, "%s/fifo", path);
    mkfifo(name, 0600);
    setenv("FAKE_MIDI", name, 1);
    orders = open(name, O_RDWR);
    Midi *const midi = open_midi(NULL, NULL);
    order("plug Midi Through Port-0\nplug Grand 88");
    test_messages(midi);
    test_loss(midi);
    test_flood();
    midi_close(midi);
    test_choice();
    test_list(path);
    close(orders);
    unlink(name);
    rmdir(path);
    return test_end();
}
