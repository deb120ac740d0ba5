#include "session/session.h"

#include "base/fix.h"
#include "session/lane.h"
#include "session/session_breath.h"
#include "session/session_end.h"
#include "session/session_plan.h"

#include <string.h>

enum {
    DEFAULT_TEMPO_US = 1000000,
    FADE_IN_MS = 1500,
    FULL_VOLUME = 127,
};

static const Preset *preset_of(const Session *session)
{
    return &session->config.presets[session->config.preset_index];
}

static void init_shown(Session *session)
{
    const Preset *const preset = preset_of(session);
    const SessionConfig *const config = &session->config;
    const Mood start = config->has_from   ? config->from
                       : config->has_mood ? config->mood
                                          : preset->start;
    session->shown.seed = session->config.seed;
    session->shown.volume = session->config.volume;
    session->shown.preset_index = session->config.preset_index;
    session->shown.mood = mood_safe(start.valence, start.arousal);
    session->shown.target = session->shown.mood;
    session->shown.key = session->composer.key;
    session->target = session->shown.mood;
    const Params params = plan_params_at(session, session->shown.mood);
    session->level_db1000 = 100 * params.value[PARAM_LEVEL];
    session->player_db1000 = 100 * params.value[PARAM_PLAYER];
    session->nature_db1000 = 100 * params.value[PARAM_NATURE];
}

static int32_t fade_in_ms(const SessionConfig *config)
{
    const int64_t half_ms = config->length_ms / 2;
    return config->loop.ticks > 0                          ? 0
           : config->length_ms > 0 && half_ms < FADE_IN_MS ? (int32_t)half_ms
                                                           : FADE_IN_MS;
}

static void limit_volume(Session *session)
{
    SessionConfig *const config = &session->config;
    config->volume_max = config->volume_max > 0 ? config->volume_max : FULL_VOLUME;
    config->volume = fix_min(config->volume, config->volume_max);
    master_limit(&session->master, config->volume_max);
}

void session_init(Session *session, const SessionConfig *config)
{
    memset(session, 0, sizeof *session);
    session->config = *config;
    session->next_preset = -1;
    session->limit_tick = INT64_MAX;
    session->end_frame = INT64_MAX;
    composer_init(&session->composer, preset_of(session), config->seed,
                  config->has_key ? &config->key : NULL);
    queue_init(&session->queue);
    arbiter_init(&session->arbiter);
    player_init(&session->player);
    listener_init(&session->listener);
    clock_init(&session->clock, config->rate_hz, DEFAULT_TEMPO_US);
    clock_init(&session->plan, config->rate_hz, DEFAULT_TEMPO_US);
    master_init(&session->master, config->rate_hz, fade_in_ms(config), config->volume);
    limit_volume(session);
    init_shown(session);
    if (config->loop.ticks > 0) {
        session->end_frame = config->loop.frames + lane_ring_frames(config->rate_hz);
    } else if (config->length_ms > 0) {
        end_plan(session, config->length_ms * config->rate_hz / 1000);
    }
    plan_setup(session, 0);
    const Event metre = {.kind = EVENT_METRE, .a = preset_of(session)->metre};
    queue_push(&session->queue, &metre);
}

static void show_place(Session *session, const Event *event)
{
    const MetreInfo *const metre = &metre_table[preset_of(session)->metre];
    session->shown.bar = (int32_t)(event->tick / metre->bar_ticks) + 1;
    session->shown.beat = (int32_t)(event->tick % metre->bar_ticks / metre->beat_ticks) + 1;
}

static void note_event(Session *session, Event *event)
{
    switch (event->kind) {
    case EVENT_TEMPO:
        if (session->followed.tempo_us > 0) { // composed before the other clock was heard
            event->a = session->followed.steered_us;
        }
        clock_tempo(&session->clock, event->tick, event->a);
        session->shown.tempo_bpm = (int32_t)fix_div_round(60000000, event->a);
        break;
    case EVENT_KEY:
        session->shown.key = (Key){(uint8_t)event->a, (uint8_t)event->b};
        break;
    case EVENT_CHORD:
        session->shown.chord = (Chord){(uint8_t)event->a, (uint8_t)event->b, (uint8_t)event->c};
        show_place(session, event);
        break;
    case EVENT_PHRASE:
        // From here the clock counts anew: days at one tempo would overflow it.
        clock_tempo(&session->clock, event->tick, session->clock.tempo_us);
        session->phrase = session->planned;
        breath_phrase(session);
        session->shown.section = event->a;
        session->shown.phrase = event->b;
        session->shown.preset_index = session->config.preset_index;
        break;
    default:
        break;
    }
    const int64_t frame = clock_frame(&session->clock, event->tick);
    // A session that was moved on (session_clock.c) has events that are overdue.
    event->frame = frame > session->given_frame ? frame : session->given_frame;
    session->given_frame = event->frame;
    session->given_tick = event->tick;
}

// Fills the queue until its first event can no longer be overtaken.
static void compose_ahead(Session *session, int64_t tick)
{
    while (!session->composer.closed && session->composed_tick <= tick + PLAN_MARGIN_TICKS) {
        plan_span(session);
    }
    plan_again(session, tick + PLAN_MARGIN_TICKS);
}

