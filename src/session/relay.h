// A synth made of several: two that play the passages of a piece in turn, and one for the
// listener's own keys, which may be held across any cut.
#ifndef SESSION_RELAY_H
#define SESSION_RELAY_H

#include "session/lane.h"

enum { PASSAGE_LANES = 2 };

typedef struct {
    Synth synth; ///< First: a relay is a Synth.
    SynthState state;
    Lane passages[PASSAGE_LANES];
    Lane player;
    int32_t current;        ///< Which lane plays the passage of now.
    int64_t passage_frames; ///< Rendered since the last cut.
    int64_t passage_least;  ///< Frames before the next one.
} Relay;

/// 1 for the channels of the listener's own keys.
int relay_is_player(int channel);

/// Joins synths that can be renewed, with as many groups each. `player` may be NULL where no
/// listener plays. Closing the relay closes the synths.
void relay_init(Relay *relay, Synth *const passages[PASSAGE_LANES], Synth *player, int32_t rate_hz);

#endif
