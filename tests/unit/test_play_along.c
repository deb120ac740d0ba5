// A listener who plays along: room in the arrangement, split and shifted keys, keys that wait for
// the beat, pedals and pressure.
#include "harness.h"
#include "music/metre.h"
#include "session/session.h"
#include "unit/fixture.h"
#include "unit/tone.h"

#include <stdlib.h>

enum { SECONDS = 1000, BLOCK = 128, TUNE_CHANNEL = 0 };

static Session session;
static ToneSynth tone;
static float stereo[2 * BLOCK];

static void begin(int preset, uint64_t seed)
{
    const SessionConfig config = fixture_config(preset, seed, 0);
    session_init(&session, &config);
    tone_init(&tone);
}

static void play(int64_t ms)
{
    for (int64_t frame = 0; frame < ms * RATE_HZ / 1000; frame += BLOCK) {
        session_render(&session, &tone.synth, stereo, BLOCK);
    }
}

static void control(ControlKind kind, int a, int b)
{
    const ControlMsg msg = {(int32_t)kind, a, b};
    session_control(&session, &msg);
}

static int tune_notes(int64_t ms)
{
    const int before = tone.ons[TUNE_CHANNEL];
    play(ms);
    return tone.ons[TUNE_CHANNEL] - before;
}

// A key each second, as somebody plays a slow tune.
static int tune_beside_keys(int seconds)
{
    const int before = tone.ons[TUNE_CHANNEL];
    for (int i = 0; i < seconds; ++i) {
        control(CONTROL_NOTE_ON, 60 + i % 12, 70);
        play(600);
        control(CONTROL_NOTE_OFF, 60 + i % 12, 0);
        play(400);
    }
    return tone.ons[TUNE_CHANNEL] - before;
}

static void test_room(void)
{
    int alone = 0, beside = 0, after = 0, others = 0;
    for (uint64_t seed = 0; seed < 6; ++seed) {
        begin(0, seed);
        alone += tune_notes(30 * SECONDS);
        tune_beside_keys(4); // what was composed before the first key is still to come
        const int bass = tone.ons[2];
        beside += tune_beside_keys(20);
        others += tone.ons[2] > bass;
        play(14 * SECONDS);
        after += tune_notes(30 * SECONDS);
    }
    CHECK(alone > 60, "a tune plays (%d notes)", alone);
    CHECK_EQ(beside, 0, "it rests while the listener plays");
    CHECK_EQ(others, 6, "the others play on");
    CHECK(after * 3 > alone * 2, "and the tune comes back: %d of %d notes", after, alone);
    begin(0, 1);
    play(10 * SECONDS);
    control(CONTROL_NOTE_ON, 60, 70);
    play(4 * SECONDS);
    CHECK_EQ(tune_notes(30 * SECONDS), 0, "a key that is held holds the room");
}

static void test_split(void)
{
    begin(0, 3);
    play(2 * SECONDS);
    control(CONTROL_PARAM, PARAM_SPLIT, 54);
    control(CONTROL_PARAM, PARAM_OCTAVE, 1);
    control(CONTROL_PARAM, PARAM_SNAP, 0);
    play(10);
    CHECK(tone.program[PLAYER_LEFT_CHANNEL] == tone.program[2] &&
              tone.program[PLAYER_LEFT_CHANNEL] != tone.program[PLAYER_CHANNEL],
          "below the split is the bass of the piece");
    control(CONTROL_NOTE_ON, 50, 70);
    control(CONTROL_NOTE_ON, 60, 70);
    play(10);
    CHECK(tone.tones[PLAYER_LEFT_CHANNEL][50].velocity > 0 &&
              tone.tones[PLAYER_CHANNEL][72].velocity > 0,
          "the left hand where it lies, the right hand an octave up, at the next block");
    control(CONTROL_SUSTAIN, 127, 0);
    play(10);
    CHECK(tone.sustain[PLAYER_CHANNEL] == 127 && tone.sustain[PLAYER_LEFT_CHANNEL] == 127,
          "the pedal is for both hands");
    control(CONTROL_RELEASE, 0, 0);
    play(10);
    CHECK(tone_held(&tone, PLAYER_CHANNEL) + tone_held(&tone, PLAYER_LEFT_CHANNEL) == 0 &&
              tone.sustain[PLAYER_LEFT_CHANNEL] == 0,
          "both are released");
}