static int64_t first_tick(const Session *session)
{
    const Event *const first = queue_first(&session->queue);
    const int64_t queued = first != NULL ? first->tick : INT64_MAX;
    const int64_t ending = arbiter_next_end(&session->arbiter);
    return queued < ending ? queued : ending;
}

enum { NOT_YET = -1 };

static int64_t next_tick(Session *session)
{
    for (;;) {
        const int64_t tick = first_tick(session);
        const int64_t now = tick < session->grid_tick ? tick : session->grid_tick;
        const int64_t before = session->composed_tick;
        compose_ahead(session, now);
        if (session->composed_tick != before) {
            continue;
        }
        if (session->grid_tick <= tick && session->grid_tick < session->limit_tick &&
            (tick != INT64_MAX || !session->composer.closed)) {
            if (clock_frame(&session->clock, session->grid_tick) > session->horizon) {
                return NOT_YET;
            }
            plan_automation(session);
            continue;
        }
        return tick;
    }
}

// The next event of the score; a note whose pitch still sounds waits behind that note's end.
static int take_event(Session *session, int64_t tick, Event *event)
{
    if (arbiter_end_due(&session->arbiter, tick, event)) {
        return 1;
    }
    Event first = *queue_first(&session->queue);
    if (first.kind != EVENT_NOTE_ON) {
        queue_pop(&session->queue);
        *event = first;
        return 1;
    }
    if (first.tick + first.c > session->limit_tick) {
        first.c = (int32_t)(session->limit_tick - first.tick);
    }
    if (first.c <= 0 || arbiter_merge(&session->arbiter, &first)) {
        queue_pop(&session->queue);
        return 0; // it would begin after the end, or sounds already
    }
    if (arbiter_begin(&session->arbiter, &first, event)) {
        return 1;
    }
    queue_pop(&session->queue);
    *event = first;
    return 1;
}

static int give_end(Session *session, Event *event)
{
    if (session->ended) {
        return 0;
    }
    session->ended = 1;
    const int64_t tick =
        session->limit_tick != INT64_MAX ? session->limit_tick : session->given_tick;
    *event = (Event){.tick = tick, .kind = EVENT_END};
    note_event(session, event);
    return 1;
}

static int give_live(Session *session, Event *event)
{
    if (session->live_count == 0) {
        return 0;
    }
    *event = session->live[0];
    memmove(session->live, session->live + 1, (size_t)--session->live_count * sizeof *event);
    return 1;
}

static int next_scored(Session *session, Event *event)
{
    for (;;) {
        int64_t tick = next_tick(session);
        if (tick == NOT_YET) {
            return 0;
        }
        arbiter_end_all_by(&session->arbiter, session->limit_tick);
        if (tick > session->limit_tick) {
            tick = arbiter_next_end(&session->arbiter); // what still sounds ends at the limit
        }
        if (tick == INT64_MAX) {
            return give_end(session, event);
        }
        if (take_event(session, tick, event)) {
            note_event(session, event);
            return 1;
        }
    }
}

int session_next_by(Session *session, int64_t frame, Event *event)
{
    session->horizon = frame;
    return give_live(session, event) || next_scored(session, event);
}

int session_next(Session *session, Event *event)
{
    return session_next_by(session, INT64_MAX, event);
}

int session_done(const Session *session)
{
    return session->rendered_frames >= session->end_frame;
}

int64_t session_tick(const Session *session)
{
    const Clock *const clock = &session->clock;
    return session->rendered_frames < clock->base_frame // the next event is a new tempo
               ? clock->base_tick
               : clock_tick(clock, session->rendered_frames);
}

// It has been entered as given: its note goes back, or ends now.
void session_give_back(Session *session, int64_t tick)
{
    if (!session->has_pending) {
        return;
    }
    session->has_pending = 0;
    if (session->pending.kind == EVENT_NOTE_ON) {
        arbiter_forget(&session->arbiter, &session->pending);
    } else if (session->pending.kind == EVENT_NOTE_OFF && session->live_count < LIVE_MAX) {
        Event *const off = &session->live[session->live_count++];
        *off = session->pending;
        off->tick = off->tick < tick ? off->tick : tick;
        off->frame = off->frame < session->rendered_frames ? off->frame : session->rendered_frames;
    }
}

void session_cut(Session *session)
{
    const int64_t tick = session_tick(session);
    session_give_back(session, tick);
    session->laid.next_tick = INT64_MAX;
    session->limit_tick = tick < session->limit_tick ? tick : session->limit_tick;
}

PhrasePlan session_phrase(const Session *session)
{
    return session->phrase;
}

Snapshot session_snapshot(const Session *session)
{
    Snapshot shown = session->shown;
    shown.frame = session->rendered_frames;
    shown.breath_x10 = session->config.breath_x10;
    shown.taste = session->config.taste;
    shown.elapsed_ms = plan_ms(session, session->rendered_frames);
    shown.left_ms = session->end_frame == INT64_MAX
                        ? -1
                        : plan_ms(session, session->end_frame - session->rendered_frames);
    shown.fading = session->rendered_frames >= session->master.fade_out_start;
    shown.closing = (uint8_t)end_is_near(session);
    shown.done = (uint8_t)session_done(session);
    return shown;
}
