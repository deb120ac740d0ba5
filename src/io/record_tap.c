#include "io/record_tap.h"

#include "session/replay.h"

enum { PLACES_A_SECOND = 10 };

void record_tap_init(RecordTap *tap, Ring *controls, Ring *sound)
{
    *tap = (RecordTap){.controls = controls, .sound = sound};
    atomic_init(&tap->sound_lost, 0);
}

static TimedControl now(const Session *session, ControlMsg msg)
{
    return (TimedControl){session->rendered_frames, session_tick(session), msg};
}

// What was lost is told before what follows it.
static int tell_lost(RecordTap *tap, const Session *session)
{
    const TimedControl lost = now(session, (ControlMsg){CONTROL_NONE, tap->lost, 0});
    if (tap->lost > 0 && ring_write(tap->controls, &lost, 1) == 1) {
        tap->lost = 0;
    }
    return tap->lost == 0;
}

void record_tap_control(RecordTap *tap, const Session *session, const ControlMsg *msg)
{
    const TimedControl control = now(session, control_held(*msg));
    if (control.msg.kind == CONTROL_NONE) {
        return;
    }
    if (!tell_lost(tap, session) || ring_write(tap->controls, &control, 1) == 0) {
        ++tap->lost;
    }
}

static void tell_place(RecordTap *tap, const Session *session)
{
    const TimedControl place = now(session, (ControlMsg){CONTROL_NONE, 0, 0});
    if (session->rendered_frames >= tap->next_place_frame && tell_lost(tap, session) &&
        ring_write(tap->controls, &place, 1) == 1) {
        tap->next_place_frame =
            session->rendered_frames + session->config.rate_hz / PLACES_A_SECOND;
    }
}

void record_tap_block(RecordTap *tap, const Session *session, const float *stereo, size_t frames)
{
    tell_place(tap, session);
    if (atomic_load_explicit(&tap->sound_lost, memory_order_relaxed)) {
        return;
    }
    if (ring_write_space(tap->sound) < frames) { // a hole would put all that follows out of time
        atomic_store(&tap->sound_lost, 1);
        return;
    }
    ring_write(tap->sound, stereo, (uint32_t)frames);
}
