// A replay: the same bits and the same notes as the session that was steered, wherever it is cut.
#include "session/replay.h"

#include "base/dice.h"
#include "harness.h"
#include "unit/fixture.h"
#include "unit/tone.h"

#include <math.h>
#include <string.h>

enum { SECONDS = 26, FRAMES = SECONDS * RATE_HZ, BLOCK_MOST = 4096, STROKES_MAX = 4096 };

static const TimedControl controls[] = {
    {0, 0, {CONTROL_VOLUME, 90, 0}},
    {1, 0, {CONTROL_AROUSAL, 700, 0}},
    {50000, 0, {CONTROL_NOTE_ON, 61, 90}},
    {50017, 0, {CONTROL_NOTE_ON, 64, 90}},
    {50017, 0, {CONTROL_NOTE_OFF, 61, 0}},
    {88888, 0, {CONTROL_SUSTAIN, 127, 0}},
    {123457, 0, {CONTROL_VALENCE, -4, 0}},
    {200001, 0, {CONTROL_BRIGHTNESS, 90, 0}},
    {210000, 0, {CONTROL_PARAM, PARAM_QUANTISE, 2}},
    {222222, 0, {CONTROL_NOTE_ON, 66, 90}},
    {223333, 0, {CONTROL_NOTE_OFF, 66, 90}},
    {300000, 0, {CONTROL_PRESET, 1, 0}},
    {333333, 0, {CONTROL_CLOCK, 900000, 0}},
    {377777, 0, {CONTROL_CLOCK, 700000, 1000}},
    {400064, 0, {CONTROL_BREATH, 60, 0}},
    {420000, 0, {CONTROL_LENGTH, 40000, LENGTH_LEFT}},
    {430001, 0, {CONTROL_LENGTH, -1000, LENGTH_MOVE}},
    {500000, 0, {CONTROL_BEND, 9000, 0}},
    {600001, 0, {CONTROL_NOTE_ON, 70, 80}},
    {700001, 0, {CONTROL_START, 650000, 100}},
    {750000, 0, {CONTROL_NOTE_OFF, 70, 0}},
    {800003, 0, {CONTROL_PRESET, 3, 0}},
    {900000, 0, {CONTROL_FADE, 2500, 0}},
};

enum { CONTROLS = sizeof controls / sizeof controls[0] };

static Session session;
static ToneSynth tone;
static float played[2 * FRAMES], again[2 * FRAMES];

// ---- A synth that writes down the notes it is told ----

typedef struct {
    int64_t frame;
    int32_t on, channel, pitch, velocity;
} Stroke;

typedef struct {
    Synth synth;
    int64_t frame;
    Stroke notes[STROKES_MAX];
    int count;
} Scribe;

static void write_note(Scribe *scribe, int64_t frame, const Stroke *note)
{
    if (scribe->count < STROKES_MAX) {
        scribe->notes[scribe->count] = *note;
        scribe->notes[scribe->count++].frame = frame;
    }
}

static void scribe_on(Synth *synth, int channel, int pitch, int velocity)
{
    Scribe *const self = (Scribe *)synth;
    write_note(self, self->frame, &(Stroke){0, 1, channel, pitch, velocity});
}

static void scribe_off(Synth *synth, int channel, int pitch)
{
    Scribe *const self = (Scribe *)synth;
    write_note(self, self->frame, &(Stroke){0, 0, channel, pitch, 0});
}

static void scribe_render(Synth *synth, float *stereo, size_t frames)
{
    ((Scribe *)synth)->frame += (int64_t)frames;
    memset(stereo, 0, frames * 2 * sizeof *stereo);
}

static Scribe scribe_new(void)
{
    static SynthOps ops;
    tone_init(&tone);
    ops = *tone.synth.ops; // the tone's, for whatever is no note
    ops.note_on = scribe_on;
    ops.note_off = scribe_off;
    ops.render = scribe_render;
    return (Scribe){.synth = {.ops = &ops}};
}

// ---- Tests ----

static SessionConfig steered(int preset)
{
    SessionConfig config = fixture_config(preset, 5, 0);
    config.fade_ms = 45000; // thins the music out, once there is an end
    return config;
}

static size_t play_by_hand(int preset)
{
    const SessionConfig config = steered(preset);
    size_t at = 0, next = 0, sounded = 0;
    session_init(&session, &config);
    tone_init(&tone);
    while (at < FRAMES) {
        for (; next < CONTROLS && controls[next].frame == (int64_t)at; ++next) {
            session_control(&session, &controls[next].msg);
        }
        const size_t n = (next < CONTROLS ? (size_t)controls[next].frame : FRAMES) - at;
        sounded += session_render(&session, &tone.synth, played + 2 * at, n);
        at += n;
    }
    return sounded;
}

static size_t play_again(int preset, int64_t stop_frame, int64_t fade_frames, int block)
{
    const SessionConfig config = steered(preset);
    Replay replay;
    Dice dice = dice_at(1, 1, 1);
    size_t sounded = 0;
    session_init(&session, &config);
    tone_init(&tone);
    replay_init(&replay, (Steering){controls, CONTROLS, stop_frame, fade_frames});
    memset(again, 0, sizeof again);
    for (size_t at = 0; at < FRAMES && !replay_done(&replay, &session);) {
        size_t n = block > 0 ? (size_t)block : (size_t)dice_range(&dice, 1, BLOCK_MOST);
        n = n < FRAMES - at ? n : FRAMES - at;
        sounded += replay_render(&replay, &session, &tone.synth, again + 2 * at, n);
        at += n;
    }
    return sounded;
}

