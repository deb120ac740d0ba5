// The keyboard player: snapped to the harmony, never left hanging.
#include "base/dice.h"
#include "harness.h"
#include "session/event.h"
#include "session/player.h"

#include <string.h>

static const Key d_major = {2, MODE_IONIAN};
static const Chord tonic = {.degree = 0};
static Player player;
static PlayerAction out[PLAYER_OUT_MAX];

static int press(int pitch, Snap snap)
{
    const PlayerRules rules = {.snap = snap, .key = d_major, .chord = tonic};
    return player_note_on(&player, pitch, 70, &rules, out);
}

static void test_snap(void)
{
    for (int pitch = 0; pitch < PITCHES; ++pitch) {
        player_init(&player);
        EXPECT(press(pitch, SNAP_OFF) == 1 && out[0].a == pitch && out[0].b == 70 &&
                   out[0].kind == EVENT_NOTE_ON,
               "free: %d", pitch);
        player_init(&player);
        press(pitch, SNAP_SCALE);
        EXPECT(scale_has(d_major, out[0].a) && out[0].a >= 0 && out[0].a < PITCHES, "scale: %d",
               pitch);
        player_init(&player);
        press(pitch, SNAP_CHORD);
        EXPECT(chord_mask(d_major, tonic) >> (out[0].a % OCTAVE) & 1, "chord: %d", pitch);
        EXPECT(out[0].a - pitch <= 3 && pitch - out[0].a <= 3, "chord: %d goes to %d", pitch,
               out[0].a);
    }
    CHECK(test_clean(), "every key sounds free, in the scale, or in the chord, near where it lies");
}

static void test_keys(void)
{
    player_init(&player);
    press(61, SNAP_SCALE); // C# is in D major; C and D# are not
    CHECK_EQ(out[0].a, 61, "a scale tone stays");
    press(60, SNAP_SCALE);
    const int c = out[0].a;
    CHECK(scale_has(d_major, c), "another key is moved");
    CHECK(player_note_off(&player, 60, out) == (c != 61) && player_note_off(&player, 61, out) == 1,
          "both keys come up");
    CHECK_EQ(player_note_off(&player, 61, out), 0, "a key that is up stays up");
}

static void test_shared_pitch(void)
{
    player_init(&player);
    CHECK(press(62, SNAP_SCALE) == 1 && out[0].a == 62, "a key");
    CHECK(press(63, SNAP_SCALE) == 2 && out[0].kind == EVENT_NOTE_OFF && out[0].a == 62 &&
              out[1].kind == EVENT_NOTE_ON && out[1].a == 62,
          "a second key on the same pitch strikes it again");
    CHECK_EQ(player_note_off(&player, 62, out), 0, "while one of the two is down it sounds on");
    CHECK(player_note_off(&player, 63, out) == 1 && out[0].a == 62, "the last one ends it");
    press(70, SNAP_OFF);
    CHECK(press(70, SNAP_OFF) == 2 && out[0].kind == EVENT_NOTE_OFF && out[0].a == 70,
          "a key that comes down twice without an up ends its first note");
}

static void test_hands(void)
{
    const PlayerRules rules = {.key = d_major, .chord = tonic, .octave = 1, .split = 54};
    player_init(&player);
    CHECK(player_note_on(&player, 54, 70, &rules, out) == 1 && out[0].hand == HAND_RIGHT &&
              out[0].a == 66,
          "from the split on keys are the right hand's, an octave up if asked");
    CHECK(player_note_on(&player, 53, 70, &rules, out) == 1 && out[0].hand == HAND_LEFT &&
              out[0].a == 53,
          "below it the left hand's");
    CHECK_EQ(player.keys_down, 2, "two keys are down");
    const PlayerRules other = {.octave = 0, .split = 0};
    CHECK(player_note_on(&player, 66, 70, &other, out) == 2, "the rules may change meanwhile");
    CHECK(player_note_off(&player, 53, out) == 1 && out[0].hand == HAND_LEFT && out[0].a == 53 &&
              player_note_off(&player, 54, out) == 0 && player_note_off(&player, 66, out) == 1,
          "each key ends what it began, in its hand");
    CHECK_EQ(player.keys_down, 0, "all are up");
    for (int octave = -3; octave <= 3; ++octave) {
        for (int pitch = 0; pitch < PITCHES; ++pitch) {
            const PlayerRules shift = {.octave = octave};
            player_init(&player);
            player_note_on(&player, pitch, 1, &shift, out);
            EXPECT(out[0].a >= 0 && out[0].a < PITCHES && (out[0].a - pitch) % OCTAVE == 0,
                   "%d by %d goes to %d", pitch, octave, out[0].a);
        }
    }
    CHECK(test_clean(), "a shifted key stays in range and keeps its name");
}

