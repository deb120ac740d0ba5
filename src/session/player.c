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

int player_note_on(Player *player, int pitch, int velocity, Snap snap, Key key, Chord chord,
                   PlayerAction *out)
{
    int count = player_note_off(player, pitch, out); // a key that was down already
    const int32_t sound = snapped(pitch, snap, key, chord);
    if (player->held[sound] > 0) {
        out[count++] = (PlayerAction){.kind = EVENT_NOTE_OFF, .a = sound};
    }
    player->sounds[pitch] = (uint8_t)(sound + 1);
    ++player->held[sound];
    out[count++] = (PlayerAction){.kind = EVENT_NOTE_ON, .a = sound, .b = velocity};
    return count;
}

int player_note_off(Player *player, int pitch, PlayerAction *out)
{
    if (player->sounds[pitch] == 0) {
        return 0;
    }
    const int32_t sound = player->sounds[pitch] - 1;
    player->sounds[pitch] = 0;
    if (--player->held[sound] > 0) {
        return 0; // another key holds it
    }
    out[0] = (PlayerAction){.kind = EVENT_NOTE_OFF, .a = sound};
    return 1;
}

int player_release_one(Player *player, PlayerAction *out)
{
    for (int pitch = 0; pitch < PITCHES; ++pitch) {
        if (player->sounds[pitch] != 0) {
            const int32_t sound = player->sounds[pitch] - 1;
            player->held[sound] = 1;
            return player_note_off(player, pitch, out);
        }
    }
    return 0;
}