static void test_bits(void)
{
    static const int blocks[] = {64, 480, 4096, 0};
    for (int preset = 0; preset < FIXTURES; ++preset) {
        const size_t frames = play_by_hand(preset);
        EXPECT(frames < FRAMES, "preset %d: the fade ends it", preset);
        for (int b = 0; b < 4; ++b) {
            const size_t count = play_again(preset, 0, 0, blocks[b]);
            EXPECT(count == frames, "preset %d, block %d", preset, blocks[b]);
            EXPECT(memcmp(played, again, sizeof played) == 0, "preset %d, block %d: other bits",
                   preset, blocks[b]);
        }
    }
    CHECK(test_clean(), "controls at their frames give the same bits in blocks of any size");
}

static void test_stop(void)
{
    const int64_t stop = 12 * RATE_HZ + 17;
    play_by_hand(1);
    CHECK_EQ(play_again(1, stop, 0, 1000), stop, "one that was cut ends at the same frame");
    CHECK(memcmp(played, again, (size_t)stop * 2 * sizeof *again) == 0, "with the same bits");
}

static void test_fade(void)
{
    const int64_t stop = 12 * RATE_HZ + 17, fade = 2 * RATE_HZ, begin = stop - fade;
    play_by_hand(1);
    play_again(1, stop, fade, 1000);
    CHECK(memcmp(played, again, (size_t)begin * 2 * sizeof *again) == 0,
          "one that fades out is the same up to there");
    for (int64_t i = 2 * begin; i < 2 * stop; ++i) {
        const double x = (double)(stop - i / 2) / (double)fade;
        EXPECT(fabs(again[i]) <= fabs(played[i]) * sin(x * 1.5708) * sin(x * 1.5708) + 1e-6,
               "frame %lld", (long long)(i / 2));
    }
    CHECK(test_clean() && fabs(again[2 * (begin + fade / 2)]) > 0, "then it falls, to nothing");
}

// What a synth is told when the events are played as session_render() plays them.
static void play_events(Scribe *scribe, int preset, int64_t stop_frame)
{
    const SessionConfig config = steered(preset);
    Replay replay;
    int64_t tick = 0;
    session_init(&session, &config);
    replay_init(&replay, (Steering){controls, CONTROLS, stop_frame, 0});
    for (Event event; replay_next(&replay, &session, &event);) {
        if (event.part != PARTS_MAX && event.kind != EVENT_END) {
            EXPECT(event.tick >= tick, "preset %d: time runs backwards at tick %lld", preset,
                   (long long)event.tick);
            tick = event.tick;
        }
        scribe->frame = session.rendered_frames;
        if (event.kind == EVENT_NOTE_ON || event.kind == EVENT_NOTE_OFF) {
            synth_send(&scribe->synth, &event);
        }
    }
}

static void test_score(void)
{
    static Scribe heard, read;
    for (int preset = 0; preset < FIXTURES; ++preset) {
        const SessionConfig config = steered(preset);
        Replay replay;
        heard = scribe_new();
        read = scribe_new();
        session_init(&session, &config);
        replay_init(&replay, (Steering){controls, CONTROLS, 0, 0});
        while (!replay_done(&replay, &session)) {
            replay_render(&replay, &session, &heard.synth, again, BLOCK_MOST);
        }
        play_events(&read, preset, 0);
        const size_t bytes = (size_t)heard.count * sizeof heard.notes[0];
        EXPECT(heard.count > 20 && read.count >= heard.count, "preset %d: %d notes, %d", preset,
               heard.count, read.count);
        EXPECT(memcmp(heard.notes, read.notes, bytes) == 0, "preset %d: other notes", preset);
    }
    CHECK(test_clean(), "the score of a replay has the notes that were heard, at their frames");
}

static int left_sounding(const Scribe *scribe)
{
    static int held[16][128];
    int count = 0;
    memset(held, 0, sizeof held);
    for (int i = 0; i < scribe->count; ++i) {
        const Stroke *const note = &scribe->notes[i];
        int *const pitch = &held[note->channel][note->pitch];
        EXPECT(note->on || *pitch > 0, "pitch %d ends that never began", note->pitch);
        *pitch += note->on ? 1 : -1;
        count += note->on ? 1 : -1;
    }
    return count;
}

static void test_cut_score(void)
{
    static Scribe read;
    for (int preset = 0; preset < FIXTURES; ++preset) {
        for (int64_t stop = 9001; stop < 14 * RATE_HZ; stop += 33333) {
            read = scribe_new();
            play_events(&read, preset, stop);
            EXPECT(left_sounding(&read) == 0, "preset %d cut at %lld", preset, (long long)stop);
        }
    }
    CHECK(test_clean(), "a score that is cut anywhere ends every note that it began");
}

static int same_event(const Event *x, const Event *y)
{
    return x->tick == y->tick && x->frame == y->frame && x->kind == y->kind && x->a == y->a &&
           x->b == y->b && x->c == y->c && x->part == y->part && x->channel == y->channel;
}

static void test_untouched(void)
{
    static Session other;
    const SessionConfig config = fixture_config(2, 9, SECONDS);
    Replay replay;
    Event mine, theirs;
    session_init(&session, &config);
    session_init(&other, &config);
    replay_init(&replay, (Steering){0});
    while (session_next(&other, &theirs)) {
        EXPECT(replay_next(&replay, &session, &mine) && same_event(&mine, &theirs),
               "event at tick %lld", (long long)theirs.tick);
    }
    CHECK(test_clean() && !replay_next(&replay, &session, &mine),
          "without controls it is the session as composed");
}

int main(void)
{
    test_begin("replay");
    test_bits();
    test_stop();
    test_fade();
    test_score();
    test_cut_score();
    test_untouched();
    return test_end();
}
