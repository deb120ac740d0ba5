// A synth that plays a SoundFont (FluidSynth).
#ifndef IO_SYNTH_FLUID_H
#define IO_SYNTH_FLUID_H

#include "base/status.h"
#include "session/synth.h"

/// Loads a SoundFont and readies 16 melodic channels, or returns NULL with STATUS_NO_SOUNDFONT in
/// `error`. May take seconds with a large or compressed font. Never prints.
/// Limits: FluidSynth's render enters OpenMP for its effects and may allocate there, so the
/// render thread must not be an audio callback.
Synth *synth_fluid_open(const char *soundfont, int rate_hz, Error *error);

/// The same with 1 to SYNTH_GROUPS_MAX groups, which add up to the one mix but for rounding.
Synth *synth_fluid_open_groups(const char *soundfont, int rate_hz, int groups, Error *error);

/// Distinct warnings that FluidSynth gave so far, each once, in order; returns how many of at most
/// `max`. The lines live as long as the program. The thread that renders, or after it ended.
int synth_fluid_warnings(const char *lines[], int max);

#endif
