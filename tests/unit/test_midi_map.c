// MIDI messages to controls: the map that suits any keyboard, and a listener's own rows above it.
#include "compose/param.h"
#include "harness.h"
#include "session/midi_map.h"

static ControlMsg from(int status, int d1, int d2)
{
    return midi_map_control(NULL, (MidiMessage){(uint8_t)status, (uint8_t)d1, (uint8_t)d2});
}

static int is(ControlMsg msg, int kind, int a, int b)
{
    return msg.kind == kind && msg.a == a && msg.b == b;
}

static void test_notes(void)
{
    for (int channel = 0; channel < 16; ++channel) {
        for (int pitch = 0; pitch < 128; ++pitch) {
            EXPECT(is(from(0x90 | channel, pitch, 1 + pitch % 127), CONTROL_NOTE_ON, pitch,
                      1 + pitch % 127),
                   "on %d", pitch);
            EXPECT(is(from(0x90 | channel, pitch, 0), CONTROL_NOTE_OFF, pitch, 0), "v0 %d", pitch);
            EXPECT(is(from(0x80 | channel, pitch, 64), CONTROL_NOTE_OFF, pitch, 0), "off %d",
                   pitch);
        }
    }
    CHECK(test_clean(), "notes of every channel and pitch; velocity 0 is an end");
}

static void test_pedals(void)
{
    static const uint8_t kind[128] = {
        [7] = CONTROL_VOLUME,     [11] = CONTROL_EXPRESSION, [64] = CONTROL_SUSTAIN,
        [66] = CONTROL_SOSTENUTO, [67] = CONTROL_SOFT,       [74] = CONTROL_BRIGHTNESS,
    };
    for (int cc = 0; cc < 128; ++cc) {
        for (int value = 0; kind[cc] != CONTROL_NONE && value < 128; ++value) {
            const ControlMsg msg = from(0xb0 | value % 16, cc, value);
            EXPECT(is(msg, kind[cc], value, 0), "controller %d at %d", cc, value);
        }
    }
    CHECK(test_clean(), "pedals, volume, expression and brightness pass as they are");
    CHECK(from(0xb0, 120, 0).kind == CONTROL_RELEASE && from(0xb5, 123, 0).kind == CONTROL_RELEASE,
          "all sound off and all notes off release all keys");
    for (int value = 0; value < 128; ++value) {
        EXPECT(is(from(0xc3, value, 99), CONTROL_PRESET, value, 0), "program %d", value);
        EXPECT(is(from(0xe0, value, value), CONTROL_BEND, value * 129, 0), "bend %d", value);
        EXPECT(is(from(0xd0, value, 0), CONTROL_PRESSURE, value, 0), "pressure %d", value);
        EXPECT(is(from(0xa0, 60, value), CONTROL_PRESSURE, value, 0), "key pressure %d", value);
    }
    CHECK(test_clean() && from(0xe0, 0, 64).a == 8192, "programs, pressure and bend, centred");
}

/// What a knob reaches.
typedef struct {
    int kind, param, low, high;
} Reach;

static const Reach knobs[8] = {
    {CONTROL_VALENCE, 0, -1000, 1000},
    {CONTROL_AROUSAL, 0, -1000, 1000},
    {CONTROL_PARAM, PARAM_DENSITY, 0, 100},
    {CONTROL_BRIGHTNESS, 0, 0, 127},
    {CONTROL_TEMPO, 0, 40, 120},
    {CONTROL_PARAM, PARAM_SPACE, 0, 100},
    {CONTROL_PARAM, PARAM_PLAYER, -240, 0},
    {CONTROL_PARAM, PARAM_NATURE, -400, 60},
};

static int value_of(ControlMsg msg)
{
    return msg.kind == CONTROL_PARAM ? msg.b : msg.a;
}

static void expect_knob(int cc, const Reach *reach)
{
    int32_t before = INT32_MIN;
    for (int value = 0; value < 128; ++value) {
        const ControlMsg msg = from(0xb0, cc, value);
        EXPECT(msg.kind == reach->kind && (msg.kind != CONTROL_PARAM || msg.a == reach->param),
               "controller %d moves %d", cc, msg.kind);
        EXPECT(value_of(msg) >= before, "controller %d turns back at %d", cc, value);
        before = value_of(msg);
        const ControlMsg held = control_held(msg);
        EXPECT(held.a == msg.a && held.b == msg.b, "controller %d leaves the range", cc);
    }
    EXPECT(value_of(from(0xb0, cc, 0)) == reach->low && before == reach->high,
           "controller %d reaches %d to %d", cc, value_of(from(0xb0, cc, 0)), before);
}

