// Endings: planned ones that are moved while the session plays, and long fades that thin out.
#include "harness.h"
#include "unit/fixture.h"
#include "unit/tone.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    SLOW_HZ = 8000, ///< Enough for all that is heard here.
    SECOND = SLOW_HZ,
    BLOCK = 64,
    SEEDS = 5,
    PHRASES_MAX = 400,
};

static Session session;
static ToneSynth tone;
static float stereo[2 * BLOCK];

static SessionConfig config_for(int preset, uint64_t seed, int seconds, int fade_s)
{
    SessionConfig config = fixture_config(preset, seed, seconds);
    config.rate_hz = SLOW_HZ;
    config.fade_ms = 1000 * fade_s;
    return config;
}

static void begin(const SessionConfig *config)
{
    session_init(&session, config);
    tone_init(&tone);
}

static void play_to(double seconds)
{
    while (!session_done(&session) && session.rendered_frames < (int64_t)(seconds * SECOND)) {
        session_render(&session, &tone.synth, stereo, BLOCK);
    }
}

static void length(ControlLength how, double seconds)
{
    const ControlMsg msg = {CONTROL_LENGTH, (int32_t)(1000 * seconds), (int32_t)how};
    session_control(&session, &msg);
}

static double left_s(void)
{
    return (double)session_snapshot(&session).left_ms / 1000;
}

// Plays to the end and checks that it was a close in the key.
static void expect_close(const char *name, uint64_t seed)
{
    play_to(36000);
    const PhrasePlan last = session_phrase(&session);
    const Chord chord = session_snapshot(&session).chord;
    EXPECT(session_done(&session) && last.closes_piece && last.cadence == CADENCE_AUTHENTIC,
           "%s, seed %d: the last phrase does not close", name, (int)seed);
    EXPECT(chord.degree == 0, "%s, seed %d: ends on degree %d", name, (int)seed, chord.degree);
    EXPECT(stereo[0] == 0.0f, "%s, seed %d: no silence", name, (int)seed);
}

static void test_moved(void)
{
    for (uint64_t seed = 0; seed < SEEDS; ++seed) {
        const SessionConfig config = config_for((int)seed % FIXTURES, seed, 120, 3);
        begin(&config);
        play_to(50);
        length(LENGTH_MOVE, 60);
        EXPECT(fabs(left_s() - 130) < 0.1, "seed %d: %.1f s left", (int)seed, left_s());
        play_to(60);
        length(LENGTH_MOVE, -30);
        EXPECT(fabs(left_s() - 90) < 0.1, "seed %d: %.1f s left", (int)seed, left_s());
        length(LENGTH_LEFT, 70);
        EXPECT(fabs(left_s() - 70) < 0.1, "seed %d: %.1f s left", (int)seed, left_s());
        expect_close("moved", seed);
        EXPECT(session.rendered_frames / SECOND == 130, "seed %d: ends after %d s", (int)seed,
               (int)(session.rendered_frames / SECOND));
    }
    CHECK(test_clean(), "the end moves as it is asked to, and stays a close");
}

static void test_soonest(void)
{
    double most = 0;
    for (uint64_t seed = 0; seed < 4 * SEEDS; ++seed) {
        const SessionConfig config = config_for((int)seed % FIXTURES, seed, 600, 3);
        begin(&config);
        play_to(30 + 3 * (double)seed);
        length(LENGTH_MOVE, -3600);
        most = fmax(most, left_s());
        expect_close("soonest", seed);
    }
    CHECK(test_clean() && most < 45, "asked for less than is left, it closes within %.0f s", most);
}

static void test_open(void)
{
    const SessionConfig config = config_for(0, 2, 0, 3);
    begin(&config);
    play_to(20);
    length(LENGTH_MOVE, -60);
    length(LENGTH_MOVE, 60);
    CHECK(session_snapshot(&session).left_ms == -1, "an open session has no end to move");
    length(LENGTH_LEFT, 50);
    play_to(30);
    CHECK(fabs(left_s() - 40) < 0.1, "but can be given one");
    length(LENGTH_OPEN, 0);
    play_to(150);
    CHECK(session_snapshot(&session).left_ms == -1 && !session_done(&session),
          "and have it taken away");
    length(LENGTH_LEFT, 40);
    expect_close("open", 2);
    CHECK(test_clean(), "and ends with a close");
}

