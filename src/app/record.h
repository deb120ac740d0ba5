// lull play --record: what is kept of a live session.
#ifndef APP_RECORD_H
#define APP_RECORD_H

#include "app/options.h"
#include "app/settings.h"
#include "io/recorder.h"

/// Begins to keep the session that `settings` are about to start, and marks them as recorded. NULL
/// with the reason in `error`. Main thread.
Recorder *record_begin(const CliOptions *options, Settings *settings, Error *error);

/// Ends log and sound, writes the score, and says what is there. STATUS_WRITE_FAILED when any of it
/// is missing. To be called when the render thread has ended.
Status record_end(Recorder *recorder, const CliOptions *options, const Session *session,
                  Error *error);

#endif
