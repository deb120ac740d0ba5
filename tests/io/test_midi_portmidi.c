// The MIDI thread against a stand-in for PortMidi: found, lost, found again, and never a note left.
#include "io/midi_portmidi.h"

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

/// Waits until the keyboard in use is `name`; "" = none.
static int is_using(MidiIn *midi, const char *name)
{
    char now[128];
    for (int ms = 0; ms < PATIENCE_MS; ++ms) {
        if (midi_in_name(midi, now, sizeof now) == (name[0] != '\0') && strcmp(now, name) == 0) {
            return 1;
        }
        nap();
    }
    printf("# the keyboard is '%s'\n", now);
    return 0;
}

static MidiIn *open_midi(const char *device)
{
    Error error = {0};
    ring_init(&ring, storage, sizeof storage[0], CAPACITY);
    return midi_in_open(device, &ring, &error);
}

static void test_messages(MidiIn *midi)
{
    CHECK(is_using(midi, "Grand 88"), "the first keyboard is found, not the through port");
    order("90 3C 64\n3C\nFE\nF8\nA0 3C 10\nD0 11\nB0 05 22\n90 3C 00");
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

static void test_loss(MidiIn *midi)
{
    order("90 40 64");
    CHECK(next_is(CONTROL_NOTE_ON, 64), "a key is held");
    order("unplug Grand 88");
    CHECK(next_is(CONTROL_RELEASE, 0), "the keyboard goes and its notes with it");
    CHECK(is_using(midi, ""), "there is none now");
    order("plug Toy 25\nplug Grand 88");
    CHECK(is_using(midi, "Grand 88"), "it comes back and is taken by its name");
    order("90 41 64");
    CHECK(next_is(CONTROL_NOTE_ON, 65), "and plays again");
}

/// The ring is not read while a hundred thousand messages come.
static void test_flood(void)
{
    char notes[400];
    for (int i = 0; i < 2000; ++i) {
        int length = 0;
        for (int k = 0; k < 16; ++k) {
            length += snprintf(notes + length, sizeof notes - (size_t)length, "%s%s %02X 40",
                               k > 0 ? "\n" : "", i % 2 == 0 ? "90" : "80", 40 + k);
        }
        order(notes);
    }
    order("B0 4A 11\nB0 4A 12\nB0 4A 13");
    int sounding[128] = {0}, brightness = -1;
    for (int quiet_ms = 0; quiet_ms < 300;) {
        ControlMsg msg;
        if (ring_read(&ring, &msg, 1) == 0) {
            nap();
            ++quiet_ms;
            continue;
        }
        quiet_ms = 0;
        if (msg.kind == CONTROL_NOTE_ON || msg.kind == CONTROL_NOTE_OFF) {
            sounding[msg.a] = msg.kind == CONTROL_NOTE_ON;
        } else if (msg.kind == CONTROL_BRIGHTNESS) {
            brightness = msg.a;
        }
    }
    for (int pitch = 0; pitch < 128; ++pitch) {
        EXPECT(!sounding[pitch], "pitch %d still sounds", pitch);
    }
    CHECK(test_clean(), "after a flood no note is left");
    CHECK_EQ(brightness, 0x13, "and the knob stands where it was left");
}

static void test_choice(void)
{
    MidiIn *midi = open_midi("toy");
    CHECK(is_using(midi, "Toy 25"), "a part of a name in any case is enough");
    midi_in_close(midi);
    midi = open_midi("0");
    CHECK(is_using(midi, "Midi Through Port-0"), "a number takes what the list shows");
    midi_in_close(midi);
    InputDevice devices[8];
    CHECK_EQ(portmidi_devices(devices, 8), 3, "all inputs are listed");
    CHECK_EQ(portmidi_devices(devices, 2), 2, "but no more than there is room for");
    CHECK(!devices[0].is_default && devices[1].is_default, "the default is a keyboard");
    midi = open_midi("harpsichord");
    CHECK(is_using(midi, ""), "a keyboard that is not there is waited for");
    order("plug My Harpsichord");
    CHECK(is_using(midi, "My Harpsichord"), "until it comes");
    midi_in_close(midi);
    midi_in_close(NULL);
}

int main(void)
{
    test_begin("midi_portmidi");
    char path[] = "/tmp/lull-midi-XXXXXX";
    if (mkdtemp(path) == NULL) {
        return 1;
    }
    char name[64];
    snprintf(name, sizeof name, "%s/fifo", path);
    mkfifo(name, 0600);
    setenv("FAKE_MIDI", name, 1);
    orders = open(name, O_RDWR);
    MidiIn *const midi = open_midi(NULL);
    CHECK(is_using(midi, ""), "at first there is no keyboard");
    order("plug Midi Through Port-0\nplug Grand 88");
    test_messages(midi);
    test_loss(midi);
    test_flood();
    midi_in_close(midi);
    test_choice();
    close(orders);
    unlink(name);
    rmdir(path);
    return test_end();
}
