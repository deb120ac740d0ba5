// Sessions: lengths, determinism, snapshots, hostile input, and a day of music.
#include "base/dice.h"
#include "harness.h"
#include "unit/fixture.h"
#include "unit/score.h"
#include "unit/tone.h"

#include <stdlib.h>
#include <string.h>

static Score score, again;
static Session session;
static ToneSynth tone;

static void test_same(void)
{
    for (int p = 0; p < FIXTURES; ++p) {
        SessionConfig config = fixture_config(p, 77, 100);
        score_compose(&score, &config, INT64_MAX);
        score_compose(&again, &config, INT64_MAX);
        EXPECT(score.print == again.print && score.count == again.count, "preset %d", p);
        config.seed = 78;
        score_compose(&again, &config, INT64_MAX);
        EXPECT(score.print != again.print, "preset %d: another seed", p);
        config.seed = 77;
        config.rate_hz = 44100;
        score_compose(&again, &config, INT64_MAX);
        EXPECT(score.count == again.count, "preset %d: at another rate %zu events, not %zu", p,
               again.count, score.count);
        for (size_t i = 0; i < score.count && i < again.count; ++i) {
            EXPECT(score.events[i].tick == again.events[i].tick &&
                       score.events[i].a == again.events[i].a,
                   "preset %d: event %zu at another rate", p, i);
        }
    }
    CHECK(test_clean(), "one seed gives one score, whatever the rate; another seed another");
}

// From a tenth of a second to a quarter of an hour.
static void test_lengths(void)
{
    static const int64_t lengths_ms[] = {100,  250,   700,   1500,  3000,  5000,  7500,
                                         9000, 12345, 20000, 45678, 90001, 900000};
    for (int i = 0; i < 13 * FIXTURES; ++i) {
        SessionConfig config = fixture_config(i % FIXTURES, (uint64_t)i, 1);
        config.length_ms = lengths_ms[i / FIXTURES];
        config.set.fixed[PARAM_TEMPO] = i % 3 == 1;
        config.set.value[PARAM_TEMPO] = i % 2 == 0 ? 40 : 120;
        score_compose(&score, &config, INT64_MAX);
        for (int r = 0; r < 2; ++r) { // order and pairs
            const char *const fault = score_rules[r].fault(&score);
            EXPECT(fault == NULL, "%s, %lld ms: %s", score.preset->name,
                   (long long)config.length_ms, fault);
        }
        const int64_t end = config.length_ms * RATE_HZ / 1000;
        const int64_t last = score.events[score.count - 1].frame;
        EXPECT(last <= end, "%s, %lld ms: the last event is %lld frames late", score.preset->name,
               (long long)config.length_ms, (long long)(last - end));
    }
    CHECK(test_clean(), "pieces of 0.1 s to 15 min keep their length, order and ends");
}

// A tune that stops before its last tone leaves the listener waiting for it.
static void test_last_tone(void)
{
    for (int i = 0; i < 20 * FIXTURES; ++i) {
        const SessionConfig config = fixture_config(i % FIXTURES, (uint64_t)i, 90);
        int pitch = -1;
        Key key = {0, 0};
        score_compose(&score, &config, INT64_MAX);
        for (size_t e = 0; e < score.count; ++e) {
            const Event *const event = &score.events[e];
            if (event->kind == EVENT_KEY) {
                key = (Key){(uint8_t)event->a, (uint8_t)event->b};
            } else if (event->kind == EVENT_NOTE_ON && event->part == 0) {
                pitch = event->a;
            }
        }
        const int above = (pitch - key.tonic + 2 * OCTAVE) % OCTAVE;
        EXPECT(above == 0 || above == 3 || above == 4 || above == 7,
               "seed %d ends %d semitones above the tonic", i, above);
    }
    CHECK(test_clean(), "the tune comes to its last tone, in the chord of the tonic");
}

static void test_snapshot(void)
{
    const SessionConfig config = fixture_config(0, 3, 60);
    session_init(&session, &config);
    tone_init(&tone);
    static float stereo[2 * 4800];
    int64_t before = -1;
    int bars = 0;
    for (int i = 0; i < 600; ++i) {
        session_render(&session, &tone.synth, stereo, 4800);
        const Snapshot shown = session_snapshot(&session);
        EXPECT(shown.frame == 4800 * (i + 1) && shown.elapsed_ms == 100 * (i + 1) &&
                   shown.left_ms == 60000 - shown.elapsed_ms,
               "time at %d", i);
        EXPECT(shown.frame > before && shown.seed == 3 && shown.preset_index == 0, "at %d", i);
        EXPECT(shown.tempo_bpm >= 30 && shown.tempo_bpm <= 120, "%d BPM", shown.tempo_bpm);
        EXPECT(shown.beat >= 1 && shown.beat <= 4 && shown.bar >= 1, "bar %d, beat %d", shown.bar,
               shown.beat);
        EXPECT(shown.voices == tone_held(&tone, -1), "%d voices", shown.voices);
        EXPECT(shown.fading == (i + 1 >= 568), "fading at %d: %d", i, shown.fading);
        bars = shown.bar;
        before = shown.frame;
    }
    CHECK(test_clean() && bars > 10, "snapshots show time, place, voices and fade as they are");
    CHECK(session_snapshot(&session).done, "and the end");
}

