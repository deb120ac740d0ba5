// Stems: a file for each part, which add up to the sound before its limiters.
#ifndef APP_RENDER_STEMS_H
#define APP_RENDER_STEMS_H

#include "app/render_job.h"

/// Renders each part of a job into a file of the folder `job->stems`, with the fades of the whole
/// and `gain_db` more, and no limiter. The files appear together, or none does.
Status render_stems(const RenderJob *job, double gain_db, Error *error);

#endif
