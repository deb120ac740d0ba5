#include "session/replay.h"

#include <math.h>
#include <string.h>

void replay_init(Replay *replay, Steering steering)
{
    *replay = (Replay){.steering = steering};
    if (steering.stop_frame == 0) {
        replay->steering.stop_frame = INT64_MAX;
    }
}

static void take_controls(Replay *replay, Session *session)
{
    const Steering *const steering = &replay->steering;
    while (replay->next < steering->count &&
           steering->controls[replay->next].frame <= session->rendered_frames) {
        session_control(session, &steering->controls[replay->next++].msg);
    }
}

// The frame up to which nothing comes in between.
static int64_t next_frame(const Replay *replay)
{
    const Steering *const steering = &replay->steering;
    const int64_t stop = steering->stop_frame;
    const int64_t control =
        replay->next < steering->count ? steering->controls[replay->next].frame : stop;
    return control < stop ? control : stop;
}

int replay_done(const Replay *replay, const Session *session)
{
    return session_done(session) || session->rendered_frames >= replay->steering.stop_frame;
}

void steering_fade(const Steering *steering, int64_t first, float *stereo, size_t frames)
{
    const double pi = 3.14159265358979323846;
    const double length = (double)steering->fade_frames;
    for (size_t i = 0; i < frames; ++i) {
        const int64_t left = steering->stop_frame - first - (int64_t)i;
        if (left < steering->fade_frames) { // a raised cosine: no corner at either end
            const double x = left > 0 ? (double)left / length : 0.0;
            const float gain = (float)(0.5 - 0.5 * cos(pi * x));
            stereo[2 * i] *= gain;
            stereo[2 * i + 1] *= gain;
        }
    }
}

size_t replay_render(Replay *replay, Session *session, Synth *synth, float *stereo, size_t frames)
{
    size_t done = 0;
    while (done < frames && !replay_done(replay, session)) {
        take_controls(replay, session);
        const int64_t free_frames = next_frame(replay) - session->rendered_frames;
        const int64_t wanted = (int64_t)(frames - done);
        const size_t n = (size_t)(wanted < free_frames ? wanted : free_frames);
        const int64_t first = session->rendered_frames;
        const size_t count = session_render(session, synth, stereo + 2 * done, n);
        steering_fade(&replay->steering, first, stereo + 2 * done, count);
        done += count;
    }
    memset(stereo + 2 * done, 0, (frames - done) * 2 * sizeof *stereo);
    return done;
}

static int has_keys(const Replay *replay)
{
    for (size_t i = 0; i < replay->next; ++i) {
        if (replay->steering.controls[i].msg.kind == CONTROL_NOTE_ON) {
            return 1;
        }
    }
    return 0;
}

// What still sounds ends here, the listener's own keys too.
static void cut(Replay *replay, Session *session)
{
    const ControlMsg release = {.kind = CONTROL_RELEASE};
    if (!replay->cut) {
        replay->cut = 1;
        if (has_keys(replay)) {
            session_control(session, &release);
        }
        session_cut(session);
    }
}

int replay_next(Replay *replay, Session *session, Event *event)
{
    while (!replay_done(replay, session)) {
        take_controls(replay, session);
        if (session_walk(session, next_frame(replay), event)) {
            return 1;
        }
    }
    cut(replay, session);
    return session_next(session, event);
}
