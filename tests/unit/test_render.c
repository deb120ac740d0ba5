// Rendering: the same bits in blocks of any size, events on time, an end in silence.
#include "base/dice.h"
#include "harness.h"
#include "unit/fixture.h"
#include "unit/tone.h"

#include <math.h>
#include <string.h>

enum { SECONDS = 24, FRAMES = SECONDS * RATE_HZ, BLOCK_MOST = 4096 };

static Session session;
static ToneSynth tone;
static float first[2 * FRAMES], other[2 * FRAMES];

/// A control at a frame, as a keyboard or timer would send it.
typedef struct {
    int64_t frame;
    ControlMsg msg;
} Steer;

static const Steer steers[] = {
    {1, {CONTROL_AROUSAL, 700, 0}},        {50000, {CONTROL_NOTE_ON, 61, 90}},
    {50017, {CONTROL_NOTE_ON, 64, 90}},    {50018, {CONTROL_NOTE_OFF, 61, 0}},
    {88888, {CONTROL_SUSTAIN, 127, 0}},    {123457, {CONTROL_VALENCE, -400, 0}},
    {200001, {CONTROL_BRIGHTNESS, 90, 0}}, {300000, {CONTROL_PRESET, 1, 0}},
    {400064, {CONTROL_VOLUME, 60, 0}},     {500000, {CONTROL_BEND, 9000, 0}},
    {600001, {CONTROL_RELEASE, 0, 0}},     {800003, {CONTROL_PRESET, 3, 0}},
    {900000, {CONTROL_FADE, 2500, 0}},
};

enum { STEERS = sizeof steers / sizeof steers[0] };

// Renders a whole piece in calls of `block` frames (0: of random sizes), cut where a control comes.
static size_t render(float *stereo, int preset, uint64_t seed, int block, int steered)
{
    const SessionConfig config = fixture_config(preset, seed, SECONDS);
    session_init(&session, &config);
    tone_init(&tone);
    Dice dice = dice_at(seed, 1, 1);
    size_t at = 0, sounded = 0;
    int s = steered ? 0 : STEERS;
    while (at < FRAMES) {
        for (; s < STEERS && steers[s].frame == (int64_t)at; ++s) {
            session_control(&session, &steers[s].msg);
        }
        size_t n = block > 0 ? (size_t)block : (size_t)dice_range(&dice, 1, BLOCK_MOST);
        const size_t left = FRAMES - at;
        const size_t to_steer = s < STEERS ? (size_t)steers[s].frame - at : left;
        n = n < left ? n : left;
        n = n < to_steer ? n : to_steer;
        sounded += session_render(&session, &tone.synth, stereo + 2 * at, n);
        at += n;
    }
    return sounded;
}

static void test_block_sizes(int preset, int steered)
{
    static const int blocks[] = {1, 17, 64, 256, 480, 1000, 4096, 0};
    const size_t frames = render(first, preset, 5, 333, steered);
    for (int b = 0; b < 8; ++b) {
        const size_t count = render(other, preset, 5, blocks[b], steered);
        EXPECT(count == frames, "block %d: %zu frames, not %zu", blocks[b], count, frames);
        EXPECT(memcmp(first, other, sizeof first) == 0, "block %d gives other bits", blocks[b]);
    }
    CHECK(test_clean(), "%s%s: blocks of seven sizes and of random ones give the same bits",
          fixture_presets()[preset].name, steered ? ", steered" : "");
    CHECK_EQ(tone.illegal + tone.off_grid + tone.doubles, 0,
             "every message is legal, on the grid of blocks, and no pitch is struck twice");
    CHECK_EQ(tone.rooms, 1, "the room is built once, however the mood is steered");
}

static void test_audio(void)
{
    const size_t frames = render(first, 0, 9, 1000, 0);
    CHECK_EQ(frames, FRAMES, "a piece has the very length that was asked for");
    CHECK(session_done(&session), "and then it is done");
    float peak = 0, step = 0;
    double energy = 0;
    for (int i = 2; i < 2 * FRAMES; ++i) {
        peak = fmaxf(peak, fabsf(first[i]));
        energy += (double)first[i] * first[i];
        step = fmaxf(step, fabsf(first[i] - first[i - 2]));
    }
    CHECK(peak < 0.892f && sqrt(energy / FRAMES) > 0.005, "it sounds (%.3f) and stays under %.3f",
          sqrt(energy / FRAMES), peak);
    const int silence = RATE_HZ / 4;
    for (int i = 2 * (FRAMES - silence); i < 2 * FRAMES; ++i) {
        EXPECT(first[i] == 0.0f, "sample %d is %.6f", i, first[i]);
    }
    CHECK(test_clean() && first[0] == 0.0f,
          "it begins at zero and ends in a quarter second of zeros");
}

// Each note of the score reaches the synth at the first block from its frame on.
static int64_t on_frames[20000];
static int on_count;

static void record_on(Synth *synth, int channel, int pitch, int velocity)
{
    (void)channel, (void)pitch, (void)velocity;
    on_frames[on_count++] = ((ToneSynth *)synth)->frame;
}

static void test_on_time(void)
{
    const SessionConfig config = fixture_config(3, 12, SECONDS);
    static Session score;
    session_init(&session, &config);
    session_init(&score, &config);
    tone_init(&tone);
    SynthOps ops = *tone.synth.ops;
    ops.note_on = record_on;
    tone.synth.ops = &ops;
    while (!session_done(&session)) {
        session_render(&session, &tone.synth, other, 777);
    }
    int notes = 0;
    for (Event event; session_next(&score, &event);) {
        if (event.kind == EVENT_NOTE_ON) {
            const int64_t late = on_frames[notes] - event.frame;
            EXPECT(late >= 0 && late < SYNTH_BLOCK_FRAMES, "note %d comes %lld frames late", notes,
                   (long long)late);
            ++notes;
        }
    }
    CHECK(notes == on_count && notes > 100 && test_clean(),
          "%d notes sound within a block of %d frames", notes, (int)SYNTH_BLOCK_FRAMES);
}

int main(void)
{
    test_begin("render");
    test_block_sizes(0, 0);
    test_block_sizes(0, 1);
    test_block_sizes(2, 1);
    test_audio();
    test_on_time();
    return test_end();
}
