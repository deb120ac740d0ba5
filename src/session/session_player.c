#include "session/session_player.h"

#include "base/fix.h"
#include "music/metre.h"
#include "session/session_follow.h"
#include "session/session_plan.h"

#include <string.h>

enum {
    CC_MODULATION = 1,
    CC_EXPRESSION = 11,
    CC_SUSTAIN = 64,
    CC_SOSTENUTO = 66,
    BEND_CENTRE = 8192,
    PEDAL_DOWN = 64,
    VIBRATO_SHARE = 3, ///< Pressure to modulation: at most 17 cents, a third of SoundFont's 50.
    ROOM_MS = 6000,    ///< A tune that comes back within a phrase's breath talks over the player.
    VALUES_MAX = 12,   ///< Controllers and wheels of both hands that a block may carry.
    ON_TIME_PARTS = 8, ///< A key so little (1/8 of the step) behind the beat sounds at once.
};

uint8_t session_player_channel(int hand)
{
    return hand == HAND_LEFT ? PLAYER_LEFT_CHANNEL : PLAYER_CHANNEL;
}

static void add_live(Session *session, PlayerAction action)
{
    if (session->live_count == LIVE_MAX) {
        return;
    }
    session->live[session->live_count++] = (Event){.tick = session->given_tick,
                                                   .frame = session->rendered_frames,
                                                   .kind = action.kind,
                                                   .part = PARTS_MAX,
                                                   .channel = session_player_channel(action.hand),
                                                   .a = action.a,
                                                   .b = action.b};
}

// The newest value of a controller or of bend is the one that counts within a block: so pedals in
// any number never fill the list.
static void add_value(Session *session, PlayerAction action)
{
    for (int32_t i = 0; i < session->live_count; ++i) {
        Event *const event = &session->live[i];
        if (event->kind == action.kind && event->channel == session_player_channel(action.hand) &&
            (action.kind == EVENT_BEND || event->a == action.a)) {
            event->a = action.a;
            event->b = action.b;
            return;
        }
    }
    add_live(session, action);
}

static void add_controller(Session *session, int32_t controller, int32_t value)
{
    for (uint8_t hand = 0; hand < HAND_COUNT; ++hand) {
        add_value(session, (PlayerAction){EVENT_CONTROL, hand, controller, value});
    }
}

// Whether a key may still begin, so that room is left to end all keys, lift pedals, centre bend.
static int has_room(const Session *session)
{
    return session->live_count + PLAYER_OUT_MAX + PITCHES + VALUES_MAX <= LIVE_MAX;
}

static void add_actions(Session *session, const PlayerAction *actions, int count)
{
    for (int i = 0; i < count; ++i) {
        add_live(session, actions[i]);
    }
}

// ---- Keys ---------------------------------------------------------------------------------------

static void begin_key(Session *session, int pitch, int velocity)
{
    PlayerAction out[PLAYER_OUT_MAX];
    if (!has_room(session)) {
        return;
    }
    const Params params = plan_params(session);
    const PlayerRules rules = {.snap = (Snap)params.value[PARAM_SNAP],
                               .key = session->shown.key,
                               .chord = session->shown.chord,
                               .octave = params.value[PARAM_OCTAVE],
                               .split = params.value[PARAM_SPLIT]};
    add_actions(session, out, player_note_on(&session->player, pitch, velocity, &rules, out));
    session_follow_down(session, pitch, session->player.sounds[pitch] - 1, velocity);
}

static void end_key(Session *session, int pitch)
{
    PlayerAction out[PLAYER_OUT_MAX];
    session_follow_up(session, pitch, session->player.sounds[pitch] - 1);
    add_actions(session, out, player_note_off(&session->player, pitch, out));
}

static WaitingKey *find_waiting(Session *session, int pitch)
{
    for (int32_t i = 0; i < session->waiting_count; ++i) {
        if (session->waiting[i].pitch == pitch) {
            return &session->waiting[i];
        }
    }
    return NULL;
}

// The tick at which a key pressed now is to sound: the next step of the grid, or now.
static int64_t due_tick(int32_t quantise, int64_t now)
{
    static const int32_t step_ticks[] = {1, TICKS_PER_SIXTEENTH, TICKS_PER_QUARTER / 2,
                                         TICKS_PER_QUARTER};
    const int32_t step = step_ticks[quantise];
    const int64_t behind = now % step;
    return behind <= step / ON_TIME_PARTS ? now : now - behind + step;
}

