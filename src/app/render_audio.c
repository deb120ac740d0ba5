#include "app/render_audio.h"

#include "app/font.h"
#include "app/meter.h"
#include "app/say.h"
#include "session/replay.h"
#include "text/error.h"

#include <stdlib.h>

enum { BLOCK_FRAMES = 2048 };

static Status render_blocks(Replay *replay, Session *session, Synth *synth, Sink *sink,
                            Meter *meter, Error *error)
{
    float stereo[2 * BLOCK_FRAMES];
    const SessionConfig *const config = &session->config;
    Status status = STATUS_OK;
    while (status == STATUS_OK && !replay_done(replay, session)) {
        if (render_job_was_stopped()) {
            return render_job_stopped(error);
        }
        const size_t count = replay_render(replay, session, synth, stereo, BLOCK_FRAMES);
        status = sink->ops->write(sink, stereo, count, error);
        meter_show(meter, session->rendered_frames * 1000 / config->rate_hz);
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
    const SessionConfig *const config = &job->settings->config;
    Session *const session = malloc(sizeof *session);
    if (session == NULL) {
        return error_set(error, STATUS_INTERNAL, "out of memory; close other programs");
    }
    Status status = STATUS_OK;
    Synth *const synth = font_open(job->soundfont, config->rate_hz, job->quiet, error);
    if (synth != NULL) {
        render_job_tell_start(job);
        Meter meter = meter_start(settings_length_ms(job->settings), job->quiet || job->endless);
        Replay replay;
        replay_init(&replay, job->settings->steering);
        session_init(session, config);
        status = render_blocks(&replay, session, synth, sink, &meter, error);
        meter_end(&meter);
        synth->ops->close(synth);
        font_tell_warnings(job->quiet);
        tell_limiter(job->quiet, &session->master);
        result->frames = session->rendered_frames;
        result->limited_frames = session->master.limited_frames;
    }
    free(session);
    return synth != NULL ? status : error->status;
}