static void test_soft(void)
{
    const PlayerRules rules = {.snap = SNAP_OFF};
    player_init(&player);
    player.soft = 1;
    player_note_on(&player, 60, 100, &rules, out);
    CHECK(out[0].b < 75 && out[0].b > 50, "with the left pedal down keys are softer: %d", out[0].b);
    player_note_on(&player, 61, 1, &rules, out);
    CHECK_EQ(out[0].b, 1, "and never silent");
}

// Which pitches the actions leave sounding; each end must have a beginning.
static int8_t sounding[HAND_COUNT][PITCHES];

static void follow(int count, int step)
{
    EXPECT(count <= PLAYER_OUT_MAX, "%d actions", count);
    for (int i = 0; i < count; ++i) {
        const int32_t pitch = out[i].a;
        EXPECT(pitch >= 0 && pitch < PITCHES, "pitch %d at %d", pitch, step);
        if (out[i].kind == EVENT_NOTE_ON) {
            EXPECT(sounding[out[i].hand][pitch] == 0, "%d is struck while it sounds, at %d", pitch,
                   step);
            sounding[out[i].hand][pitch] = 1;
        } else {
            sounding[out[i].hand][pitch] = 0;
        }
    }
}

static int count_sounding(void)
{
    int count = 0;
    for (int i = 0; i < PITCHES; ++i) {
        count += sounding[HAND_RIGHT][i] + sounding[HAND_LEFT][i];
    }
    return count;
}

static void release_all(int step)
{
    int calls = 0;
    while (player_release_one(&player, out) > 0) {
        follow(1, step);
        EXPECT(++calls <= PITCHES, "the release never ends at %d", step);
        if (calls > PITCHES) {
            return;
        }
    }
    EXPECT(count_sounding() == 0, "%d pitches hang at %d", count_sounding(), step);
}

static void test_random(void)
{
    player_init(&player);
    Dice dice = dice_at(2, 2, 2);
    for (int step = 0; step < 200000; ++step) {
        const int pitch = dice_below(&dice, PITCHES);
        const Key key = {(uint8_t)dice_below(&dice, 12), (uint8_t)dice_below(&dice, 4)};
        const Chord chord = {.degree = (uint8_t)dice_below(&dice, 7)};
        if (dice_chance(&dice, 520)) {
            const PlayerRules rules = {.snap = (Snap)dice_below(&dice, 3),
                                       .key = key,
                                       .chord = chord,
                                       .octave = dice_range(&dice, -3, 3),
                                       .split = dice_below(&dice, PITCHES)};
            follow(player_note_on(&player, pitch, 1 + step % 127, &rules, out), step);
        } else {
            follow(player_note_off(&player, pitch, out), step);
        }
        if (step % 5000 == 4999) {
            release_all(step);
        }
    }
    release_all(-1);
    CHECK(test_clean(), "200,000 random keys in changing harmony leave nothing behind");
    for (int pitch = 0; pitch < PITCHES; ++pitch) {
        const PlayerRules rules = {.snap = SNAP_CHORD, .key = d_major, .chord = tonic};
        follow(player_note_on(&player, pitch, 1, &rules, out), pitch);
    }
    release_all(-2);
    CHECK(test_clean(), "all keys at once can be released");
}

int main(void)
{
    test_begin("player");
    test_snap();
    test_keys();
    test_shared_pitch();
    test_hands();
    test_soft();
    test_random();
    return test_end();
}
