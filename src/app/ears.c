#include "app/ears.h"

#include "io/spectrum_kissfft.h"
#include "text/error.h"

#include <stdlib.h>

struct Ears {
    Sink sink;
    Sink *inner;
    Spectrum *spectrum; ///< NULL when this lull has none.
    Hearing heard;
};

static Status ears_write(Sink *sink, const float *stereo, size_t frames, Error *error)
{
    Ears *const self = (Ears *)sink;
    if (self->spectrum != NULL) {
        spectrum_add(self->spectrum, stereo, frames);
    }
    return self->inner != NULL ? self->inner->ops->write(self->inner, stereo, frames, error)
                               : STATUS_OK;
}

static Status ears_end(Sink *sink, int keep, Error *error)
{
    (void)sink;
    (void)keep;
    (void)error;
    return STATUS_OK;
}

static const SinkOps ops = {"ears", ears_write, ears_end, NULL};

Ears *ears_open(int rate_hz, int64_t frames, Sink *inner, Error *error)
{
    Ears *const self = calloc(1, sizeof *self);
    Spectrum *const spectrum = self != NULL ? spectrum_open(rate_hz, frames) : NULL;
    if (self == NULL || (spectrum == NULL && spectrum_possible())) {
        free(self);
        error_set(error, STATUS_INTERNAL, "out of memory; close other programs");
        return NULL;
    }
    self->sink.ops = &ops;
    self->inner = inner;
    self->spectrum = spectrum;
    return self;
}

Sink *ears_sink(Ears *ears)
{
    return &ears->sink;
}

const Hearing *ears_heard(Ears *ears)
{
    if (ears->spectrum != NULL) {
        ears->heard.spectrogram = spectrum_result(ears->spectrum);
    }
    return &ears->heard;
}

void ears_close(Ears *ears)
{
    if (ears != NULL) {
        spectrum_close(ears->spectrum);
        free(ears);
    }
}
