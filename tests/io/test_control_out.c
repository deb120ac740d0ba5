// Controls through a ring that may be full: the end of a note is never lost.
#include "io/control_out.h"

#include "harness.h"

enum { CAPACITY = 4 };

static ControlMsg storage[CAPACITY];
static Ring ring;
static ControlOut out;

static void push(int kind, int a, int b)
{
    control_out_push(&out, (ControlMsg){kind, a, b});
}

static ControlMsg pull(void)
{
    ControlMsg msg = {0};
    ring_read(&ring, &msg, 1);
    return msg;
}

static void start(void)
{
    ring_init(&ring, storage, sizeof storage[0], CAPACITY);
    control_out_init(&out, &ring);
}

static void test_passes(void)
{
    start();
    push(CONTROL_NOTE_ON, 60, 100);
    push(CONTROL_NONE, 0, 0);
    push(CONTROL_KIND_COUNT, 0, 0);
    push(CONTROL_NOTE_OFF, 60, 0);
    CHECK_EQ(ring_read_space(&ring), 2, "controls pass, what is none does not");
    CHECK(pull().kind == CONTROL_NOTE_ON && pull().kind == CONTROL_NOTE_OFF, "in their order");
}

// Two parameters are two knobs, though both come as CONTROL_PARAM.
static void test_params(void)
{
    start();
    for (int i = 0; i < CAPACITY; ++i) {
        push(CONTROL_NOTE_ON, 60 + i, 100);
    }
    push(CONTROL_PARAM, PARAM_DENSITY, 10);
    push(CONTROL_PARAM, PARAM_SPACE, 20);
    push(CONTROL_PARAM, PARAM_DENSITY, 30);
    for (int i = 0; i < CAPACITY; ++i) {
        pull();
    }
    control_out_flush(&out);
    const ControlMsg density = pull(), space = pull();
    CHECK(density.a == PARAM_DENSITY && density.b == 30 && space.a == PARAM_SPACE &&
              space.b == 20 && pull().kind == CONTROL_NONE,
          "of each parameter the latest value waits");
}

static void test_full(void)
{
    start();
    for (int i = 0; i < CAPACITY; ++i) {
        push(CONTROL_NOTE_ON, 60 + i, 100);
    }
    push(CONTROL_NOTE_ON, 70, 100);
    push(CONTROL_BRIGHTNESS, 10, 0);
    push(CONTROL_BRIGHTNESS, 90, 0);
    for (int i = 0; i < CAPACITY; ++i) {
        push(CONTROL_NOTE_OFF, 60 + i, 0);
    }
    CHECK_EQ(out.dropped, 1, "a note that finds no room does not start");
    for (int i = 0; i < CAPACITY; ++i) {
        EXPECT(pull().a == 60 + i, "note %d", i);
    }
    control_out_flush(&out);
    for (int i = 0; i < CAPACITY; ++i) {
        const ControlMsg msg = pull();
        EXPECT(msg.kind == CONTROL_NOTE_OFF && msg.a == 60 + i, "end of note %d", i);
    }
    CHECK(test_clean(), "every note that started ends");
    control_out_flush(&out);
    CHECK_EQ(pull().a, 90, "of a knob the latest value comes");
    CHECK_EQ(out.waiting, 0, "and then nothing waits");
    push(CONTROL_NOTE_ON, 70, 100);
    CHECK_EQ(pull().a, 70, "with room again notes start again");
}

static void test_flood(void)
{
    start();
    uint32_t dice = 1;
    int sounding[128] = {0};
    for (int i = 0; i < 1000000; ++i) {
        dice = dice * 1664525u + 1013904223u;
        const int pitch = (int)(dice >> 25);
        push((dice >> 20 & 1) ? CONTROL_NOTE_ON : CONTROL_NOTE_OFF, pitch, 64);
        if ((dice >> 10 & 7) == 0) {
            const ControlMsg msg = pull();
            if (msg.kind == CONTROL_NOTE_ON || msg.kind == CONTROL_NOTE_OFF) {
                sounding[msg.a] = msg.kind == CONTROL_NOTE_ON;
            }
        }
    }
    for (int pitch = 0; pitch < 128; ++pitch) {
        push(CONTROL_NOTE_OFF, pitch, 0);
    }
    while (out.waiting > 0 || ring_read_space(&ring) > 0) {
        const ControlMsg msg = pull();
        if (msg.kind == CONTROL_NOTE_ON || msg.kind == CONTROL_NOTE_OFF) {
            sounding[msg.a] = msg.kind == CONTROL_NOTE_ON;
        }
        control_out_flush(&out);
    }
    for (int pitch = 0; pitch < 128; ++pitch) {
        EXPECT(!sounding[pitch], "pitch %d sounds", pitch);
    }
    CHECK(test_clean(), "after a million messages, all keys up, nothing sounds");
}

// A knob that sends 10,000 values between two looks, with a pedal and a key among them.
static void test_offer(void)
{
    start();
    for (int i = 0; i < 10000; ++i) {
        control_out_offer(&out, (ControlMsg){CONTROL_VOLUME, i % 128, 0});
        control_out_offer(&out, (ControlMsg){CONTROL_PARAM, PARAM_DENSITY, i % 100});
    }
    CHECK_EQ(ring_read_space(&ring), 0, "knobs wait until the end of a look");
    control_out_flush(&out);
    CHECK(pull().a == 9999 % 128 && pull().b == 99, "of each the newest value comes, once");
    control_out_offer(&out, (ControlMsg){CONTROL_SUSTAIN, 127, 0});
    control_out_offer(&out, (ControlMsg){CONTROL_VOLUME, 5, 0});
    control_out_offer(&out, (ControlMsg){CONTROL_SUSTAIN, 0, 0});
    control_out_offer(&out, (ControlMsg){CONTROL_VOLUME, 6, 0});
    control_out_flush(&out);
    CHECK(pull().kind == CONTROL_SUSTAIN && pull().a == 5 && pull().kind == CONTROL_SUSTAIN &&
              pull().a == 6 && ring_read_space(&ring) == 0,
          "in order with the pedal, which loses none");
}

int main(void)
{
    test_begin("control_out");
    test_passes();
    test_full();
    test_params();
    test_flood();
    test_offer();
    return test_end();
}
