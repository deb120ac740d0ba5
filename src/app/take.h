// A take: the sound of a render between its passes, rendered once, measured, and played again as
// often as it takes to bring it to its loudness.
#ifndef APP_TAKE_H
#define APP_TAKE_H

#include "app/finish_sink.h"
#include "app/render_job.h"
#include "io/scratch_file.h"

typedef struct {
    Sink sink; ///< First: a take records as a sink.
    const RenderJob *job;
    LoudnessMeter *meter;
    ScratchFile scratch; ///< Closed: the sound is not kept, it is rendered again.
    int64_t frames;
} Take;

/// Frames that a job will have; 0 = not known before.
int64_t take_planned_frames(const RenderJob *job);

/// Renders the sound of a job and measures it; fills `result` but for loudness. What rings past the
/// end of a loop is added to its beginning. `keeps`: take_play() will be called. The job outlives
/// the take. Call take_free() in any case.
Status take_record(Take *take, const RenderJob *job, int keeps, RenderResult *result, Error *error);

/// How loud it is, as it was rendered. Once.
Loudness take_loudness(Take *take);

/// Plays it through `to`, to the end of what comes out there. A loop is played as if it had been
/// going on before and went on after.
Status take_play(const Take *take, FinishSink *to, Error *error);

void take_free(Take *take);

#endif
