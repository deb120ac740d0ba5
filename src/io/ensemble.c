#include "io/ensemble.h"

#include "io/synth_fluid.h"
#include "session/relay.h"
#include "text/error.h"

#include <stdlib.h>

enum { SYNTHS = PASSAGE_LANES + 1 };

typedef struct {
    Relay relay; ///< First: an ensemble is a Relay is a Synth.
    SynthOps ops;
    const SynthOps *relay_ops;
} Ensemble;

static void ensemble_close(Synth *synth)
{
    Ensemble *const self = (Ensemble *)synth;
    self->relay_ops->close(synth);
    free(self);
}

static void close_all(Synth *const *synths, int count)
{
    for (int i = 0; i < count; ++i) {
        synths[i]->ops->close(synths[i]);
    }
}

static Synth *join(Synth *const *synths, Synth *player, int rate_hz)
{
    Ensemble *const self = calloc(1, sizeof *self);
    if (self == NULL) {
        return NULL;
    }
    relay_init(&self->relay, synths, player, rate_hz);
    self->relay_ops = self->relay.synth.ops;
    self->ops = *self->relay_ops;
    self->ops.close = ensemble_close;
    self->relay.synth.ops = &self->ops;
    return &self->relay.synth;
}

Synth *ensemble_open_groups(const char *soundfont, int rate_hz, int has_player, int groups,
                            Error *error)
{
    Synth *synths[SYNTHS] = {NULL};
    const int count = has_player ? SYNTHS : PASSAGE_LANES;
    for (int i = 0; i < count; ++i) {
        synths[i] = synth_fluid_open_groups(soundfont, rate_hz, groups, error);
        if (synths[i] == NULL) {
            close_all(synths, i);
            return NULL;
        }
    }
    Synth *const joined = join(synths, synths[PASSAGE_LANES], rate_hz);
    if (joined == NULL) {
        close_all(synths, count);
        error_set(error, STATUS_INTERNAL, "no memory for the synthesizer");
    }
    return joined;
}

Synth *ensemble_open(const char *soundfont, int rate_hz, int has_player, Error *error)
{
    return ensemble_open_groups(soundfont, rate_hz, has_player, 1, error);
}
