// A render that is stopped and kept: it fades out from where it is, and ends.
#ifndef APP_PARTIAL_H
#define APP_PARTIAL_H

#include "app/render_job.h"

/// Of one rendering; zeroed at first.
typedef struct {
    Steering end; ///< Where it fades out and ends, once it has been stopped.
} Partial;

/// A signal has come when `frames` were rendered. Returns 0 when the render has to end at once: it
/// is not to be kept, or this was the second one. What is made of the job later ends there too.
int partial_begin(Partial *partial, const RenderJob *job, int64_t frames);

/// How many of the `count` frames that begin at `first` are still part of it, faded out.
size_t partial_end(const Partial *partial, int64_t first, float *stereo, size_t count);

/// 1 when nothing follows after `frames`.
int partial_is_over(const Partial *partial, int64_t frames);

#endif
