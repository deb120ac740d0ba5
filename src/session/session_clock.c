#include "session/session_clock.h"

#include "base/fix.h"
#include "session/session_plan.h"

enum {
    US_PER_MINUTE = 60000000,
    MEETS_IN = 4 * TICKS_PER_QUARTER, ///< A difference is made up within about a bar ...
    LEAN_MOST = MEETS_IN / 25,        ///< ... at no more than 4 % beside the other's tempo.
    SMOOTH = 4,                       ///< Share of a new difference that counts: 1/4.
};

static int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

// ---- Tempo --------------------------------------------------------------------------------------

// Those who write the score down learn of the tempo, too.
static void tell_tempo(Session *session, int32_t tempo_us)
{
    session->shown.tempo_bpm = (int32_t)fix_div_round(US_PER_MINUTE, tempo_us);
    for (int32_t i = 0; i < session->live_count; ++i) {
        if (session->live[i].kind == EVENT_TEMPO) {
            session->live[i].a = tempo_us;
            return;
        }
    }
    if (session->live_count < LIVE_MAX) {
        session->live[session->live_count++] = (Event){.tick = session->given_tick,
                                                       .frame = session->rendered_frames,
                                                       .kind = EVENT_TEMPO,
                                                       .a = tempo_us};
    }
}

// The composer plans in whole BPM and within the range of calm music; the clock goes beyond it.
static void tell_composer(Session *session, int32_t tempo_us)
{
    enum { MILLI = 1000 };
    const ParamInfo *const tempo = &param_table[PARAM_TEMPO];
    const int32_t bpm =
        fix_clamp((int32_t)fix_div_round(US_PER_MINUTE, tempo_us), tempo->min, tempo->max);
    session->config.set.value[PARAM_TEMPO] = bpm;
    session->config.set.fixed[PARAM_TEMPO] = 1;
    session->composer.tempo_bpm = bpm * MILLI;
}

static void set_tempo(Session *session, int32_t tempo_us)
{
    const int64_t tick =
        later(later(session_tick(session), session->given_tick), session->clock.base_tick);
    session->followed.steered_us = tempo_us;
    clock_tempo(&session->clock, tick, tempo_us);
    session->plan = session->clock;
    session->laid.next_tick = INT64_MAX; // what is composed stands: its tempi are another's now
    session->tempo_us = tempo_us;
    tell_tempo(session, tempo_us);
}

// ---- Place --------------------------------------------------------------------------------------

// Without a Start only the beats can be brought together, not the bars.
static void find_origin(Session *session, int64_t place)
{
    FollowedClock *const followed = &session->followed;
    const int64_t far = session_tick(session) - place;
    followed->origin_tick = fix_div_round(far, TICKS_PER_QUARTER) * TICKS_PER_QUARTER;
    followed->has_origin = 1;
    followed->error_ticks = (int32_t)(place + followed->origin_tick - session_tick(session));
}

static void measure_error(Session *session, int64_t place)
{
    FollowedClock *const followed = &session->followed;
    const int64_t error = place + followed->origin_tick - session_tick(session);
    if (!followed->has_origin || error > TICKS_PER_QUARTER || error < -TICKS_PER_QUARTER) {
        find_origin(session, place);
    } else {
        followed->error_ticks += ((int32_t)error - followed->error_ticks) / SMOOTH;
    }
}

static int32_t leaning(const FollowedClock *followed)
{
    const int32_t lean = fix_clamp(followed->error_ticks, -LEAN_MOST, LEAN_MOST);
    return (int32_t)fix_div_round((int64_t)followed->tempo_us * MEETS_IN, MEETS_IN + lean);
}

void session_clock_follow(Session *session, const ControlMsg *msg)
{
    session->followed.tempo_us = msg->a;
    measure_error(session, msg->b);
    tell_composer(session, msg->a);
    set_tempo(session, leaning(&session->followed));
}

// ---- Start --------------------------------------------------------------------------------------

// The tick of the next bar line: a label only, no time passes on the way there.
static int64_t next_bar(const Session *session, int64_t tick)
{
    const Preset *const preset = &session->config.presets[session->config.preset_index];
    const int32_t bar = metre_table[preset->metre].bar_ticks;
    return (tick / bar + 1) * bar;
}

// The sound comes later than what is rendered: what the other plays now has been rendered before.
static void set_place(Session *session, int64_t tick, int32_t tempo_us, int32_t place)
{
    const int64_t ahead =
        (int64_t)place * tempo_us / TICKS_PER_QUARTER * session->config.rate_hz / 1000000;
    clock_init(&session->clock, session->config.rate_hz, tempo_us);
    session->clock.base_tick = tick;
    session->clock.base_frame = session->rendered_frames - ahead;
    session->plan = session->clock;
    session->composed_tick = tick;
    session->grid_tick = tick;
    session->limit_tick = INT64_MAX;
    session->laid.next_tick = INT64_MAX; // what was composed last is over
}

void session_clock_start(Session *session, const ControlMsg *msg)
{
    if (session->ended || session->composer.closed) {
        return;
    }
    const int64_t now = later(session_tick(session), session->given_tick);
    session_give_back(session, now);
    arbiter_end_all_by(&session->arbiter, now);
    const int64_t tick = next_bar(session, now);
    queue_cut(&session->queue, tick);
    composer_cut(&session->composer, tick);
    set_place(session, tick, msg->a, fix_clamp(msg->b, 0, TICKS_PER_QUARTER));
    session->followed = (FollowedClock){
        .tempo_us = msg->a, .steered_us = msg->a, .origin_tick = tick, .has_origin = 1};
    session->tempo_us = msg->a;
    tell_composer(session, msg->a);
    tell_tempo(session, msg->a);
}