// Ticks from the beat at which the next note of the player begins.
static int64_t sounds_at(void)
{
    const int before = tone.ons[PLAYER_CHANNEL];
    for (int i = 0; i < 3000 && tone.ons[PLAYER_CHANNEL] == before; ++i) {
        session_render(&session, &tone.synth, stereo, SYNTH_BLOCK_FRAMES);
    }
    return session_tick(&session);
}

static void test_quantise(void)
{
    enum { EIGHTH = TICKS_PER_QUARTER / 2, BLOCK_TICKS = 10 };
    begin(0, 4);
    play(5 * SECONDS + 100);
    control(CONTROL_NOTE_ON, 60, 70);
    const int64_t now = session_tick(&session);
    CHECK(sounds_at() - now <= BLOCK_TICKS, "off unless asked for: a key sounds at once");
    control(CONTROL_NOTE_OFF, 60, 0);
    control(CONTROL_PARAM, PARAM_QUANTISE, 2);
    for (int i = 0; i < 40; ++i) {
        play(173);
        control(CONTROL_NOTE_ON, 60, 70);
        const int64_t pressed = session_tick(&session);
        const int64_t tick = sounds_at();
        const int is_late = pressed % EIGHTH <= EIGHTH / 8;
        EXPECT(is_late ? tick - pressed <= BLOCK_TICKS : tick % EIGHTH <= BLOCK_TICKS,
               "pressed at %lld, heard at %lld", (long long)(pressed % EIGHTH),
               (long long)(tick % EIGHTH));
        play(50);
        EXPECT(tone_held(&tone, PLAYER_CHANNEL) == 1, "key %d does not stay", i);
        control(CONTROL_NOTE_OFF, 60, 0);
        play(10);
        EXPECT(tone_held(&tone, PLAYER_CHANNEL) == 0, "key %d hangs", i);
    }
    CHECK(test_clean(), "then keys sound on the next eighth, or at once just behind one");
    for (int i = 0; i < 100; ++i) {
        control(CONTROL_NOTE_ON, i, 70);
        control(CONTROL_NOTE_OFF, i, 0);
    }
    play(3 * SECONDS);
    CHECK_EQ(tone_held(&tone, PLAYER_CHANNEL), 0, "keys let go before their beat end after it");
    control(CONTROL_NOTE_ON, 60, 70);
    control(CONTROL_RELEASE, 0, 0);
    const int before = tone.ons[PLAYER_CHANNEL];
    play(3 * SECONDS);
    CHECK_EQ(tone.ons[PLAYER_CHANNEL] - before, 0, "a lost keyboard leaves none waiting");
}

static void test_touch(void)
{
    begin(0, 5);
    play(2 * SECONDS);
    control(CONTROL_PARAM, PARAM_SNAP, 0);
    control(CONTROL_NOTE_ON, 60, 100);
    play(10);
    const int plain = tone.tones[PLAYER_CHANNEL][60].velocity;
    control(CONTROL_SOFT, 127, 0);
    control(CONTROL_NOTE_ON, 62, 100);
    play(10);
    const int soft = tone.tones[PLAYER_CHANNEL][62].velocity;
    CHECK(plain == 100 && soft < 80 && soft > 40, "the left pedal makes keys softer: %d", soft);
}

// A knob that is turned up at once: how fast the player's volume rises, in dB within a second.
static void test_level(void)
{
    begin(0, 6);
    control(CONTROL_PARAM, PARAM_PLAYER, -240);
    play(8 * SECONDS);
    int before = tone.volume[PLAYER_CHANNEL];
    control(CONTROL_PARAM, PARAM_PLAYER, 0);
    for (int second = 0; second < 9; ++second) {
        play(SECONDS);
        const int now = tone.volume[PLAYER_CHANNEL];
        // 40 log10(ratio) is 3 dB at a ratio of 1.19
        EXPECT(now >= before && now * 100 <= before * 119 + 100, "second %d: %d after %d", second,
               now, before);
        before = now;
    }
    CHECK(test_clean() && before > 60, "the lead's knob raises it by at most 3 dB a second");
}

int main(void)
{
    test_begin("play_along");
    test_room();
    test_split();
    test_quantise();
    test_touch();
    test_level();
    return test_end();
}
