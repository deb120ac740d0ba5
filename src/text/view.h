// Lines that tell how a session or a render is doing. Each fits its width and never wraps.
#ifndef TEXT_VIEW_H
#define TEXT_VIEW_H

#include "session/session.h"

enum { VIEW_BYTES = 256 };

/// "evening  Em7  D major  62 BPM  calm  12:34 left  seed 42" in fewer than `width` columns: the
/// least important fields go first. `out` has VIEW_BYTES. Returns `out`.
const char *view_status(char *out, int width, const Snapshot *shown, const char *preset);

/// How far a render is.
typedef struct {
    int64_t done_ms;    ///< Music finished.
    int64_t total_ms;   ///< Music in all; 0 = not known.
    int64_t elapsed_ms; ///< Time that it took so far.
    const char *phase;  ///< What is being done, when it is more than one thing; NULL = the one.
} Progress;

/// " 42%  38x real time  0:12 left", or "3:20 made  38x real time", in fewer than `width` columns.
const char *view_progress(char *out, int width, const Progress *progress);

#endif
