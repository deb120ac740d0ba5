// The synth that plays a whole piece: a relay of FluidSynths on one SoundFont.
#ifndef IO_ENSEMBLE_H
#define IO_ENSEMBLE_H

#include "base/status.h"
#include "session/synth.h"

/// Opens as many synths as a relay needs; they share the memory of their samples. With `has_player`
/// there is one for the listener's keys, without it those are not heard. Errors as
/// synth_fluid_open().
Synth *ensemble_open(const char *soundfont, int rate_hz, int has_player, Error *error);

/// The same with groups of channels, see struct Synth.
Synth *ensemble_open_groups(const char *soundfont, int rate_hz, int has_player, int groups,
                            Error *error);

#endif
