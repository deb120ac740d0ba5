// The sounding half of a session: events to the synth, audio out.

#include "session/session.h"
#include "session/session_player.h"

#include <string.h>

// Frame of the synth block in which an event takes effect.
static int64_t block_frame(int64_t frame)
{
    return frame == INT64_MAX
               ? frame
               : (frame + SYNTH_BLOCK_FRAMES - 1) / SYNTH_BLOCK_FRAMES * SYNTH_BLOCK_FRAMES;
}

static int64_t next_step(const Session *session)
{
    return clock_frame(&session->clock, session->grid_tick);
}

static int64_t smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

// Gives the next event that is due now; else 0, and the frames that can pass before one is.
static int take_due(Session *session, Event *event, int64_t *until)
{
    const int64_t now = session->rendered_frames;
    if (now % SYNTH_BLOCK_FRAMES != 0) {
        *until = SYNTH_BLOCK_FRAMES - now % SYNTH_BLOCK_FRAMES;
        return 0;
    }
    const int64_t next_key = session_player_due(session);
    if (session->live_count > 0) { // live events go before the one that waits
        return session_next_by(session, now, event);
    }
    if (!session->has_pending && !session->ended) {
        session->has_pending = (uint8_t)session_next_by(session, now, &session->pending);
    }
    if (!session->has_pending && session->ended) {
        *until = INT64_MAX;
        return 0;
    }
    const int64_t due =
        block_frame(session->has_pending ? session->pending.frame : next_step(session));
    if (due > now) {
        *until = smaller(due, block_frame(next_key)) - now;
        return 0;
    }
    session->has_pending = 0;
    *event = session->pending;
    return 1;
}

// Frames that can pass at once, of `wanted`.
static int64_t stretch(const Session *session, int64_t until, int64_t wanted)
{
    return smaller(wanted, smaller(until, session->end_frame - session->rendered_frames));
}

static void render_some(Session *session, Synth *synth, float *stereo, size_t frames)
{
    synth->ops->render(synth, stereo, frames);
    master_process(&session->master, stereo, frames);
    session->rendered_frames += (int64_t)frames;
}

static void measure(Session *session, Synth *synth)
{
    session->shown.voices = synth->ops->voices(synth);
    session->shown.peak_permille = (int32_t)(master_peak(&session->master) * 1000.0f);
}

size_t session_render(Session *session, Synth *synth, float *stereo, size_t frames)
{
    size_t done = 0;
    while (done < frames && !session_done(session)) {
        int64_t until = 0;
        for (Event event; take_due(session, &event, &until);) {
            synth_send(synth, &event);
        }
        const size_t n = (size_t)stretch(session, until, (int64_t)(frames - done));
        render_some(session, synth, stereo + 2 * done, n);
        done += n;
    }
    measure(session, synth);
    memset(stereo + 2 * done, 0, (frames - done) * 2 * sizeof *stereo);
    return done;
}

int session_walk(Session *session, int64_t frame, Event *event)
{
    while (session->rendered_frames < frame && !session_done(session)) {
        int64_t until = 0;
        if (take_due(session, event, &until)) {
            return 1;
        }
        const int64_t n = stretch(session, until, frame - session->rendered_frames);
        master_skip(&session->master, n); // its fades tell the session how far they are
        session->rendered_frames += n;
    }
    return 0;
}
