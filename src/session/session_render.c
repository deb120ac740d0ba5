// The sounding half of a session: events to the synth, audio out.

#include "base/fix.h"
#include "session/session.h"
#include "session/session_plan.h"

#include <string.h>

// The room is built once, before the first sound: a synth cannot change its reverb without a tick.
// What follows the mood is how much of each part goes there (session_glide.c).
static void send_space(Session *session, Synth *synth)
{
    if (session->space == 0) {
        session->space = fix_max(1, plan_params(session).value[PARAM_SPACE]);
        synth->ops->space(synth, session->space);
    }
}

static void send(Session *session, Synth *synth, const Event *event)
{
    if (event->kind == EVENT_PHRASE) {
        send_space(session, synth);
    }
    synth_send(synth, event);
}

// Frame of the synth block in which an event takes effect.
static int64_t block_frame(int64_t frame)
{
    return (frame + SYNTH_BLOCK_FRAMES - 1) / SYNTH_BLOCK_FRAMES * SYNTH_BLOCK_FRAMES;
}

static void send_live(Session *session, Synth *synth)
{
    for (int32_t i = 0; i < session->live_count; ++i) {
        send(session, synth, &session->live[i]);
    }
    session->live_count = 0;
}

static void look_ahead(Session *session)
{
    const int32_t live = session->live_count;
    session->live_count = 0; // live events wait for their own turn
    if (!session->has_pending && !session->ended) {
        session->has_pending =
            (uint8_t)session_next_by(session, session->rendered_frames, &session->pending);
    }
    session->live_count = live;
}

static int64_t next_step(const Session *session)
{
    return clock_frame(&session->clock, session->grid_tick);
}

// Sends all that is due now; returns the frames that can be rendered before more is.
static int64_t send_due(Session *session, Synth *synth)
{
    const int64_t now = session->rendered_frames;
    if (now % SYNTH_BLOCK_FRAMES != 0) {
        return SYNTH_BLOCK_FRAMES - now % SYNTH_BLOCK_FRAMES;
    }
    send_live(session, synth);
    for (;;) {
        look_ahead(session);
        if (!session->has_pending && session->ended) {
            return INT64_MAX;
        }
        const int64_t due =
            block_frame(session->has_pending ? session->pending.frame : next_step(session));
        if (due > now) {
            return due - now;
        }
        send(session, synth, &session->pending);
        session->has_pending = 0;
    }
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
        const int64_t until = send_due(session, synth);
        const int64_t left = session->end_frame - session->rendered_frames;
        const int64_t wanted = (int64_t)(frames - done);
        const int64_t most = until < left ? until : left;
        const size_t n = (size_t)(most < wanted ? most : wanted);
        render_some(session, synth, stereo + 2 * done, n);
        done += n;
    }
    measure(session, synth);
    memset(stereo + 2 * done, 0, (frames - done) * 2 * sizeof *stereo);
    return done;
}
