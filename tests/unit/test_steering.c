// Steering: what a listener changes is heard, in time and in the right direction.
#include "harness.h"
#include "unit/fixture.h"
#include "unit/score.h"
#include "unit/tone.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SEEDS = 20, BEAT = TICKS_PER_QUARTER };

static Score score;
static Session session;
static ToneSynth tone;
static float stereo[2 * 4096];

// ---- Arousal and valence ------------------------------------------------------------------------

typedef struct {
    double notes, velocity, major, chords, dark;
} Heard;

static Heard hear(int preset, uint64_t seed, Mood mood, int in_c)
{
    SessionConfig config = fixture_config(preset, seed, 90);
    config.has_mood = 1;
    config.mood = mood;
    config.has_key = in_c;
    score_compose(&score, &config, INT64_MAX);
    Heard heard = {0};
    Key key = {0, 0};
    int degree = -1;
    for (size_t i = 0; i < score.count; ++i) {
        const Event *const event = &score.events[i];
        if (event->kind == EVENT_NOTE_ON) {
            heard.notes += 1;
            heard.velocity += event->b;
        } else if (event->kind == EVENT_KEY) {
            key = (Key){(uint8_t)event->a, (uint8_t)event->b};
        } else if (event->kind == EVENT_CHORD) {
            const int is_new = event->a != degree;
            degree = event->a;
            heard.chords += is_new;
            heard.dark += is_new * key.mode;
            heard.major += is_new && chord_is_major(key, (Chord){.degree = (uint8_t)degree});
        }
    }
    return heard;
}

static Heard hear_many(int valence, int arousal, int in_c)
{
    Heard sum = {0};
    for (int i = 0; i < 6 * FIXTURES; ++i) {
        const Heard one = hear(i % FIXTURES, (uint64_t)i, mood_safe(valence, arousal), in_c);
        sum.notes += one.notes;
        sum.velocity += one.velocity;
        sum.major += one.major;
        sum.chords += one.chords;
        sum.dark += one.dark;
    }
    return sum;
}

static void test_monotone(void)
{
    double rate = 0, level = 0;
    for (int arousal = -1000; arousal <= 1000; arousal += 250) {
        const Heard heard = hear_many(400, arousal, 0);
        EXPECT(heard.notes > rate, "arousal %d: %.0f notes after %.0f", arousal, heard.notes, rate);
        EXPECT(heard.velocity / heard.notes > level, "arousal %d: velocity %.1f after %.1f",
               arousal, heard.velocity / heard.notes, level);
        rate = heard.notes;
        level = heard.velocity / heard.notes;
    }
    CHECK(test_clean(), "more arousal, more notes and more level, all the way");
    double major = 0, dark = MODE_COUNT, least = 0;
    for (int valence = -1000; valence <= 1000; valence += 500) {
        const Heard in_c = hear_many(valence, -400, 1), free_ = hear_many(valence, -400, 0);
        const double share = in_c.major / in_c.chords, darkness = free_.dark / free_.chords;
        // A major key that is named cannot be darkened without end: there the share stays.
        EXPECT(share > major - 0.05, "valence %d: %.3f major after %.3f", valence, share, major);
        EXPECT(darkness < dark + 0.001, "valence %d: darkness %.2f after %.2f", valence, darkness,
               dark);
        least = valence == -1000 ? share : least;
        major = share;
        dark = darkness;
    }
    CHECK(test_clean() && major > least && dark < 0.5,
          "more valence, more major chords and brighter modes, all the way");
}

// ---- Controls at a time -------------------------------------------------------------------------

// Composes 60 s of an open session, with `msg` at `at_tick` unless it is NULL.
static void compose_steered(uint64_t seed, int64_t at_tick, const ControlMsg *msg)
{
    const SessionConfig config = fixture_config(0, seed, 0);
    session_init(&session, &config);
    score.count = 0;
    Event event;
    while (session_next(&session, &event) && event.tick < 90 * BEAT) {
        score.events[score.count++] = event;
        if (msg != NULL && event.tick >= at_tick) {
            session_control(&session, msg);
            msg = NULL;
        }
    }
}

// Notes in 16 seconds from two beats after a tick on.
static int notes_after(int64_t tick)
{
    int count = 0;
    int64_t from = -1;
    for (size_t i = 0; i < score.count; ++i) {
        const Event *const event = &score.events[i];
        from = from < 0 && event->tick >= tick + 2 * BEAT ? event->frame : from;
        count += event->kind == EVENT_NOTE_ON && from >= 0 && event->frame < from + 16 * RATE_HZ;
    }
    return count;
}