// Controls of every kind with any numbers, in floods: nothing breaks, nothing hangs.
static void test_floods(void)
{
    static float stereo[2 * 512];
    Dice dice = dice_at(1, 2, 3);
    const SessionConfig config = fixture_config(1, 1, 0);
    session_init(&session, &config);
    tone_init(&tone);
    for (int block = 0; block < 3000; ++block) {
        const int count = block % 10 == 0 ? dice_below(&dice, 2000) : dice_below(&dice, 3);
        for (int i = 0; i < count; ++i) {
            ControlMsg msg = {dice_range(&dice, -1, CONTROL_KIND_COUNT), (int32_t)dice_bits(&dice),
                              (int32_t)dice_bits(&dice)};
            const int tame = dice_chance(&dice, 900);
            msg.a = tame ? msg.a & 127 : msg.a;
            msg.b = tame ? msg.b & 127 : msg.b;
            const int ends = msg.kind == CONTROL_FADE || msg.kind == CONTROL_LENGTH;
            msg.kind = ends ? CONTROL_NOTE_OFF : msg.kind;
            session_control(&session, &msg);
        }
        session_render(&session, &tone.synth, stereo, 64 + (size_t)dice_below(&dice, 448));
    }
    const ControlMsg release = {CONTROL_RELEASE, 0, 0};
    session_control(&session, &release);
    session_render(&session, &tone.synth, stereo, 512);
    CHECK_EQ(tone_held(&tone, PLAYER_CHANNEL), 0, "after floods of controls no key hangs");
    CHECK(tone.sustain[PLAYER_CHANNEL] == 0 && tone.bend[PLAYER_CHANNEL] == 8192,
          "nor pedal nor bend");
    CHECK_EQ(tone.illegal, 0, "and no illegal message came of them");
}

static void send_keys(int kind, int count)
{
    for (int i = 0; i < count; ++i) {
        const ControlMsg msg = {kind, i * 37 % 128, 80};
        session_control(&session, &msg);
    }
}

// Thousands of keys go down, and all come up within the same block or in the next one.
static void test_flood_release(void)
{
    static float stereo[2 * 512];
    const SessionConfig config = fixture_config(0, 1, 0);
    session_init(&session, &config);
    tone_init(&tone);
    for (int round = 0; round < 8; ++round) {
        send_keys(CONTROL_NOTE_ON, 150 * round * round);
        session_render(&session, &tone.synth, stereo, 64);
        send_keys(CONTROL_NOTE_ON, 3000);
        if (round % 2 == 0) {
            session_render(&session, &tone.synth, stereo, 100);
        }
        send_keys(CONTROL_NOTE_OFF, 128);
        session_render(&session, &tone.synth, stereo, 512);
        EXPECT(tone_held(&tone, PLAYER_CHANNEL) == 0, "round %d: %d keys hang", round,
               tone_held(&tone, PLAYER_CHANNEL));
    }
    CHECK(test_clean(), "thousands of keys within one block all come up again");
}

// An endless session for a day; with `fixed`, at one tempo of 60, where a tick is so many frames.
static void play_day(int preset, int32_t rate_hz, int fixed)
{
    const int64_t day = 24 * 3600LL * rate_hz;
    SessionConfig config = fixture_config(preset, 5, 0);
    config.rate_hz = rate_hz;
    config.set.fixed[PARAM_TEMPO] = fixed != 0;
    config.set.value[PARAM_TEMPO] = 60;
    session_init(&session, &config);
    int64_t frame = 0, notes = 0;
    int32_t queued = 0;
    for (Event event; frame < day && session_next(&session, &event); frame = event.frame) {
        EXPECT(event.frame >= frame, "time runs backwards at %lld", (long long)frame);
        EXPECT(!fixed || event.frame == event.tick * rate_hz / TICKS_PER_QUARTER,
               "tick %lld is frame %lld", (long long)event.tick, (long long)event.frame);
        queued = session.queue.count > queued ? session.queue.count : queued;
        notes += event.kind == EVENT_NOTE_ON;
    }
    EXPECT(frame >= day, "it ends after %lld frames", (long long)frame);
    EXPECT(queued < QUEUE_MAX / 2, "%d events wait", queued);
    EXPECT(notes > 24 * 3600, "%lld notes only", (long long)notes);
}

static void test_day(void)
{
    play_day(0, 48000, 0);
    CHECK(test_clean(), "an endless session plays a day through, with room in the queue");
    play_day(3, 192000, 1);
    CHECK(test_clean(), "and at one tempo no frame is off, at 192 kHz after a day");
}

int main(void)
{
    test_begin("session");
    test_same();
    test_lengths();
    test_last_tone();
    test_snapshot();
    test_floods();
    test_flood_release();
    test_day();
    return test_end();
}
