// The render thread: the same sound as without it, steered by its rings, ended by either side.
#include "io/play_loop.h"
#include "io/preset_file.h"

#include "harness.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RATE = 48000, SECONDS = 4, FRAMES = RATE * SECONDS, NEVER = 1 << 30 };

// ---- A synth of one sine a channel, and a sink that keeps what it gets ----

typedef struct {
    Synth synth;
    int pitch[16];
    int64_t frame;
} Tone;

static void tone_on(Synth *synth, int channel, int pitch, int velocity)
{
    (void)velocity;
    ((Tone *)synth)->pitch[channel] = pitch;
}

static void tone_off(Synth *synth, int channel, int pitch)
{
    Tone *const self = (Tone *)synth;
    self->pitch[channel] = self->pitch[channel] == pitch ? 0 : self->pitch[channel];
}

static void tone_three(Synth *synth, int a, int b, int c)
{
    (void)synth, (void)a, (void)b, (void)c;
}

static void tone_two(Synth *synth, int a, int b)
{
    (void)synth, (void)a, (void)b;
}

static void tone_one(Synth *synth, int a)
{
    (void)synth, (void)a;
}

static void tone_render(Synth *synth, float *stereo, size_t frames)
{
    Tone *const self = (Tone *)synth;
    for (size_t i = 0; i < frames; ++i, ++self->frame) {
        stereo[2 * i] = 0;
        for (int c = 0; c < 16; ++c) {
            const float hz = 440 * powf(2, (float)(self->pitch[c] - 69) / 12);
            const double turns = (double)self->frame * hz / RATE;
            stereo[2 * i] += self->pitch[c] > 0 ? 0.05F * (float)sin(6.283185307 * turns) : 0;
        }
        stereo[2 * i + 1] = stereo[2 * i];
    }
}

static int tone_voices(Synth *synth)
{
    (void)synth;
    return 0;
}

static void tone_close(Synth *synth)
{
    (void)synth;
}

static const SynthOps tone_ops = {.name = "tone",
                                  .note_on = tone_on,
                                  .note_off = tone_off,
                                  .control = tone_three,
                                  .program = tone_three,
                                  .bend = tone_two,
                                  .space = tone_one,
                                  .render = tone_render,
                                  .voices = tone_voices,
                                  .close = tone_close};

typedef struct {
    Sink sink;
    atomic_long frames;
    long fails_after;
    atomic_int is_away; ///< As when there is no device.
    float sound[2 * FRAMES];
} Keeper;

