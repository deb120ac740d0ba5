// MIDI messages to controls.
#include "compose/param.h"
#include "harness.h"
#include "session/control.h"

#include <string.h>

static ControlMsg from(int status, int d1, int d2)
{
    return control_from_midi((uint8_t)status, (uint8_t)d1, (uint8_t)d2);
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

static void test_controllers(void)
{
    static const uint8_t kind[128] = {
        [7] = CONTROL_VOLUME,    [64] = CONTROL_SUSTAIN,  [74] = CONTROL_BRIGHTNESS,
        [120] = CONTROL_RELEASE, [123] = CONTROL_RELEASE,
    };
    for (int cc = 0; cc < 128; ++cc) {
        for (int value = 0; value < 128; ++value) {
            const ControlMsg msg = from(0xb0 | value % 16, cc, value);
            if (cc == 1) {
                continue;
            }
            EXPECT(msg.kind == kind[cc], "controller %d is kind %d", cc, msg.kind);
            EXPECT(kind[cc] == CONTROL_NONE || msg.a == value, "controller %d: %d", cc, value);
        }
    }
    CHECK(test_clean(), "volume, pedal, brightness and release; other controllers are not heard");
    int32_t before = -1001;
    for (int value = 0; value < 128; ++value) {
        const ControlMsg msg = from(0xb0, 1, value);
        EXPECT(msg.kind == CONTROL_AROUSAL && msg.a > before, "mod wheel at %d", value);
        before = msg.a;
    }
    CHECK(test_clean() && from(0xb0, 1, 0).a == -1000 && from(0xb0, 1, 127).a == 1000,
          "the mod wheel spans arousal from end to end");
}

static void test_rest(void)
{
    for (int value = 0; value < 128; ++value) {
        EXPECT(is(from(0xc3, value, 99), CONTROL_PRESET, value, 0), "program %d", value);
        EXPECT(is(from(0xe0, value, value), CONTROL_BEND, value * 129, 0), "bend %d", value);
    }
    CHECK(test_clean() && from(0xe0, 0, 64).a == 8192, "programs and bend, centred at 8192");
}

// Whatever the bytes are, what comes out is legal.
static void test_every_byte(void)
{
    static const int32_t high[CONTROL_KIND_COUNT] = {
        [CONTROL_NOTE_ON] = 127, [CONTROL_NOTE_OFF] = 127, [CONTROL_SUSTAIN] = 127,
        [CONTROL_BEND] = 16383,  [CONTROL_AROUSAL] = 1000, [CONTROL_BRIGHTNESS] = 127,
        [CONTROL_VOLUME] = 127,  [CONTROL_PRESET] = 127,   [CONTROL_RELEASE] = 127,
    };
    for (int status = 0; status < 256; ++status) {
        for (int data = 0; data < 65536; data += 1 + data % 3) {
            const ControlMsg msg = from(status, data & 255, data >> 8);
            const int32_t low = msg.kind == CONTROL_AROUSAL ? -1000 : 0;
            if (msg.kind < 0 || msg.kind >= CONTROL_KIND_COUNT) {
                EXPECT(0, "%02x %04x gives kind %d", status, data, msg.kind);
                continue;
            }
            EXPECT(msg.a >= low && msg.a <= high[msg.kind], "%02x %04x: %d", status, data, msg.a);
            EXPECT(msg.kind != CONTROL_NOTE_ON || (msg.b > 0 && msg.b < 128), "%02x: b", status);
            const int used = status >= 0x80 && status < 0xf0 && (status & 0xf0) != 0xa0 &&
                             (status & 0xf0) != 0xd0;
            EXPECT(used || msg.kind == CONTROL_NONE, "%02x is used", status);
        }
    }
    CHECK(test_clean(), "every status and data byte gives a legal control or none");
}

static void test_table(void)
{
    for (int kind = 1; kind < CONTROL_KIND_COUNT; ++kind) {
        const ControlInfo *const info = &control_table[kind];
        EXPECT(info->word != NULL && info->word[0] != '\0' && strchr(info->word, ' ') == NULL,
               "kind %d has no word", kind);
        EXPECT((int)control_find(info->word) == kind, "'%s' is not found", info->word);
        EXPECT(info->a_min <= info->a_max && info->b_min <= info->b_max, "'%s'", info->word);
    }
    CHECK(test_clean(), "every kind has a word of its own");
    CHECK(control_find("") == CONTROL_NONE && control_find("none") == CONTROL_NONE &&
              control_find("volum") == CONTROL_NONE,
          "other words are none");
}

static void test_held(void)
{
    CHECK(is(control_held((ControlMsg){CONTROL_VOLUME, 128, 9}), CONTROL_VOLUME, 127, 0) &&
              is(control_held((ControlMsg){CONTROL_VALENCE, -1001, 0}), CONTROL_VALENCE, -1000, 0),
          "numbers are held to their ranges");
    CHECK(is(control_held((ControlMsg){CONTROL_PARAM, PARAM_DENSITY, 101}), CONTROL_PARAM,
             PARAM_DENSITY, 100) &&
              is(control_held((ControlMsg){CONTROL_PARAM, PARAM_LEVEL, CONTROL_FREE}),
                 CONTROL_PARAM, PARAM_LEVEL, CONTROL_FREE) &&
              is(control_held((ControlMsg){CONTROL_PARAM, PARAM_COUNT, 0}), CONTROL_PARAM,
                 PARAM_COUNT - 1, 0),
          "a parameter to its own, unless it is let go");
    for (int kind = -2; kind < CONTROL_KIND_COUNT + 2; ++kind) {
        const ControlMsg msg = control_held((ControlMsg){kind, INT32_MIN, INT32_MAX});
        EXPECT(msg.kind == (kind > 0 && kind < CONTROL_KIND_COUNT ? kind : CONTROL_NONE), "%d",
               kind);
        EXPECT(msg.a >= control_table[msg.kind].a_min && msg.b <= control_table[msg.kind].b_max,
               "kind %d: %d %d", kind, msg.a, msg.b);
    }
    CHECK(test_clean(), "whatever the kind is, what comes out is legal");
}

int main(void)
{
    test_begin("control");
    test_notes();
    test_controllers();
    test_rest();
    test_every_byte();
    test_table();
    test_held();
    return test_end();
}