static void test_too_late(void)
{
    const SessionConfig config = config_for(0, 2, 60, 3);
    begin(&config);
    while (!session_snapshot(&session).closing) {
        session_render(&session, &tone.synth, stereo, BLOCK);
    }
    const double left = left_s();
    length(LENGTH_MOVE, 300);
    CHECK(left_s() == left && left > 3 && left < 40,
          "once the last phrase has begun (%.0f s), the end stays", left);
    expect_close("late", 2);
    begin(&config);
    play_to(20);
    const ControlMsg fade = {CONTROL_FADE, 5000, 0};
    session_control(&session, &fade);
    length(LENGTH_MOVE, 300);
    length(LENGTH_OPEN, 0);
    CHECK(session_snapshot(&session).closing && left_s() < 10, "nor does it once it was stopped");
}

// Gain of the fade at a tenth of a second, as it is heard.
static double fade_db(void)
{
    return 20 * log10(fmax(session.master.fade_gain, 1e-6));
}

static void test_taken_back(void)
{
    const SessionConfig config = config_for(0, 4, 240, 120);
    begin(&config);
    play_to(200);
    const double low = fade_db();
    const int still = session_snapshot(&session).mood.arousal;
    CHECK(low < -6 && session_snapshot(&session).fading, "a fade is under way: %.1f dB", low);
    length(LENGTH_MOVE, 300);
    double before = low;
    for (int tenth = 1; tenth < 400; ++tenth) {
        play_to(200 + tenth / 10.0);
        EXPECT(fade_db() - before < 0.3 && fade_db() >= before, "at %d tenths: %.2f after %.2f dB",
               tenth, fade_db(), before);
        before = fade_db();
    }
    CHECK(test_clean() && before == 0, "more time takes it back, by less than 3 dB a second");
    CHECK(session_snapshot(&session).mood.arousal > still + 100, "and the music with it");
    length(LENGTH_MOVE, -250);
    play_to(260);
    CHECK(fade_db() < before, "and less time begins it again");
    expect_close("taken back", 4);
    CHECK(test_clean(), "to a close");
}

// ---- Thinning -----------------------------------------------------------------------------------

typedef struct {
    int parts, notes, tune; ///< In the last minute.
    double velocity;        ///< Of the tune.
    uint64_t print;         ///< Of all notes but those of the last `fade`.
} Heard;

static Heard hear(int preset, uint64_t seed, int fade_s)
{
    enum { LENGTH_S = 420, BEFORE_S = 110 };
    const SessionConfig config = config_for(preset, seed, LENGTH_S, fade_s);
    Heard heard = {.print = 1};
    int seen[PARTS_MAX] = {0};
    session_init(&session, &config);
    for (Event event; session_next(&session, &event);) {
        const int64_t s = event.frame / SECOND;
        if (event.kind != EVENT_NOTE_ON) {
            continue;
        }
        if (s < BEFORE_S) {
            heard.print = heard.print * 31 + (uint64_t)event.tick * 7 + (uint64_t)event.a;
        }
        if (s >= LENGTH_S - 60) {
            heard.notes += 1;
            heard.tune += event.part == 0;
            heard.velocity += event.part == 0 ? event.b : 0;
            heard.parts += !seen[event.part];
            seen[event.part] = 1;
        }
    }
    heard.velocity /= heard.tune > 0 ? heard.tune : 1;
    return heard;
}

static void test_thinning(void)
{
    for (int i = 0; i < FIXTURES * SEEDS; ++i) {
        const int preset = i % FIXTURES;
        const uint64_t seed = (uint64_t)i;
        const Heard plain = hear(preset, seed, 3), short_ = hear(preset, seed, 15),
                    thin = hear(preset, seed, 300);
        EXPECT(short_.notes == plain.notes && short_.velocity == plain.velocity,
               "%d: a short fade changes the notes", i);
        EXPECT(thin.print == plain.print, "%d: the music before the fade is another", i);
        EXPECT(thin.parts >= 1 && thin.parts <= 3 && thin.parts < plain.parts + 1,
               "%d: %d parts of %d", i, thin.parts, plain.parts);
        EXPECT(thin.notes < plain.notes && thin.notes > 5, "%d: %d notes, plainly %d", i,
               thin.notes, plain.notes);
        EXPECT(thin.tune == 0 || thin.velocity < plain.velocity, "%d: velocity %.0f, plainly %.0f",
               i, thin.velocity, plain.velocity);
    }
    CHECK(test_clean(), "a long fade has fewer layers and notes, played more softly");
}

int main(void)
{
    test_begin("ending");
    test_moved();
    test_soonest();
    test_open();
    test_too_late();
    test_taken_back();
    test_thinning();
    return test_end();
}