void session_player_note_on(Session *session, const ControlMsg *msg)
{
    const int64_t now = session_tick(session);
    const int64_t due = due_tick(plan_params(session).value[PARAM_QUANTISE], now);
    session->played_frame = session->rendered_frames;
    session->has_played = 1;
    if (due <= now || session->waiting_count == WAITING_MAX || find_waiting(session, msg->a)) {
        begin_key(session, msg->a, msg->b);
        return;
    }
    session->waiting[session->waiting_count++] = (WaitingKey){
        .pressed = now, .due = due, .pitch = (uint8_t)msg->a, .velocity = (uint8_t)msg->b};
}

// A key that comes up before its note began keeps its length, moved with the note.
void session_player_note_off(Session *session, const ControlMsg *msg)
{
    WaitingKey *const key = find_waiting(session, msg->a);
    session->played_frame = session->rendered_frames;
    if (key == NULL) {
        end_key(session, msg->a);
    } else if (key->end == 0) {
        key->end = key->due + session_tick(session) - key->pressed;
    }
}

static void drop_waiting(Session *session, int32_t i)
{
    session->waiting[i] = session->waiting[--session->waiting_count];
}

// One step of a waiting key; 1 when it is done waiting.
static int advance_key(Session *session, WaitingKey *key)
{
    const int64_t now = session->rendered_frames;
    if (!key->sounds && clock_frame(&session->clock, key->due) <= now) {
        begin_key(session, key->pitch, key->velocity);
        key->sounds = 1;
    }
    if (key->sounds && key->end > 0 && clock_frame(&session->clock, key->end) <= now) {
        end_key(session, key->pitch);
        return 1;
    }
    return key->sounds && key->end == 0;
}

int64_t session_player_due(Session *session)
{
    int64_t next = INT64_MAX;
    for (int32_t i = session->waiting_count - 1; i >= 0; --i) {
        WaitingKey *const key = &session->waiting[i];
        if (advance_key(session, key)) {
            drop_waiting(session, i);
            continue;
        }
        const int64_t frame = clock_frame(&session->clock, key->sounds ? key->end : key->due);
        next = frame < next ? frame : next;
    }
    return next;
}

int session_player_leads(const Session *session, int64_t frame)
{
    const int64_t room = (int64_t)ROOM_MS * session->config.rate_hz / 1000;
    return session->has_played &&
           (session->player.keys_down > 0 || frame - session->played_frame < room);
}

// ---- Pedals, wheels, pressure -------------------------------------------------------------------

void session_player_sustain(Session *session, const ControlMsg *msg)
{
    add_controller(session, CC_SUSTAIN, msg->a);
}

void session_player_sostenuto(Session *session, const ControlMsg *msg)
{
    add_controller(session, CC_SOSTENUTO, msg->a);
}

void session_player_soft(Session *session, const ControlMsg *msg)
{
    session->player.soft = msg->a >= PEDAL_DOWN;
}

void session_player_expression(Session *session, const ControlMsg *msg)
{
    add_controller(session, CC_EXPRESSION, msg->a);
}

// The automation makes the sound brighter with it, see session_glide.c.
void session_player_pressure(Session *session, const ControlMsg *msg)
{
    session->player_pressure = msg->a;
    add_controller(session, CC_MODULATION, msg->a / VIBRATO_SHARE);
}

void session_player_bend(Session *session, const ControlMsg *msg)
{
    add_value(session, (PlayerAction){EVENT_BEND, HAND_RIGHT, msg->a, 0});
}

void session_player_release(Session *session, const ControlMsg *msg)
{
    (void)msg;
    PlayerAction out[PLAYER_OUT_MAX];
    session->waiting_count = 0;
    listener_release(&session->listener, plan_ms(session, session->rendered_frames));
    session->player.soft = 0;
    session->player_pressure = 0;
    while (player_release_one(&session->player, out) > 0) {
        add_live(session, out[0]);
    }
    add_controller(session, CC_SUSTAIN, 0);
    add_controller(session, CC_SOSTENUTO, 0);
    add_controller(session, CC_MODULATION, 0);
    add_value(session, (PlayerAction){EVENT_BEND, HAND_RIGHT, BEND_CENTRE, 0});
}
