// The steering half of a session: controls in.

#include "base/fix.h"
#include "session/session.h"
#include "session/session_end.h"
#include "session/session_plan.h"

enum { CC_SUSTAIN = 64, BEND_CENTRE = 8192 };

static void add_live(Session *session, PlayerAction action)
{
    if (session->live_count == LIVE_MAX) {
        return;
    }
    session->live[session->live_count++] = (Event){.tick = session->given_tick,
                                                   .frame = session->rendered_frames,
                                                   .kind = action.kind,
                                                   .part = PARTS_MAX,
                                                   .channel = PLAYER_CHANNEL,
                                                   .a = action.a,
                                                   .b = action.b};
}

// The newest value of a controller or of bend is the one that counts within a block: so pedals in
// any number never fill the list.
static void add_value(Session *session, PlayerAction action)
{
    for (int32_t i = 0; i < session->live_count; ++i) {
        Event *const event = &session->live[i];
        if (event->kind == action.kind && (action.kind == EVENT_BEND || event->a == action.a)) {
            event->a = action.a;
            event->b = action.b;
            return;
        }
    }
    add_live(session, action);
}

// Whether a key may still begin, so that room is left to end all keys, lift the pedal, centre bend.
static int has_room(const Session *session)
{
    return session->live_count + PLAYER_OUT_MAX + PITCHES + 2 <= LIVE_MAX;
}

static void add_actions(Session *session, const PlayerAction *actions, int count)
{
    for (int i = 0; i < count; ++i) {
        add_live(session, actions[i]);
    }
}

static void on_note_on(Session *session, const ControlMsg *msg)
{
    PlayerAction out[PLAYER_OUT_MAX];
    if (!has_room(session)) {
        return;
    }
    const Params params = plan_params(session);
    const Snap snap = (Snap)params.value[PARAM_SNAP];
    add_actions(session, out,
                player_note_on(&session->player, msg->a, msg->b, snap, session->shown.key,
                               session->shown.chord, out));
}

static void on_note_off(Session *session, const ControlMsg *msg)
{
    PlayerAction out[PLAYER_OUT_MAX];
    add_actions(session, out, player_note_off(&session->player, msg->a, out));
}

static void on_sustain(Session *session, const ControlMsg *msg)
{
    add_value(session, (PlayerAction){EVENT_CONTROL, CC_SUSTAIN, msg->a});
}

static void on_bend(Session *session, const ControlMsg *msg)
{
    add_value(session, (PlayerAction){EVENT_BEND, msg->a, 0});
}

static void on_release(Session *session, const ControlMsg *msg)
{
    (void)msg;
    PlayerAction out[PLAYER_OUT_MAX];
    while (player_release_one(&session->player, out) > 0) {
        add_live(session, out[0]);
    }
    add_value(session, (PlayerAction){EVENT_CONTROL, CC_SUSTAIN, 0});
    add_value(session, (PlayerAction){EVENT_BEND, BEND_CENTRE, 0});
}

static void on_valence(Session *session, const ControlMsg *msg)
{
    session->steered_v = 1;
    session->target.valence = (int16_t)msg->a;
}

static void on_arousal(Session *session, const ControlMsg *msg)
{
    session->steered_a = 1;
    session->target.arousal = (int16_t)msg->a;
}

static void fix_param(Session *session, ParamId id, int32_t value)
{
    session->config.set.value[id] = value;
    session->config.set.fixed[id] = 1;
}

static void on_brightness(Session *session, const ControlMsg *msg)
{
    fix_param(session, PARAM_BRIGHTNESS, msg->a);
}

static void on_tempo(Session *session, const ControlMsg *msg)
{
    const ParamInfo *const tempo = &param_table[PARAM_TEMPO];
    fix_param(session, PARAM_TEMPO, fix_clamp(msg->a, tempo->min, tempo->max));
    session->config.set.fixed[PARAM_TEMPO] = msg->a > 0;
}

static void on_param(Session *session, const ControlMsg *msg)
{
    fix_param(session, (ParamId)msg->a, msg->b);
    session->config.set.fixed[msg->a] = msg->b != CONTROL_FREE;
}

static void on_key(Session *session, const ControlMsg *msg)
{
    const Key key = {(uint8_t)msg->a, (uint8_t)msg->b};
    composer_key(&session->composer, msg->a < 0 ? NULL : &key);
}

static void on_volume(Session *session, const ControlMsg *msg)
{
    session->shown.volume = msg->a;
    master_volume(&session->master, msg->a);
}

static void on_preset(Session *session, const ControlMsg *msg)
{
    if (msg->a >= 0 && msg->a < session->config.preset_count) {
        session->next_preset = msg->a;
    }
}

static void on_breath(Session *session, const ControlMsg *msg)
{
    session->config.breath_x10 = msg->a;
    session->breath_since_ms = session->grid_ms;
    session->breath_phase = 0; // an exhale begins now, at the swell's still point
}

static void on_fade(Session *session, const ControlMsg *msg)
{
    end_fade(session, msg->a);
}

static void on_length(Session *session, const ControlMsg *msg)
{
    end_move(session, (ControlLength)msg->b, msg->a);
}

typedef void (*Handler)(Session *session, const ControlMsg *msg);

static const Handler handlers[CONTROL_KIND_COUNT] = {
    [CONTROL_NOTE_ON] = on_note_on, [CONTROL_NOTE_OFF] = on_note_off,
    [CONTROL_SUSTAIN] = on_sustain, [CONTROL_BEND] = on_bend,
    [CONTROL_RELEASE] = on_release, [CONTROL_VALENCE] = on_valence,
    [CONTROL_AROUSAL] = on_arousal, [CONTROL_BRIGHTNESS] = on_brightness,
    [CONTROL_VOLUME] = on_volume,   [CONTROL_PRESET] = on_preset,
    [CONTROL_FADE] = on_fade,       [CONTROL_BREATH] = on_breath,
    [CONTROL_TEMPO] = on_tempo,     [CONTROL_KEY] = on_key,
    [CONTROL_PARAM] = on_param,     [CONTROL_LENGTH] = on_length,
};

void session_control(Session *session, const ControlMsg *msg)
{
    const ControlMsg held = control_held(*msg);
    const Handler handler = handlers[held.kind];
    if (handler != NULL) {
        handler(session, &held);
    }
}