// First note from a tick on that differs from the notes kept before.
static Event kept[20000];
static size_t kept_count;

static int64_t first_change(int64_t from)
{
    for (size_t i = 0; i < score.count && i < kept_count; ++i) {
        const Event *const a = &score.events[i], *const b = &kept[i];
        if (a->tick >= from && (a->tick != b->tick || a->kind != b->kind || a->b != b->b)) {
            return a->tick - from;
        }
    }
    return INT64_MAX;
}

static void test_arousal_now(void)
{
    const int64_t at = 20 * BEAT;
    const ControlMsg up = {CONTROL_AROUSAL, 1000, 0};
    int calm = 0, lively = 0;
    for (uint64_t seed = 0; seed < SEEDS; ++seed) {
        compose_steered(seed, at, NULL);
        memcpy(kept, score.events, sizeof kept);
        kept_count = score.count;
        calm += notes_after(at);
        compose_steered(seed, at, &up);
        lively += notes_after(at);
        EXPECT(first_change(at) <= 2 * BEAT, "seed %d: nothing changes for %lld ticks", (int)seed,
               (long long)first_change(at));
    }
    CHECK(test_clean(), "steering is heard within two beats");
    CHECK(lively * 100 > calm * 115, "and the next 16 s have more notes: %d after %d", lively,
          calm);
}

static void test_brightness_now(void)
{
    const ControlMsg bright = {CONTROL_BRIGHTNESS, 99, 0};
    const int64_t at = 20 * BEAT;
    compose_steered(3, at, &bright);
    int channels = 0;
    for (size_t i = 0; i < score.count; ++i) {
        const Event *const event = &score.events[i];
        const int is_it = event->kind == EVENT_CONTROL && event->a == 74 && event->b == 99;
        channels += is_it && event->tick >= at && event->tick <= at + BEAT;
    }
    const int all = fixture_presets()[0].part_count + HAND_COUNT; // and the player
    CHECK_EQ(channels, all, "brightness reaches every part and the player in a beat");
}

// A part's tone moves with the mood's brightness, and stays within what MIDI has.
static void test_tone(void)
{
    static const int32_t tones[4] = {0, 50, -100, 100};
    static const int32_t wanted[2][4] = {{60, 80, 20, 100}, {110, 127, 70, 127}};
    for (int bright = 0; bright < 2; ++bright) {
        Preset preset = fixture_presets()[0];
        for (int i = 0; i < 4; ++i) {
            preset.parts[i].tone = (int8_t)tones[i];
        }
        SessionConfig config = fixture_config(0, 1, 30);
        config.presets = &preset;
        config.preset_count = 1;
        config.set.fixed[PARAM_BRIGHTNESS] = 1;
        config.set.value[PARAM_BRIGHTNESS] = wanted[bright][0];
        score_compose(&score, &config, INT64_MAX);
        int32_t heard[16] = {0};
        for (size_t i = 0; i < score.count; ++i) {
            const Event *const event = &score.events[i];
            if (event->kind == EVENT_CONTROL && event->a == 74) {
                heard[event->channel] = event->b;
            }
        }
        for (int i = 0; i < 4 && i < preset.part_count; ++i) {
            EXPECT(heard[i] == wanted[bright][i], "part %d: CC74 is %d", i, heard[i]);
        }
    }
    CHECK(test_clean(), "tone makes a part brighter or darker than the mood asks for");
}

// From the control on: where the new programs come, and the first phrase not yet composed then.
static void expect_preset(uint64_t seed, int64_t at)
{
    const SessionConfig config = fixture_config(0, seed, 0);
    const ControlMsg msg = {CONTROL_PRESET, 3, 0};
    session_init(&session, &config);
    Event event;
    int64_t composed = INT64_MAX, phrase = -1, program = -1;
    while (session_next(&session, &event) && event.tick < at + 60 * BEAT) {
        if (composed == INT64_MAX && event.tick >= at) {
            session_control(&session, &msg);
            composed = session.composed_tick;
        }
        if (event.kind == EVENT_PHRASE && event.tick >= composed && phrase < 0) {
            phrase = event.tick;
        }
        program = event.kind == EVENT_PROGRAM && event.tick > 0 ? event.tick : program;
    }
    EXPECT(program > 0 && program == phrase, "seed %d: programs change at %lld, the phrase at %lld",
           (int)seed, (long long)program, (long long)phrase);
    EXPECT(session_snapshot(&session).preset_index == 3, "seed %d: the preset is not shown",
           (int)seed);
}

