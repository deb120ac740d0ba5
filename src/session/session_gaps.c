#include "session/session_gaps.h"

// Performance may let a note begin a little before its section does.
enum { EARLY_PER_SECOND = 4 };

void gaps_init(GapWalk *walk, Session *session)
{
    *walk = (GapWalk){.session = session, .quiet_from = -1, .section = -1};
}

static int is_near(const GapWalk *walk, int64_t a, int64_t b)
{
    const int64_t early = walk->session->config.rate_hz / EARLY_PER_SECOND;
    return a >= 0 && a - b <= early && b - a <= early;
}

// A note that begins in silence ends a gap. Returns 1 when another was waiting: it is in `gap`.
static int note_on(GapWalk *walk, int64_t frame, Gap *gap)
{
    const int ends_gap = walk->sounding++ == 0 && walk->quiet_from >= 0 && frame > walk->quiet_from;
    const int gives = ends_gap && walk->has_last;
    if (gives) {
        *gap = walk->last;
    }
    if (ends_gap) {
        walk->last = (Gap){walk->quiet_from, frame, is_near(walk, walk->section, frame)};
        walk->has_last = 1;
    }
    walk->quiet_from = -1;
    return gives;
}

static void section_begins(GapWalk *walk, int64_t frame)
{
    walk->section = frame;
    if (walk->has_last && is_near(walk, walk->last.to, frame)) {
        walk->last.opens = 1;
    }
}

int gaps_next(GapWalk *walk, Gap *gap)
{
    for (Event event; session_next(walk->session, &event);) {
        if (event.kind == EVENT_NOTE_ON && note_on(walk, event.frame, gap)) {
            return 1;
        }
        if (event.kind == EVENT_NOTE_OFF && --walk->sounding == 0) {
            walk->quiet_from = event.frame;
        }
        if (event.kind == EVENT_PHRASE && event.b == 0) {
            section_begins(walk, event.frame);
        }
    }
    *gap = walk->last;
    const int gives = walk->has_last;
    walk->has_last = 0;
    return gives;
}
