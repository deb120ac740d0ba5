// Passages: a piece cut at phrases and played by synths in turn, in blocks of any size.
#include "harness.h"
#include "session/relay.h"
#include "session/session.h"
#include "unit/fixture.h"
#include "unit/tone.h"

#include <math.h>
#include <string.h>

enum { SECONDS = 70, FRAMES = SECONDS * RATE_HZ, CHANNEL = 2 };

static ToneSynth tones[3];
static Relay relay;
static Session session;
static float first[2 * FRAMES], other[2 * FRAMES];

static Synth *assemble(int has_player)
{
    for (int i = 0; i < 3; ++i) {
        tone_init(&tones[i]);
    }
    Synth *const passages[] = {&tones[0].synth, &tones[1].synth};
    relay_init(&relay, passages, has_player ? &tones[2].synth : NULL, RATE_HZ);
    return &relay.synth;
}

// ---- By hand ----

static void render(float *out, int64_t frames)
{
    relay.synth.ops->render(&relay.synth, out, (size_t)frames);
}

static void test_cut(void)
{
    const int64_t least = lane_ring_frames(RATE_HZ);
    Synth *const synth = assemble(1);
    const SynthOps *const ops = synth->ops;
    ops->control(synth, CHANNEL, 7, 60);
    ops->program(synth, CHANNEL, 0, 46);
    ops->bend(synth, CHANNEL, 9000);
    ops->note_on(synth, CHANNEL, 60, 100);
    render(first, least - 64);
    ops->seam(synth);
    CHECK(!relay.passages[1].awake, "a seam that comes too soon is no cut");
    render(first, 64);
    ops->seam(synth);
    CHECK(relay.passages[0].awake && relay.passages[1].awake, "one that begins later is");
    CHECK(tones[1].volume[CHANNEL] == 60 && tones[1].program[CHANNEL] == 46 &&
              tones[1].bend[CHANNEL] == 9000,
          "the synth that takes over knows what the other one was told");
    ops->note_on(synth, CHANNEL, 64, 100);
    CHECK(tone_held(&tones[0], -1) == 1 && tone_held(&tones[1], -1) == 1,
          "a note from before the cut rings on, one from after it is played by the other synth");
    ops->control(synth, CHANNEL, 7, 50);
    CHECK(tones[0].volume[CHANNEL] == 50 && tones[1].volume[CHANNEL] == 50, "controls reach both");
    ops->note_off(synth, CHANNEL, 60);
    CHECK(tone_held(&tones[0], -1) == 0 && tone_held(&tones[1], -1) == 1,
          "and a note's end finds its synth");
    ops->note_off(synth, CHANNEL, 64);
    render(first, least / 2);
    CHECK(!relay.passages[0].awake, "a passage that is silent is rendered no more");
    CHECK(relay.passages[1].awake, "the one of now is, even in a silence");
}

static float peak_of(const float *stereo, int64_t frames)
{
    float peak = 0;
    for (int64_t i = 0; i < 2 * frames; ++i) {
        peak = fmaxf(peak, fabsf(stereo[i]));
    }
    return peak;
}

// A note that nobody ends: it fades, since its synth is needed again.
static void test_endless_note(void)
{
    const int64_t least = lane_ring_frames(RATE_HZ);
    Synth *const synth = assemble(0);
    synth->ops->note_on(synth, CHANNEL, 60, 100);
    render(first, least);
    synth->ops->seam(synth);
    render(first, least);
    CHECK(!relay.passages[0].awake, "no passage rings longer than its synth can wait");
    const float before = peak_of(first + 2 * (least - 2 * RATE_HZ), RATE_HZ / 2);
    const float after = peak_of(first + 2 * (least - 64), 64);
    CHECK(before > 0.01f && after < before / 100, "its last second is a fade (%.4f, %.6f)", before,
          after);
    synth->ops->seam(synth);
    CHECK(relay.passages[0].awake && tone_held(&tones[0], -1) == 0 && relay.current == 0,
          "and its synth begins anew");
}

static void test_player(void)
{
    Synth *const synth = assemble(1);
    const SynthOps *const ops = synth->ops;
    ops->program(synth, PLAYER_CHANNEL, 0, 11);
    CHECK(tones[2].program[PLAYER_CHANNEL] == 11 && tones[0].program[PLAYER_CHANNEL] == 0,
          "the player has a synth of their own");
    render(first, 64);
    CHECK(tones[2].frame == 0, "which costs nothing while nobody plays");
    ops->note_on(synth, PLAYER_CHANNEL, 60, 100);
    for (int i = 0; i < 2; ++i) {
        render(first, lane_ring_frames(RATE_HZ));
        ops->seam(synth);
    }
    render(first, RATE_HZ);
    CHECK(tone_held(&tones[2], -1) == 1 && peak_of(first, RATE_HZ) > 0.01f,
          "a key may be held across any cut");
    ops->note_off(synth, PLAYER_CHANNEL, 60);
    render(first, 3 * RATE_HZ);
    CHECK(!relay.player.awake, "and sleeps again after it");
    assemble(0);
    relay.synth.ops->note_on(&relay.synth, PLAYER_CHANNEL, 60, 100);
    relay.synth.ops->control(&relay.synth, PLAYER_CHANNEL, 7, 1);
    render(first, 640);
    CHECK(peak_of(first, 640) == 0.0f, "where no player is expected, keys are silent");
}

// ---- A piece ----

static int cuts;

static void piece(Synth *synth, float *out, int preset, size_t block)
{
    const SessionConfig config = fixture_config(preset, 5, SECONDS);
    session_init(&session, &config);
    cuts = 0;
    int current = 0;
    for (size_t at = 0; at < FRAMES; at += block) {
        const size_t left = FRAMES - at;
        session_render(&session, synth, out + 2 * at, block < left ? block : left);
        cuts += relay.current != current;
        current = relay.current;
    }
}

static void test_piece(int preset)
{
    static const size_t blocks[] = {64, 1000, 100000};
    piece(assemble(0), first, preset, 333);
    const int first_cuts = cuts;
    for (int b = 0; b < 3; ++b) {
        piece(assemble(0), other, preset, blocks[b]);
        EXPECT(memcmp(first, other, sizeof first) == 0, "block %zu gives other bits", blocks[b]);
    }
    CHECK(test_clean() && first_cuts >= 2, "a piece of %d passages: same bits in any blocks",
          first_cuts + 1);
    relay.synth.ops->renew(&relay.synth);
    for (int i = 0; i < 2; ++i) {
        tones[i].frame = 0;
    }
    piece(&relay.synth, other, preset, 4096);
    CHECK(memcmp(first, other, sizeof first) == 0, "and again, once it is renewed");
}

int main(void)
{
    test_begin("relay");
    test_cut();
    test_endless_note();
    test_player();
    test_piece(2);
    return test_end();
}
