// A session that follows another device's clock: tempo, place, and a phrase at its Start.
#include "base/dice.h"
#include "base/fix.h"
#include "harness.h"
#include "music/metre.h"
#include "session/session.h"
#include "unit/fixture.h"
#include "unit/tone.h"

#include <math.h>
#include <stdlib.h>

enum { BLOCK = 128, PER_SECOND = RATE_HZ / BLOCK };

static Session session;
static ToneSynth tone;
static float stereo[2 * BLOCK];

/// The other device: its place in ticks moves with every block.
typedef struct {
    double tempo_us, place;
    int jitter_us; ///< Its messages come too early or too late by up to this.
    Dice dice;
    int started;
} Leader;

static void begin(int preset, uint64_t seed)
{
    const SessionConfig config = fixture_config(preset, seed, 0);
    session_init(&session, &config);
    tone_init(&tone);
}

static void control(ControlKind kind, int a, int b)
{
    const ControlMsg msg = {(int32_t)kind, a, b};
    session_control(&session, &msg);
}

// Runs both for `blocks`, with a message each half beat.
static void run(Leader *leader, int blocks)
{
    for (int i = 0; i < blocks; ++i) {
        const double before = leader->place;
        leader->place += BLOCK * 1e6 / RATE_HZ / leader->tempo_us * TICKS_PER_QUARTER;
        if (floor(before / 480) != floor(leader->place / 480)) {
            const int off = dice_range(&leader->dice, -leader->jitter_us, leader->jitter_us);
            control(CONTROL_CLOCK, (int)lround(leader->tempo_us),
                    (int)lround(leader->place + off * 960 / leader->tempo_us));
        }
        session_render(&session, &tone.synth, stereo, BLOCK);
    }
}

// Tempo of the session over `seconds`, BPM.
static double tempo_over(Leader *leader, int seconds)
{
    const int64_t before = session_tick(&session);
    run(leader, seconds * PER_SECOND);
    return (double)(session_tick(&session) - before) / TICKS_PER_QUARTER * 60 / seconds *
           ((double)RATE_HZ / (PER_SECOND * BLOCK));
}

static void test_tempo(void)
{
    static const int tempi[] = {30, 52, 60, 97, 120, 140, 200};
    for (int i = 0; i < 7; ++i) {
        Leader leader = {.tempo_us = 60e6 / tempi[i], .jitter_us = 4000, .dice = dice_at(1, 1, 1)};
        begin(i % FIXTURES, 7);
        run(&leader, 20 * PER_SECOND);
        const double tempo = tempo_over(&leader, 20);
        EXPECT(fabs(tempo / tempi[i] - 1) < 0.005, "%d BPM: the session plays at %.2f", tempi[i],
               tempo);
    }
    CHECK(test_clean(), "a session keeps another's tempo within 0.5 %%, from 30 to 200 BPM");
    Leader leader = {.tempo_us = 600000};
    begin(0, 8);
    run(&leader, 20 * PER_SECOND);
    leader.tempo_us = 700000;
    run(&leader, 4 * PER_SECOND);
    CHECK(fabs(tempo_over(&leader, 20) * 700000 / 60e6 - 1) < 0.005, "and a new one");
}

static double beats_apart(const Leader *leader)
{
    const double apart = ((double)session_tick(&session) - leader->place) / TICKS_PER_QUARTER;
    return fabs(apart - round(apart));
}

static void test_beats(void)
{
    Leader leader = {.tempo_us = 800000, .place = 333};
    begin(0, 9);
    run(&leader, 40 * PER_SECOND);
    CHECK(beats_apart(&leader) < 0.02, "their beats fall together (%.3f apart)",
          beats_apart(&leader));
    leader.place += 480.0; // it was moved on by half a beat
    run(&leader, 40 * PER_SECOND);
    CHECK(beats_apart(&leader) < 0.02, "and do again after a jump (%.3f)", beats_apart(&leader));
}

// The first event of a kind after now.
static int find(EventKind kind, Event *event)
{
    for (int i = 0; i < 4000; ++i) {
        if (session_next(&session, event) && event->kind == kind) {
            return 1;
        }
    }
    return 0;
}

static void expect_start(int preset, uint64_t seed, int at_blocks, int place)
{
    begin(preset, seed);
    for (int i = 0; i < at_blocks; ++i) {
        session_render(&session, &tone.synth, stereo, BLOCK);
    }
    control(CONTROL_START, 750000, place);
    session_render(&session, &tone.synth, stereo, SYNTH_BLOCK_FRAMES);
    session_render(&session, &tone.synth, stereo, SYNTH_BLOCK_FRAMES);
    const int bar = metre_table[fixture_presets()[preset].metre].bar_ticks;
    const int64_t into = session_tick(&session) % bar;
    EXPECT(into >= place && into <= place + 20, "%d blocks: %lld ticks into the bar, wanted %d",
           at_blocks, (long long)into, place);
    EXPECT(session_snapshot(&session).bar > 0 && session_snapshot(&session).beat == 1,
           "the view shows beat %d", session_snapshot(&session).beat);
}

static void test_start(void)
{
    for (int preset = 0; preset < FIXTURES; ++preset) {
        for (int at = 0; at < 3000; at += 371) {
            expect_start(preset, (uint64_t)at, at, 0);
            expect_start(preset, (uint64_t)at, at, 90);
        }
    }
    CHECK(test_clean(), "Start begins a phrase and a bar, wherever the music was");
    begin(0, 2);
    for (int i = 0; i < 2000; ++i) {
        session_render(&session, &tone.synth, stereo, BLOCK);
    }
    control(CONTROL_NOTE_ON, 60, 70);
    control(CONTROL_START, 500000, 0);
    Event event = {0};
    CHECK(find(EVENT_PHRASE, &event) && event.frame - session.rendered_frames < SYNTH_BLOCK_FRAMES,
          "the phrase is there at the next block");
    int64_t frame = 0;
    for (int i = 0; i < 20000 && session_next(&session, &event); ++i) {
        EXPECT(event.frame >= frame, "event %d runs backwards", i);
        frame = event.frame;
    }
    CHECK(test_clean(), "and time runs on");
}

// Starts, clocks and pauses without sense: nothing hangs, nothing breaks.
static void test_nonsense(void)
{
    Dice dice = dice_at(3, 3, 3);
    begin(1, 5);
    for (int i = 0; i < 20000; ++i) {
        const int kind = dice_chance(&dice, 300) ? CONTROL_START : CONTROL_CLOCK;
        control((ControlKind)kind, dice_range(&dice, -5, 4000000),
                dice_range(&dice, -1000000000, 1000000000));
        session_render(&session, &tone.synth, stereo, BLOCK);
    }
    CHECK(tone.doubles == 0 && tone.off_grid == 0 && tone.illegal == 0,
          "20,000 clocks and starts without sense break nothing");
    control(CONTROL_FADE, 500, 0);
    for (int i = 0; i < 10 * PER_SECOND && !session_done(&session); ++i) {
        session_render(&session, &tone.synth, stereo, BLOCK);
    }
    CHECK(session_done(&session), "and the session can end");
}

int main(void)
{
    test_begin("follow");
    test_tempo();
    test_beats();
    test_start();
    test_nonsense();
    return test_end();
}