static Status keep(Sink *sink, const float *stereo, size_t frames, Error *error)
{
    Keeper *const self = (Keeper *)sink;
    if (self->frames >= self->fails_after) {
        error->status = STATUS_NO_DEVICE;
        strcpy(error->message, "it broke");
        return STATUS_NO_DEVICE;
    }
    for (size_t i = 0; i < frames && self->frames < FRAMES; ++i, ++self->frames) {
        self->sound[2 * self->frames] = stereo[2 * i];
        self->sound[2 * self->frames + 1] = stereo[2 * i + 1];
    }
    if (self->fails_after == NEVER - 1) { // a slow device
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    return STATUS_OK;
}

static SinkRoom wait_for_room(Sink *sink, size_t frames)
{
    Keeper *const self = (Keeper *)sink;
    (void)frames;
    if (atomic_load(&self->is_away)) {
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
        return SINK_AWAY;
    }
    return SINK_READY;
}

static Status forget(Sink *sink, int keep_it, Error *error)
{
    (void)sink, (void)keep_it, (void)error;
    return STATUS_OK;
}

static const SinkOps keeper_ops = {"keeper", keep, forget, wait_for_room};

// ---- The cases ----

static Preset preset;
static Session session;
static Tone tone;
static Keeper keeper;
static Error error;
static float direct[2 * FRAMES];

static void prepare(int64_t length_ms, long fails_after)
{
    const SessionConfig config = {.presets = &preset,
                                  .preset_count = 1,
                                  .seed = 11,
                                  .rate_hz = RATE,
                                  .length_ms = length_ms,
                                  .fade_ms = 500,
                                  .volume = 127};
    session_init(&session, &config);
    tone = (Tone){.synth = {.ops = &tone_ops}};
    memset(&keeper, 0, sizeof keeper);
    keeper.sink.ops = &keeper_ops;
    keeper.fails_after = fails_after;
    memset(&error, 0, sizeof error);
}

static PlayConfig wiring(int block)
{
    return (PlayConfig){.session = &session,
                        .synth = &tone.synth,
                        .sink = &keeper.sink,
                        .rate_hz = RATE,
                        .block_frames = block};
}

static int waits_for_end(const PlayLoop *loop)
{
    for (int ms = 0; play_running(loop) && ms < 20000; ++ms) {
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    return !play_running(loop);
}

static void test_same_sound(void)
{
    prepare(SECONDS * 1000, NEVER);
    session_render(&session, &tone.synth, direct, FRAMES);
    static const int blocks[] = {64, 0, 1000, 5000};
    for (int i = 0; i < 4; ++i) {
        prepare(SECONDS * 1000, NEVER);
        const PlayConfig config = wiring(blocks[i]);
        PlayLoop *const loop = play_start(&config, &error);
        EXPECT(waits_for_end(loop), "block %d ends", blocks[i]);
        EXPECT(play_stop(loop, &error) == STATUS_OK, "block %d is fine", blocks[i]);
        EXPECT(keeper.frames == FRAMES, "block %d gives %ld frames", blocks[i], keeper.frames);
        EXPECT(memcmp(direct, keeper.sound, sizeof direct) == 0, "block %d", blocks[i]);
    }
    CHECK(test_clean(), "the thread gives the same frames in blocks of any size");
    float peak = 0;
    for (int i = 0; i < 2 * FRAMES; ++i) {
        peak = fmaxf(peak, fabsf(direct[i]));
    }
    CHECK(peak > 0.01F, "and they are not silent");
}

static void test_rings(void)
{
    static ControlMsg controls[8];
    static Snapshot snapshots[512];
    Ring control_ring, snapshot_ring;
    ring_init(&control_ring, controls, sizeof controls[0], 8);
    ring_init(&snapshot_ring, snapshots, sizeof snapshots[0], 512);
    prepare(0, NEVER); // open-ended: only the control ends it
    const ControlMsg fade = {.kind = CONTROL_FADE, .a = 200};
    ring_write(&control_ring, &fade, 1);
    PlayConfig config = wiring(128);
    config.controls[0] = &control_ring;
    config.control_count = 1;
    config.snapshots = &snapshot_ring;
    PlayLoop *const loop = play_start(&config, &error);
    CHECK(waits_for_end(loop), "a control reaches the session");
    play_stop(loop, &error);
    Snapshot last = {0};
    int count = 0;
    while (ring_read(&snapshot_ring, &last, 1) == 1) {
        ++count;
    }
    CHECK(count > 1 && last.done, "snapshots come, the last one when all is done");
}

static void test_ends(void)
{
    prepare(0, 10000);
    PlayConfig config = wiring(256);
    PlayLoop *loop = play_start(&config, &error);
    CHECK(waits_for_end(loop), "a sink that breaks ends the loop");
    CHECK_EQ(play_stop(loop, &error), STATUS_NO_DEVICE, "its status is passed on");
    CHECK(strcmp(error.message, "it broke") == 0, "and its words");
    prepare(0, NEVER - 1);
    loop = play_start(&config, &error);
    CHECK(play_running(loop), "an open-ended session plays");
    CHECK_EQ(play_stop(loop, &error), STATUS_OK, "until it is stopped");
    CHECK_EQ(play_stop(NULL, &error), STATUS_OK, "no loop is stopped too");
}

// ---- Standing still ----

/// Waits until `frames` more have been played.
static void hear(long frames)
{
    const long until = atomic_load(&keeper.frames) + frames;
    for (int ms = 0; atomic_load(&keeper.frames) < until && ms < 20000; ++ms) {
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
}

static long first_silence(void)
{
    for (long i = 1000; i < FRAMES - RATE / 20; ++i) {
        long n = 0;
        while (n < RATE / 20 && keeper.sound[2 * (i + n)] == 0) {
            ++n;
        }
        if (n == RATE / 20) {
            return i;
        }
        i += n;
    }
    return -1;
}

/// The sound stops while `stop` holds, and goes on with the very next frame of the piece.
static void test_pause(void)
{
    prepare(SECONDS * 1000, NEVER);
    session_render(&session, &tone.synth, direct, FRAMES);
    prepare(SECONDS * 1000, NEVER - 1);
    static ControlMsg controls[8];
    Ring ring;
    ring_init(&ring, controls, sizeof controls[0], 8);
    PlayConfig config = wiring(64);
    config.controls[0] = &ring;
    config.control_count = 1;
    PlayLoop *const loop = play_start(&config, &error);
    hear(RATE);
    const ControlMsg pause = {.kind = CONTROL_PAUSE, .a = 1}, resume = {.kind = CONTROL_PAUSE};
    ring_write(&ring, &pause, 1);
    for (int ms = 0; !play_is_silent(loop) && ms < 20000; ++ms) {
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    CHECK(play_is_silent(loop), "a pause is silent");
    hear(RATE / 10);
    ring_write(&ring, &resume, 1);
    hear(RATE + RATE / 10);
    play_stop(loop, &error);
    const long from = first_silence();
    long until = from;
    while (until < FRAMES && keeper.sound[2 * until] == 0) {
        ++until;
    }
    CHECK(from > RATE && from < 2 * RATE && until > from + RATE / 20, "from frame %ld to %ld", from,
          until);
    float step = 0;
    for (long i = RATE; i < until + RATE / 2; ++i) {
        step = fmaxf(step, fabsf(keeper.sound[2 * i] - keeper.sound[2 * i - 2]));
    }
    float usual = 0;
    for (long i = RATE; i < 2 * RATE; ++i) {
        usual = fmaxf(usual, fabsf(direct[2 * i] - direct[2 * i - 2]));
    }
    CHECK(step <= 1.05F * usual, "without a click (%.4f, in the piece %.4f)", (double)step,
          (double)usual);
    const long shift = (until - from) / 64 * 64, full = until + RATE + 64;
    long best = -1;
    for (long off = shift - 128; off <= shift + 128 && best < 0; ++off) {
        best = memcmp(keeper.sound + 2 * full, direct + 2 * (full - off), 4000) == 0 ? off : -1;
    }
    CHECK(best > 0, "and then the piece goes on where it was (%ld frames later)", best);
}

/// Whoever pauses and then stops must not have to go on first, however quick they are.
static void test_stop_in_pause(void)
{
    for (int is_late = 0; is_late < 2; ++is_late) {
        prepare(0, NEVER - 1);
        static ControlMsg controls[8];
        Ring ring;
        ring_init(&ring, controls, sizeof controls[0], 8);
        PlayConfig config = wiring(64);
        config.controls[0] = &ring;
        config.control_count = 1;
        PlayLoop *const loop = play_start(&config, &error);
        hear(RATE);
        const ControlMsg pause = {.kind = CONTROL_PAUSE, .a = 1}, resume = {.kind = CONTROL_PAUSE},
                         fade = {.kind = CONTROL_FADE, .a = 600000};
        ring_write(&ring, &pause, 1);
        for (int ms = 0; is_late && !play_is_silent(loop) && ms < 20000; ++ms) {
            nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
        }
        ring_write(&ring, &fade, 1);
        ring_write(&ring, &resume, 1);
        EXPECT(waits_for_end(loop), "late %d: it pauses for ever", is_late);
        play_stop(loop, &error);
        const long end = 2 * (atomic_load(&keeper.frames) - 1);
        EXPECT(fabsf(keeper.sound[end]) < 0.001F, "late %d: cut at %.4f", is_late,
               (double)keeper.sound[end]);
    }
    CHECK(test_clean(), "stopped in a pause, or on the way there, it ends in silence");
}

static void test_away(void)
{
    prepare(0, NEVER - 1);
    static ControlMsg controls[8];
    Ring ring;
    ring_init(&ring, controls, sizeof controls[0], 8);
    PlayConfig config = wiring(64);
    config.controls[0] = &ring;
    config.control_count = 1;
    PlayLoop *const loop = play_start(&config, &error);
    hear(1000);
    atomic_store(&keeper.is_away, 1);
    const ControlMsg fade = {.kind = CONTROL_FADE, .a = 600000};
    const ControlMsg key = {.kind = CONTROL_NOTE_ON, .a = 60, .b = 90};
    ring_write(&ring, &key, 1);
    ring_write(&ring, &fade, 1);
    CHECK(waits_for_end(loop), "who ends it while there is no device need not wait for a fade");
    CHECK_EQ(play_stop(loop, &error), STATUS_OK, "and it ends well");
    CHECK_EQ(session.player.held[0][60] + session.player.held[1][60], 0,
             "keys are not kept for later");
}

int main(void)
{
    test_begin("play_loop");
    if (preset_file_read("presets/evening.conf", &preset, &error) != STATUS_OK) {
        printf("not ok - play_loop: %s\n", error.message);
        return 1;
    }
    test_same_sound();
    test_rings();
    test_ends();
    test_pause();
    test_stop_in_pause();
    test_away();
    return test_end();
}
