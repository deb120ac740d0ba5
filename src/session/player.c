#include "session/player.h"

#include "base/fix.h"
#include "session/event.h"

#include <string.h>

void player_init(Player *player)
{
    memset(player, 0, sizeof *player);
}

static int32_t snapped(int32_t pitch, Snap snap, Key key, Chord chord)
{
    if (snap == SNAP_OFF) {
        return pitch;
    }
    if (snap == SNAP_SCALE) {
        const int32_t step = scale_step(key, pitch);
        const int32_t near = chord_pitch(key, chord, step);
        return near >= 0 ? near : chord_pitch(key, chord, step + 1); // nothing lies below pitch 0
    }
    const uint16_t mask = chord_mask(key, chord);
    for (int32_t off = 0; off < OCTAVE; ++off) {
        if (pitch - off >= 0 && (mask >> ((pitch - off) % OCTAVE) & 1)) {
            return pitch - off;
        }
        if (pitch + off < PITCHES && (mask >> ((pitch + off) % OCTAVE) & 1)) {
            return pitch + off;
        }
    }
    return pitch;
}

// A key shifted by octaves, folded back at the ends of the range.
static int32_t shifted(int32_t pitch, int32_t octave)
{
    pitch += OCTAVE * octave;
    while (pitch < 0) {
        pitch += OCTAVE;
    }
    while (pitch >= PITCHES) {
        pitch -= OCTAVE;
    }
    return pitch;
}

// The left pedal: softer by about 4 dB, as a hammer that strikes two strings of three.
static int32_t softened(const Player *player, int32_t velocity)
{
    enum { SOFT_PERCENT = 65 };
    return player->soft ? fix_max(1, velocity * SOFT_PERCENT / 100) : velocity;
}

int player_note_on(Player *player, int pitch, int velocity, const PlayerRules *rules,
                   PlayerAction *out)
{
    int count = player_note_off(player, pitch, out); // a key that was down already
    const uint8_t hand = pitch < rules->split ? HAND_LEFT : HAND_RIGHT;
    const int32_t meant = shifted(pitch, hand == HAND_RIGHT ? rules->octave : 0);
    const int32_t sound = snapped(meant, rules->snap, rules->key, rules->chord);
    if (player->held[hand][sound] > 0) {
        out[count++] = (PlayerAction){.kind = EVENT_NOTE_OFF, .hand = hand, .a = sound};
    }
    player->sounds[pitch] = (uint8_t)(sound + 1);
    player->hand[pitch] = hand;
    ++player->held[hand][sound];
    ++player->keys_down;
    out[count++] = (PlayerAction){
        .kind = EVENT_NOTE_ON, .hand = hand, .a = sound, .b = softened(player, velocity)};
    return count;
}

int player_note_off(Player *player, int pitch, PlayerAction *out)
{
    if (player->sounds[pitch] == 0) {
        return 0;
    }
    const int32_t sound = player->sounds[pitch] - 1;
    const uint8_t hand = player->hand[pitch];
    player->sounds[pitch] = 0;
    --player->keys_down;
    if (--player->held[hand][sound] > 0) {
        return 0; // another key holds it
    }
    out[0] = (PlayerAction){.kind = EVENT_NOTE_OFF, .hand = hand, .a = sound};
    return 1;
}

int player_release_one(Player *player, PlayerAction *out)
{
    for (int pitch = 0; pitch < PITCHES; ++pitch) {
        if (player->sounds[pitch] != 0) {
            player->held[player->hand[pitch]][player->sounds[pitch] - 1] = 1;
            return player_note_off(player, pitch, out);
        }
    }
    return 0;
}
