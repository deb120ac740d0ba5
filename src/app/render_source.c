#include "app/render_source.h"

#include "app/font.h"
#include "io/ensemble.h"
#include "io/process.h"

int render_source_jobs(const RenderJob *job)
{
    if (job->settings->steering.count > 0 || job->settings->steering.stop_frame > 0) {
        return 1;
    }
    const int wanted = job->jobs > 0 ? job->jobs : process_cores();
    return wanted < RENDER_JOBS_MAX ? wanted : RENDER_JOBS_MAX;
}

Status render_source_open(RenderSource *source, const RenderJob *job, Session *session,
                          Error *error)
{
    const SessionConfig *const config = &job->settings->config;
    const int jobs = render_source_jobs(job);
    char font[PATH_BYTES];
    *source = (RenderSource){.session = session};
    if (font_find(job->soundfont, job->quiet || job->pass != NULL, font, error) != STATUS_OK) {
        return error->status;
    }
    session_init(session, config);
    replay_init(&source->replay, job->settings->steering);
    if (jobs > 1) {
        source->pool = render_pool_open(font, session, jobs, error);
    } else {
        const int has_player = job->settings->steering.count > 0;
        source->synth = ensemble_open(font, config->rate_hz, has_player, error);
    }
    return source->pool != NULL || source->synth != NULL ? STATUS_OK : error->status;
}

int render_source_done(const RenderSource *source)
{
    return source->pool != NULL ? source->frames >= source->session->end_frame
                                : replay_done(&source->replay, source->session);
}

Status render_source_read(RenderSource *source, float *stereo, size_t frames, size_t *count,
                          Error *error)
{
    Status status = STATUS_OK;
    if (source->pool != NULL) {
        status = render_pool_read(source->pool, stereo, frames, count, error);
    } else {
        *count = replay_render(&source->replay, source->session, source->synth, stereo, frames);
    }
    source->frames += status == STATUS_OK ? (int64_t)*count : 0;
    return status;
}

void render_source_close(RenderSource *source)
{
    if (source->pool != NULL) {
        render_pool_close(source->pool);
    }
    if (source->synth != NULL) {
        source->synth->ops->close(source->synth);
    }
}
