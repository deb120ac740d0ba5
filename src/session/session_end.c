#include "session/session_end.h"

#include "base/fix.h"

enum {
    FADE_MIN_MS = 10,       ///< Less would click.
    SILENCE_MS = 250,       ///< Digital silence at the very end.
    NEAR_CADENCE_MS = 4000, ///< A fade waits so long for the last chord of the phrase.
    CLOSE_MS = 12000,       ///< A last phrase of two bars or so, and its ring (compose/plan.c).
    THIN_FROM_MS = 20000,   ///< Two phrases: in less no layer can leave in peace.
    MILLI = 1000,
};

static int64_t frames_of(const Session *session, int64_t ms)
{
    return ms * session->config.rate_hz / 1000;
}

void end_plan(Session *session, int64_t end_frame)
{
    const int64_t silence = frames_of(session, SILENCE_MS);
    const int64_t fade_end = end_frame > silence ? end_frame - silence : end_frame;
    const int32_t fade_ms = fix_max(session->config.fade_ms, FADE_MIN_MS);
    const int64_t fade_start = end_frame - silence - frames_of(session, fade_ms);
    const int32_t thinned = end_thinning(session, session->rendered_frames);
    session->end_frame = end_frame;
    master_fade_plan(&session->master, fade_start, fade_end);
    session->thinned = fade_start <= session->rendered_frames ? thinned : 0;
}

// The frame at which the phrase's last chord begins, if that is still ahead and near; else now.
static int64_t near_cadence(const Session *session)
{
    const Phrase *const phrase = &session->composer.phrase;
    if (phrase->slot_count == 0) {
        return session->rendered_frames;
    }
    const int32_t last = phrase->slots[phrase->slot_count - 1].first;
    const int64_t tick = session->composer.phrase_tick + phrase->slots[last].tick;
    const int64_t now = session->rendered_frames;
    const int64_t frame =
        tick < session->clock.base_tick ? now : clock_frame(&session->clock, tick);
    return frame > now && frame - now <= frames_of(session, NEAR_CADENCE_MS) ? frame : now;
}

void end_fade(Session *session, int32_t fade_ms)
{
    const int64_t now = session->rendered_frames;
    const int64_t start = near_cadence(session);
    const int64_t end = start + frames_of(session, fade_ms);
    const int64_t silent = end + frames_of(session, SILENCE_MS);
    if (silent < session->end_frame) {
        const int32_t thinned = end_thinning(session, now);
        master_fade_out(&session->master, start, end);
        session->thinned = session->master.fade_out_start <= now ? thinned : 0;
        session->end_frame = silent;
        session->stopping = 1;
    }
}

int end_is_near(const Session *session)
{
    return session->stopping || session->composer.closed || session->limit_tick != INT64_MAX ||
           session->composer.phrase.closes_piece;
}

// The frame at which the next phrase will begin, at the tempo in force.
static int64_t next_phrase(const Session *session)
{
    const Phrase *const phrase = &session->composer.phrase;
    const int64_t tick = session->composer.phrase_tick + phrase->ticks + phrase->pause_ticks;
    return clock_frame(&session->plan,
                       tick > session->composed_tick ? tick : session->composed_tick);
}

void end_move(Session *session, ControlLength how, int64_t ms)
{
    const int is_open = session->end_frame == INT64_MAX;
    if (end_is_near(session) || (how == LENGTH_MOVE && is_open)) {
        return;
    }
    if (how == LENGTH_OPEN) {
        session->end_frame = INT64_MAX;
        master_fade_plan(&session->master, INT64_MAX, INT64_MAX);
        session->thinned = 0;
        return;
    }
    const int64_t from = how == LENGTH_MOVE ? session->end_frame : session->rendered_frames;
    const int64_t wanted = from + frames_of(session, ms);
    const int64_t soonest = next_phrase(session) + frames_of(session, CLOSE_MS);
    end_plan(session, wanted > soonest ? wanted : soonest);
}

int32_t end_thinning(const Session *session, int64_t frame)
{
    const Master *const master = &session->master;
    const int64_t length = master->fade_out_end - master->fade_out_start;
    if (length < frames_of(session, THIN_FROM_MS) || frame <= master->fade_out_start) {
        return 0;
    }
    const int64_t into = frame - master->fade_out_start;
    return session->thinned +
           (int32_t)((MILLI - session->thinned) * (into < length ? into : length) / length);
}
