// The contract of a synthesizer: MIDI in, stereo audio out.
#ifndef SESSION_SYNTH_H
#define SESSION_SYNTH_H

#include "session/event.h"

#include <stddef.h>
#include <stdint.h>

/// Events take effect at the next multiple of this many frames (FluidSynth's inner block), so a
/// session cuts its render calls there.
enum { SYNTH_BLOCK_FRAMES = 64 };

typedef struct Synth Synth;

/// All functions are called by the render thread alone, between render calls, and neither
/// allocate, lock, log nor wait (FluidSynth's own limits are told in io/synth_fluid.h).
typedef struct {
    const char *name;
    void (*note_on)(Synth *synth, int channel, int pitch, int velocity);
    void (*note_off)(Synth *synth, int channel, int pitch);
    void (*control)(Synth *synth, int channel, int controller, int value);
    void (*program)(Synth *synth, int channel, int bank, int program);
    void (*bend)(Synth *synth, int channel, int value); ///< 0..16383, centre 8192
    void (*space)(Synth *synth, int percent);           ///< Room size and amount, 0..100
    /// Fills `frames` interleaved frames, of synth_width() samples. Any division into calls gives
    /// equal bits, and leaves the synth in the same state.
    void (*render)(Synth *synth, float *stereo, size_t frames);
    int (*voices)(Synth *synth); ///< Voices sounding now.
    void (*close)(Synth *synth); ///< Frees everything; from the thread that opened it.
    void (*seam)(Synth *synth);  ///< As EVENT_SEAM. NULL: that does not matter here.
    /// Forgets all that was played and told: the same events then give the same samples again, to
    /// the bit. NULL: cannot. Renewed once after opening, a synth is like one renewed later.
    void (*renew)(Synth *synth);
} SynthOps;

/// First member of each implementation's own struct.
struct Synth {
    const SynthOps *ops;
    int groups; ///< More than 1: MIDI channel c sounds in group c % groups, each with its room.
};

enum { SYNTH_GROUPS_MAX = MIDI_CHANNELS };

/// Samples in a frame that a synth renders: left and right of each group in turn.
int synth_width(const Synth *synth);

/// Plays an event; marks and tempo say nothing to a synth.
void synth_send(Synth *synth, const Event *event);

#endif