static void test_preset_next(void)
{
    for (uint64_t seed = 0; seed < SEEDS; ++seed) {
        expect_preset(seed, (10 + 3 * (int64_t)seed) * BEAT);
    }
    CHECK(test_clean(), "a program change starts its preset with the next phrase");
    const ControlMsg wrong = {CONTROL_PRESET, FIXTURES, 0};
    compose_steered(1, 5 * BEAT, &wrong);
    CHECK(session.config.preset_index == 0, "a program without a preset changes nothing");
}

// ---- Tempo, key, parameters ---------------------------------------------------------------------

static void send(int kind, int32_t a, int32_t b)
{
    const ControlMsg msg = {kind, a, b};
    session_control(&session, &msg);
}

// Plays on to `tick`; returns the largest change from one tempo to the next, 1/1000 BPM.
static int32_t play_to(int64_t tick)
{
    Event event = {.tick = -1};
    int32_t most = 0;
    int32_t before = 0;
    while (event.tick < tick && session_next(&session, &event)) {
        if (event.kind == EVENT_TEMPO) {
            const int32_t bpm = (int32_t)(60000000000LL / event.a);
            most = before > 0 && abs(bpm - before) > most ? abs(bpm - before) : most;
            before = bpm;
        }
    }
    return most;
}

static void test_tempo(void)
{
    const SessionConfig config = fixture_config(0, 3, 0);
    session_init(&session, &config);
    play_to(20 * BEAT);
    const int32_t own = session_snapshot(&session).tempo_bpm;
    send(CONTROL_TEMPO, 84, 0);
    const int32_t up = play_to(70 * BEAT);
    CHECK_EQ(session_snapshot(&session).tempo_bpm, 84, "the tempo asked for is reached");
    send(CONTROL_TEMPO, 0, 0);
    const int32_t down = play_to(120 * BEAT);
    CHECK(session_snapshot(&session).tempo_bpm == own && own < 80,
          "and let go again: %d BPM, after %d", session_snapshot(&session).tempo_bpm, own);
    CHECK(up <= 2050 && down <= 2050, "by no more than 2 BPM a beat: %d, %d", up, down);
    send(CONTROL_TEMPO, 1, 0);
    play_to(200 * BEAT);
    CHECK_EQ(session_snapshot(&session).tempo_bpm, param_table[PARAM_TEMPO].min,
             "a tempo below all is the slowest there is");
}

// Plays 90 beats on and checks that the key changes where a phrase begins, and to `key`.
static void expect_key(uint64_t seed, Key key)
{
    int64_t changed = -1, phrase = -1;
    Event event = {.tick = -1};
    const int64_t end = session.given_tick + 90 * BEAT;
    while (event.tick < end && session_next(&session, &event)) {
        changed = event.kind == EVENT_KEY ? event.tick : changed;
        phrase = event.kind == EVENT_PHRASE && event.tick == changed ? changed : phrase;
    }
    const Key now = session_snapshot(&session).key;
    EXPECT(now.tonic == key.tonic && now.mode == key.mode, "seed %d: key %d %d", (int)seed,
           now.tonic, now.mode);
    EXPECT(changed >= 0 && changed == phrase, "seed %d: key at %lld, phrase at %lld", (int)seed,
           (long long)changed, (long long)phrase);
}

static void test_key(void)
{
    for (uint64_t seed = 0; seed < SEEDS; ++seed) {
        const SessionConfig config = fixture_config((int)seed % FIXTURES, seed, 0);
        session_init(&session, &config);
        play_to((10 + 2 * (int64_t)seed) * BEAT);
        const Key old = session_snapshot(&session).key;
        const Key asked = {(uint8_t)((old.tonic + 2) % 12), MODE_DORIAN};
        send(CONTROL_KEY, asked.tonic, asked.mode);
        expect_key(seed, asked);
        play_to(session.given_tick + 200 * BEAT);
        const Key later = session_snapshot(&session).key;
        EXPECT(later.tonic == asked.tonic && later.mode == asked.mode, "seed %d: not kept",
               (int)seed);
    }
    CHECK(test_clean(), "a key that is asked for comes with the next phrase, and stays");
}

