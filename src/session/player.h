// The keyboard player: snapped to the harmony, and never left hanging.
#ifndef SESSION_PLAYER_H
#define SESSION_PLAYER_H

#include "music/chord.h"
#include "music/scale.h"
#include "session/control.h"

#include <stdint.h>

typedef enum { SNAP_OFF, SNAP_SCALE, SNAP_CHORD } Snap;

enum { PLAYER_OUT_MAX = 4, PITCHES = 128 };

/// What one control makes the synth do.
typedef struct {
    uint8_t kind; ///< EVENT_NOTE_ON, EVENT_NOTE_OFF, EVENT_CONTROL or EVENT_BEND.
    int32_t a, b; ///< As in Event.
} PlayerAction;

typedef struct {
    uint8_t sounds[PITCHES]; ///< For each key that is down: the pitch that it started, plus 1.
    uint8_t held[PITCHES];   ///< For each pitch: how many keys hold it.
} Player;

void player_init(Player *player);

/// Note on: the pitch that sounds, snapped; retriggers a pitch that is held already.
/// Each function fills up to PLAYER_OUT_MAX actions and returns how many.
int player_note_on(Player *player, int pitch, int velocity, Snap snap, Key key, Chord chord,
                   PlayerAction *out);
int player_note_off(Player *player, int pitch, PlayerAction *out);

/// Ends one held pitch; call until it returns 0. Then send sustain 0 and bend 8192.
int player_release_one(Player *player, PlayerAction *out);

#endif
