// The keyboard player: snapped to the harmony, and never left hanging.
#ifndef SESSION_PLAYER_H
#define SESSION_PLAYER_H

#include "music/chord.h"
#include "music/scale.h"
#include "session/control.h"

#include <stdint.h>

typedef enum { SNAP_OFF, SNAP_SCALE, SNAP_CHORD } Snap;

/// The two hands of a keyboard that is split: each has its own channel and sound.
typedef enum { HAND_RIGHT, HAND_LEFT, HAND_COUNT } Hand;

enum { PLAYER_OUT_MAX = 4, PITCHES = 128 };

/// What one control makes the synth do.
typedef struct {
    uint8_t kind; ///< EVENT_NOTE_ON, EVENT_NOTE_OFF, EVENT_CONTROL or EVENT_BEND.
    uint8_t hand; ///< A Hand.
    int32_t a, b; ///< As in Event.
} PlayerAction;

/// How keys are played.
typedef struct {
    Snap snap;
    Key key;        ///< That sounds now ...
    Chord chord;    ///< ... and the chord.
    int32_t octave; ///< Shift of the right hand, -3..3.
    int32_t split;  ///< Keys below it are the left hand's; 0 = no split.
} PlayerRules;

typedef struct {
    uint8_t sounds[PITCHES];           ///< For each key that is down: the pitch it started, plus 1.
    uint8_t hand[PITCHES];             ///< For each key that is down: its Hand.
    uint8_t held[HAND_COUNT][PITCHES]; ///< For each pitch: how many keys hold it.
    int32_t keys_down;
    uint8_t soft; ///< 1: the left pedal is down.
} Player;

void player_init(Player *player);

/// Note on: the pitch that sounds, snapped; retriggers a pitch that is held already.
/// Each function fills up to PLAYER_OUT_MAX actions and returns how many.
int player_note_on(Player *player, int pitch, int velocity, const PlayerRules *rules,
                   PlayerAction *out);
int player_note_off(Player *player, int pitch, PlayerAction *out);

/// Ends one held pitch; call until it returns 0. Then lift the pedals and centre the bend.
int player_release_one(Player *player, PlayerAction *out);

#endif
