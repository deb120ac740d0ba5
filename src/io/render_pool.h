// Rendering with several threads: each plays one passage after another, the caller adds them up.
#ifndef IO_RENDER_POOL_H
#define IO_RENDER_POOL_H

#include "base/status.h"
#include "session/session.h"

typedef struct RenderPool RenderPool;

enum { RENDER_JOBS_MAX = 256 };

/// Starts `jobs` threads (1..RENDER_JOBS_MAX) that render what session_render() would give for
/// `session`, to the bit, on an ensemble of the same SoundFont. No controls may come; the session
/// is the pool's until it is closed, and outlives it. NULL with the reason in `error`.
RenderPool *render_pool_open(const char *soundfont, Session *session, int jobs, Error *error);

/// Gives the next frames, as session_render(): fewer than asked at the end of the piece, 0 after
/// it. STATUS_INTERNAL in `error` when memory is short.
Status render_pool_read(RenderPool *pool, float *stereo, size_t frames, size_t *count,
                        Error *error);

/// Ends the threads, wherever they are. Then the session's master has what was told of it.
void render_pool_close(RenderPool *pool);

#endif