static int controls_seen(int32_t controller, int32_t value)
{
    int seen = 0;
    const int64_t end = session.given_tick + 4 * BEAT;
    for (Event event = {.tick = -1}; event.tick < end && session_next(&session, &event);) {
        seen |= event.kind == EVENT_CONTROL && event.a == controller && event.b == value;
    }
    return seen;
}

static void test_param(void)
{
    const SessionConfig config = fixture_config(0, 3, 0);
    session_init(&session, &config);
    play_to(20 * BEAT);
    send(CONTROL_PARAM, PARAM_BRIGHTNESS, 99);
    CHECK(controls_seen(74, 99), "a parameter that is fixed is heard");
    send(CONTROL_PARAM, PARAM_BRIGHTNESS, CONTROL_FREE);
    play_to(session.given_tick + 8 * BEAT);
    CHECK(!controls_seen(74, 99) && !session.config.set.fixed[PARAM_BRIGHTNESS],
          "and follows the mood again when it is let go");
    send(CONTROL_PAUSE, 1, 0);
    const int64_t tick = session.given_tick;
    play_to(tick + 8 * BEAT);
    CHECK(session.given_tick > tick, "a pause is not for the session");
}

// ---- Fades --------------------------------------------------------------------------------------

// Plays to `at`, asks for a fade, plays on; returns frames from asking to the end, -1 for too long.
static int64_t play_and_fade(uint64_t seed, int64_t at, int fade_ms, float *last)
{
    const SessionConfig config = fixture_config(0, seed, 0);
    const ControlMsg msg = {CONTROL_FADE, fade_ms, 0};
    session_init(&session, &config);
    tone_init(&tone);
    int64_t frame = 0;
    for (; frame < at; frame += 64) {
        session_render(&session, &tone.synth, stereo, 64);
    }
    session_control(&session, &msg);
    while (!session_done(&session) && frame < at + 60 * RATE_HZ) {
        const size_t count = session_render(&session, &tone.synth, stereo, 64);
        frame += (int64_t)count;
        *last = fabsf(stereo[0]);
    }
    return session_done(&session) ? frame - at : -1;
}

// The frames at which the last chords of phrases begin, of the open session with `seed`.
static int64_t cadences[64];

static int find_cadences(uint64_t seed)
{
    compose_steered(seed, 0, NULL);
    int count = 0;
    Event chord = {.a = -1}, before = chord;
    for (size_t i = 0; i < score.count && count < 64; ++i) {
        const Event *const event = &score.events[i];
        if (event->kind == EVENT_PHRASE && event->tick > 0) { // its chord has come just before it
            cadences[count++] = chord.tick == event->tick ? before.frame : chord.frame;
        } else if (event->kind == EVENT_CHORD) {
            const int goes_on = event->a == chord.a && event->b == chord.b && event->c == chord.c;
            before = goes_on ? before : chord;
            chord = goes_on ? chord : *event;
        }
    }
    return count;
}

static void test_fade(void)
{
    float last = 1;
    int near = 0;
    for (uint64_t seed = 0; seed < 6; ++seed) {
        const int count = find_cadences(seed);
        EXPECT(count >= 2, "seed %d: %d phrases", (int)seed, count);
        const int64_t at = (cadences[1] - 2 * RATE_HZ) / 64 * 64;
        const int64_t took = play_and_fade(seed, at, 3000, &last);
        const int64_t start = session.master.fade_out_start;
        near += llabs(start - cadences[1]) < RATE_HZ / 10;
        EXPECT(took > 0 && took <= (3 + 4) * RATE_HZ + RATE_HZ / 2 && last == 0.0f,
               "seed %d: silent after %lld frames, %.5f", (int)seed, (long long)took, last);
    }
    CHECK(test_clean(), "asked to fade, a session is silent in its time");
    CHECK_EQ(near, 6, "and begins on the cadence when one is two seconds ahead");
    for (uint64_t seed = 0; seed < 6; ++seed) {
        find_cadences(seed);
        const int64_t at = (cadences[1] - 5 * RATE_HZ) / 64 * 64;
        const int64_t took = play_and_fade(seed, at, 500, &last);
        EXPECT(took == RATE_HZ / 2 + RATE_HZ / 4, "seed %d: %lld frames", (int)seed,
               (long long)took);
    }
    CHECK(test_clean(), "at once when none is near");
}

int main(void)
{
    test_begin("steering");
    test_monotone();
    test_arousal_now();
    test_brightness_now();
    test_tone();
    test_preset_next();
    test_tempo();
    test_key();
    test_param();
    test_fade();
    return test_end();
}
