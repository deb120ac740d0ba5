#include "app/ears.h"

#include "io/loudness_ebur128.h"
#include "io/spectrum_kissfft.h"
#include "text/error.h"

#include <stdlib.h>

struct Ears {
    Sink sink;
    Sink *inner; ///< NULL = none.
    LoudnessMeter *meter;
    Spectrum *spectrum; ///< NULL when this lull has none.
    EarsTell tell;      ///< NULL = nobody.
    void *context;      ///< Of `tell`.
    Hearing heard;
};

static Status ears_write(Sink *sink, const float *stereo, size_t frames, Error *error)
{
    Ears *const self = (Ears *)sink;
    if (self->spectrum != NULL) {
        spectrum_add(self->spectrum, stereo, frames);
    }
    const Status status = loudness_add(self->meter, stereo, frames, error);
    return status == STATUS_OK && self->inner != NULL
               ? self->inner->ops->write(self->inner, stereo, frames, error)
               : status;
}

static Status ears_end(Sink *sink, int keep, Error *error)
{
    Ears *const self = (Ears *)sink;
    Sink *const inner = self->inner;
    const Status status =
        keep && self->tell != NULL ? self->tell(self->context, ears_heard(self), error) : STATUS_OK;
    self->inner = NULL;
    if (inner != NULL && status != STATUS_OK) {
        Error ignored; // what came first is what has to be told
        inner->ops->close(inner, 0, &ignored);
        return status;
    }
    return inner != NULL ? inner->ops->close(inner, keep, error) : status;
}

static const SinkOps ops = {"ears", ears_write, ears_end, NULL};

Ears *ears_open(int rate_hz, int64_t frames, Error *error)
{
    Ears *const self = calloc(1, sizeof *self);
    if (self == NULL) {
        error_set(error, STATUS_INTERNAL, "out of memory; close other programs");
        return NULL;
    }
    self->sink.ops = &ops;
    self->meter = loudness_open(rate_hz, frames / rate_hz, error);
    self->spectrum = spectrum_open(rate_hz, frames);
    if (self->meter == NULL || (self->spectrum == NULL && spectrum_possible())) {
        error_set(error, STATUS_INTERNAL, "out of memory; close other programs");
        ears_close(self);
        return NULL;
    }
    return self;
}

Sink *ears_before(Ears *ears, Sink *inner)
{
    ears->inner = inner;
    return &ears->sink;
}

void ears_tell(Ears *ears, EarsTell tell, void *context)
{
    ears->tell = tell;
    ears->context = context;
}

const Hearing *ears_heard(Ears *ears)
{
    const Loudness loudness = loudness_end(ears->meter);
    ears->heard = (Hearing){.lufs = loudness.lufs,
                            .range_lu = loudness.range_lu,
                            .true_peak_db = loudness.true_peak_db,
                            .rise_lu = loudness.rise_lu};
    ears->heard.energies = loudness_steps(ears->meter, &ears->heard.steps);
    if (ears->spectrum != NULL) {
        ears->heard.spectrogram = spectrum_result(ears->spectrum);
    }
    return &ears->heard;
}

void ears_close(Ears *ears)
{
    if (ears != NULL) {
        loudness_close(ears->meter);
        spectrum_close(ears->spectrum);
        free(ears);
    }
}
