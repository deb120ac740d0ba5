#include "app/finish_sink.h"

#include <string.h>

enum { BLOCK_FRAMES = 1024, CHANNELS = 2 };

static Status pass_on(FinishSink *self, const float *stereo, size_t frames, Error *error)
{
    const size_t skip = (uint64_t)self->skip < frames ? (size_t)self->skip : frames;
    const float *const rest = stereo + CHANNELS * skip;
    self->skip -= (int64_t)skip;
    Status status = STATUS_OK;
    if (self->to != NULL && frames > skip) {
        status = self->to->ops->write(self->to, rest, frames - skip, error);
    }
    if (self->meter != NULL && status == STATUS_OK) {
        status = loudness_add(self->meter, rest, frames - skip, error);
    }
    return status;
}

static Status finish_write(Sink *sink, const float *stereo, size_t frames, Error *error)
{
    FinishSink *const self = (FinishSink *)sink;
    float block[CHANNELS * BLOCK_FRAMES];
    Status status = STATUS_OK;
    while (status == STATUS_OK && frames > 0) {
        const size_t count = frames < BLOCK_FRAMES ? frames : BLOCK_FRAMES;
        memcpy(block, stereo, CHANNELS * count * sizeof *block);
        finish_frames(&self->finish, block, count);
        status = pass_on(self, block, count, error);
        stereo += CHANNELS * count;
        frames -= count;
    }
    return status;
}

static Status finish_close(Sink *sink, int keep, Error *error)
{
    (void)sink, (void)keep, (void)error;
    return STATUS_OK;
}

static const SinkOps finish_ops = {"finish", finish_write, finish_close, NULL};

void finish_sink_init(FinishSink *self, int32_t rate_hz, double gain_db, double ceiling_db,
                      Sink *to, LoudnessMeter *meter)
{
    *self = (FinishSink){.sink = {&finish_ops}, .to = to, .meter = meter};
    finish_init(&self->finish, rate_hz, gain_db, ceiling_db);
    self->skip = finish_delay(&self->finish);
}

Status finish_sink_drain(FinishSink *self, const float *after, Error *error)
{
    static const float silence[CHANNELS * FINISH_HELD_MAX];
    const int32_t delay = finish_delay(&self->finish);
    return finish_write(&self->sink, after != NULL ? after : silence, (size_t)delay, error);
}
