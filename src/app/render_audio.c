#include "app/render_audio.h"

#include "app/font.h"
#include "app/meter.h"
#include "app/partial.h"
#include "app/render_source.h"
#include "app/say.h"
#include "text/error.h"

#include <stdlib.h>

enum { BLOCK_FRAMES = 2048 };

static Status render_blocks(const RenderJob *job, RenderSource *source, Sink *sink, Meter *meter,
                            Error *error)
{
    float stereo[2 * BLOCK_FRAMES];
    const SessionConfig *const config = &source->session->config;
    Partial partial = {{0}};
    Status status = STATUS_OK;
    while (status == STATUS_OK && !render_source_done(source) &&
           !partial_is_over(&partial, source->frames)) {
        const int64_t first = source->frames;
        if (render_job_was_stopped() && !partial_begin(&partial, job, first)) {
            return render_job_stopped(error);
        }
        size_t count = 0;
        status = render_source_read(source, stereo, BLOCK_FRAMES, &count, error);
        if (status == STATUS_OK) {
            count = partial_end(&partial, first, stereo, count);
            status = sink->ops->write(sink, stereo, count, error);
        }
        meter_show(meter, source->frames * 1000 / config->rate_hz);
    }
    return status;
}

// Music that is held back has lost some of its dynamics: that is for the listener to know.
static void tell_limiter(int quiet, const Master *master)
{
    if (master->limited_frames > 0) {
        say(quiet, "the limiter worked for %.1f s; --set level=-6 leaves the music more room",
            (double)master->limited_frames / master->rate_hz);
    }
}

Status render_audio(const RenderJob *job, Sink *sink, RenderResult *result, Error *error)
{
    Session *const session = malloc(sizeof *session);
    if (session == NULL) {
        return error_set(error, STATUS_INTERNAL, "out of memory; close other programs");
    }
    RenderSource source;
    const int quiet = job->quiet || job->pass != NULL;
    Status status = render_source_open(&source, job, session, error);
    if (status == STATUS_OK) {
        render_job_tell_start(job);
        Meter meter = meter_start(settings_length_ms(job->settings), job->quiet || job->endless);
        meter_phase(&meter, job->pass);
        status = render_blocks(job, &source, sink, &meter, error);
        meter_end(&meter);
        render_source_close(&source);
        font_tell_warnings(quiet);
        tell_limiter(quiet, &session->master);
        result->frames = source.frames;
        result->limited_frames = session->master.limited_frames;
    }
    free(session);
    return status;
}
