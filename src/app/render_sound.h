// The sound of a render job, from the first block to a named file: rendered, measured, brought to
// the loudness that was asked for, written.
#ifndef APP_RENDER_SOUND_H
#define APP_RENDER_SOUND_H

#include "app/render_job.h"

/// Renders and writes the sound of a job that render_job_check() has seen. On failure no file is
/// left behind; otherwise `result` is filled.
Status render_sound(const RenderJob *job, RenderResult *result, Error *error);

#endif
