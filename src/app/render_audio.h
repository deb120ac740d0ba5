// The sound of a render job: session and synth into a sink.
#ifndef APP_RENDER_AUDIO_H
#define APP_RENDER_AUDIO_H

#include "app/render_job.h"
#include "session/sink.h"

/// Renders the whole piece into `sink`, which stays open, with progress on standard error. Fills
/// `result`; STATUS_INTERNAL in `error` when a signal came.
Status render_audio(const RenderJob *job, Sink *sink, RenderResult *result, Error *error);

#endif
