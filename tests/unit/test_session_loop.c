// Loops: the end leads to the beginning, in key and chord, without a fade or a close.
#include "fixture.h"
#include "harness.h"
#include "session/lane.h"
#include "session/session_loop.h"
#include "tone.h"

#include <math.h>
#include <stdlib.h>

enum { CASES = 12 * FIXTURES, BLOCK = 4096, STUMP = 120 };

static Session session;

/// Key, chord and tempo where the piece begins, or where a phrase begins at `tick`.
static int look(const SessionConfig *config, int64_t tick, Snapshot *shown)
{
    session_init(&session, config);
    for (Event event; session_next(&session, &event);) {
        if (event.kind == EVENT_PHRASE && event.tick >= tick) {
            *shown = session_snapshot(&session);
            return event.tick == tick;
        }
    }
    return 0;
}

static SessionConfig config_of(int preset, uint64_t seed)
{
    SessionConfig config = fixture_config(preset, seed, 0);
    config.has_mood = 1;
    config.mood = config.presets[config.preset_index].mood;
    return config;
}

static void test_door(void)
{
    int chords = 0, sections = 0;
    for (int i = 0; i < CASES; ++i) {
        const SessionConfig config = config_of(i % FIXTURES, (uint64_t)i);
        const int32_t bar = metre_table[config.presets[config.preset_index].metre].bar_ticks;
        SessionLoop loop;
        Snapshot first, door;
        const int64_t length_s = i % 2 > 0 ? 120 : 70; // the second section may be in another key
        EXPECT(session_loop_find(&session, &config, 1000 * length_s, &loop), "case %d: none", i);
        EXPECT(loop.ticks > 0 && loop.ticks % bar == 0, "case %d: %ld ticks", i, (long)loop.ticks);
        EXPECT(look(&config, 0, &first) && look(&config, loop.ticks, &door),
               "case %d: no phrase begins there", i);
        EXPECT(first.key.tonic == door.key.tonic && first.key.mode == door.key.mode,
               "case %d: another key", i);
        chords += first.chord.degree == door.chord.degree;
        sections += door.phrase == 0;
        EXPECT(labs((long)(loop.frames / RATE_HZ - length_s)) < 60, "case %d: %ld s", i,
               (long)(loop.frames / RATE_HZ));
    }
    CHECK(test_clean(), "a loop ends where a phrase in the first key would begin");
    CHECK(chords > CASES / 3 && sections > CASES / 2,
          "of %d, %d on its chord, and %d with a section", CASES, chords, sections);
}

/// Up to its end a loop is the piece that goes on, note by note.
static void test_same_notes(void)
{
    static Session open;
    for (int i = 0; i < FIXTURES; ++i) {
        SessionConfig config = config_of(i, 7);
        Event a, b;
        session_init(&open, &config);
        session_loop_find(&session, &config, 60000, &config.loop);
        session_init(&session, &config);
        int last = 0;
        while (session_next(&session, &a) && a.kind != EVENT_END) {
            EXPECT(a.tick <= config.loop.ticks, "an event past the end, at %ld", (long)a.tick);
            if (a.kind == EVENT_NOTE_ON) {
                while (session_next(&open, &b) && b.kind != EVENT_NOTE_ON) {
                }
                EXPECT(a.tick == b.tick && a.a == b.a && a.b == b.b, "another note at %ld",
                       (long)a.tick);
                EXPECT(a.c == b.c || a.c > STUMP, "a note of %d ticks instead of %d", a.c, b.c);
                last = (int)(config.loop.ticks - a.tick);
            }
        }
        EXPECT(a.kind == EVENT_END && a.tick == config.loop.ticks, "it ends at %ld", (long)a.tick);
        EXPECT(last > 0, "a note is struck at the end itself");
    }
    CHECK(test_clean(), "its notes are those of the piece, none is struck past its end");
}

static void test_sound(void)
{
    static float stereo[2 * BLOCK];
    SessionConfig config = config_of(0, 3);
    session_loop_find(&session, &config, 30000, &config.loop);
    session_init(&session, &config);
    static ToneSynth tone;
    tone_init(&tone);
    int64_t frames = 0;
    float first = 0, tail = 0;
    for (size_t n = BLOCK; n == BLOCK; frames += (int64_t)n) {
        n = session_render(&session, &tone.synth, stereo, BLOCK);
        for (size_t k = 0; k < 2 * n; ++k) {
            first = frames < RATE_HZ / 10 ? fmaxf(first, fabsf(stereo[k])) : first;
            tail =
                frames >= config.loop.frames + 10 * RATE_HZ ? fmaxf(tail, fabsf(stereo[k])) : tail;
        }
    }
    CHECK_EQ(frames, config.loop.frames + lane_ring_frames(RATE_HZ),
             "what rings on comes after it");
    CHECK(first > 0.01f, "it does not fade in: %.3f", first);
    CHECK(tail < 1e-5f, "and in the end it is silent: %g", tail);
}

int main(void)
{
    test_begin("session_loop");
    test_door();
    test_same_notes();
    test_sound();
    return test_end();
}
