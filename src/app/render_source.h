// Where the sound of a render job comes from: one thread, or several, with the same bits.
#ifndef APP_RENDER_SOURCE_H
#define APP_RENDER_SOURCE_H

#include "app/render_job.h"
#include "io/render_pool.h"
#include "session/replay.h"

typedef struct {
    Session *session; ///< Its master has what there is to tell, once the source is closed.
    Replay replay;
    Synth *synth;     ///< With one thread ...
    RenderPool *pool; ///< ... or with several.
    int64_t frames;   ///< Given so far.
} RenderSource;

/// How many threads a job is rendered with: what was asked for, else one for each processor. A
/// session that is played again takes one, since its controls come one after the other.
int render_source_jobs(const RenderJob *job);

/// Readies synths and threads for a job, whose session is initialised here. Errors as font_open().
Status render_source_open(RenderSource *source, const RenderJob *job, Session *session,
                          Error *error);

/// 1 when there is no more sound.
int render_source_done(const RenderSource *source);

/// Gives the next frames; fewer than asked at the end.
Status render_source_read(RenderSource *source, float *stereo, size_t frames, size_t *count,
                          Error *error);

/// Legal for one that did not open.
void render_source_close(RenderSource *source);

#endif