static void test_knobs(void)
{
    static const int rows[2][8] = {{16, 17, 18, 19, 70, 71, 72, 73},
                                   {20, 21, 22, 23, 24, 25, 26, 27}};
    for (int i = 0; i < 8; ++i) {
        expect_knob(rows[0][i], &knobs[i]);
        expect_knob(rows[1][i], &knobs[i]);
    }
    CHECK(test_clean(), "eight knobs, under either numbering, span what they move");
    expect_knob(1, &knobs[1]);
    CHECK(test_clean(), "the modulation wheel is arousal");
}

static void test_transport(void)
{
    CHECK(is(from(0xfa, 0, 0), CONTROL_PAUSE, 0, 0) && is(from(0xfb, 0, 0), CONTROL_PAUSE, 0, 0) &&
              is(from(0xfc, 0, 0), CONTROL_PAUSE, 1, 0),
          "Start and Continue play, Stop pauses");
    CHECK(is(from(0xb0, 117, 127), CONTROL_PAUSE, 1, 0) &&
              is(from(0xb0, 118, 127), CONTROL_PAUSE, 0, 0) &&
              from(0xb0, 117, 0).kind == CONTROL_NONE && from(0xb0, 118, 0).kind == CONTROL_NONE,
          "so do the buttons, when they are pressed and not when they come up");
}

// Whatever the bytes are, what comes out is legal.
static void test_every_byte(void)
{
    for (int status = 0; status < 256; ++status) {
        for (int data = 0; data < 65536; data += 1 + data % 3) {
            const ControlMsg msg = from(status, data & 255, data >> 8);
            if (msg.kind < 0 || msg.kind >= CONTROL_KIND_COUNT) {
                EXPECT(0, "%02x %04x gives kind %d", status, data, msg.kind);
                continue;
            }
            const ControlMsg held = control_held(msg);
            EXPECT(held.a == msg.a && held.b == msg.b, "%02x %04x: %d %d", status, data, msg.a,
                   msg.b);
            const int is_whole = (data & 0x8080) == 0;
            const int is_used =
                (status >= 0x80 && status < 0xf0) || (status >= 0xfa && status <= 0xfc);
            EXPECT((is_used && is_whole) || msg.kind == CONTROL_NONE, "%02x %04x is used", status,
                   data);
        }
    }
    CHECK(test_clean(), "every status and data byte gives a legal control or none");
}

static const MidiBinding knob = {MIDI_CONTROLLER, 2, 21, CONTROL_VOLUME, 0, 100, 20, 0};
static const MidiBinding pad = {MIDI_ON, MIDI_ANY_CHANNEL, 36, CONTROL_PRESET, 0, 0, 3, 1};

static void test_own(void)
{
    MidiMap map = {.count = 0};
    CHECK(midi_map_put(&map, &knob) && midi_map_put(&map, &pad), "rows can be added");
    CHECK(is(midi_map_control(&map, (MidiMessage){0xb2, 21, 0}), CONTROL_VOLUME, 100, 0) &&
              is(midi_map_control(&map, (MidiMessage){0xb2, 21, 127}), CONTROL_VOLUME, 20, 0),
          "a knob of one's own wins over the default map, and may run backwards");
    CHECK(midi_map_control(&map, (MidiMessage){0xb3, 21, 127}).kind == CONTROL_AROUSAL,
          "on its own channel only");
    CHECK(is(midi_map_control(&map, (MidiMessage){0x99, 36, 1}), CONTROL_PRESET, 3, 0) &&
              midi_map_control(&map, (MidiMessage){0x89, 36, 0}).kind == CONTROL_NONE &&
              midi_map_control(&map, (MidiMessage){0x99, 36, 0}).kind == CONTROL_NONE,
          "a pad acts when it is struck, and makes no sound");
    CHECK(midi_map_control(&map, (MidiMessage){0x99, 37, 1}).kind == CONTROL_NOTE_ON,
          "the key beside it plays");
    MidiBinding other = knob;
    other.kind = CONTROL_AROUSAL;
    midi_map_put(&map, &other);
    CHECK(map.count == 2 && map.rows[0].kind == CONTROL_AROUSAL, "a knob moves one thing");
    CHECK(midi_map_forget(&map, &pad) == 1 && map.count == 1 && midi_map_forget(&map, &pad) == 0,
          "a row can be forgotten");
    for (int i = 0; i < 2 * MIDI_BINDINGS_MAX; ++i) {
        other.number = (uint8_t)(i % 128);
        other.channel = (uint8_t)(i / 128);
        EXPECT(midi_map_put(&map, &other) == (map.count < MIDI_BINDINGS_MAX || i < 128) ||
                   map.count == MIDI_BINDINGS_MAX,
               "row %d", i);
    }
    CHECK(test_clean() && map.count == MIDI_BINDINGS_MAX && !midi_map_put(&map, &pad),
          "a full map takes no more");
}

int main(void)
{
    test_begin("midi_map");
    test_notes();
    test_pedals();
    test_knobs();
    test_transport();
    test_every_byte();
    test_own();
    return test_end();
}
