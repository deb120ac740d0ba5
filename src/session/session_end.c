#include "session/session_end.h"

enum {
    SILENCE_MS = 250,       ///< Digital silence at the very end.
    NEAR_CADENCE_MS = 4000, ///< A fade waits so long for the last chord of the phrase.
};

static int64_t frames_of(const Session *session, int64_t ms)
{
    return ms * session->config.rate_hz / 1000;
}

void end_plan(Session *session, int64_t end_frame)
{
    const int64_t silence = frames_of(session, SILENCE_MS);
    const int64_t fade_start = end_frame - frames_of(session, session->config.fade_ms + SILENCE_MS);
    const int64_t fade_end = end_frame > silence ? end_frame - silence : end_frame;
    session->end_frame = end_frame;
    master_fade_out(&session->master, fade_start < fade_end ? fade_start : 0, fade_end);
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
    const int64_t start = near_cadence(session);
    const int64_t end = start + frames_of(session, fade_ms);
    const int64_t silent = end + frames_of(session, SILENCE_MS);
    if (silent < session->end_frame) {
        master_fade_out(&session->master, start, end);
        session->end_frame = silent;
    }
}
