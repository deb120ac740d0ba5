// The steering half of a session: controls in.

#include "base/fix.h"
#include "session/session.h"
#include "session/session_breath.h"
#include "session/session_clock.h"
#include "session/session_end.h"
#include "session/session_plan.h"
#include "session/session_player.h"

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

static void on_like(Session *session, const ControlMsg *msg)
{
    if (msg->a > 0) {
        taste_more(&session->config.taste);
    } else if (msg->a < 0) {
        taste_less(&session->config.taste, session->config.seed);
    }
    session->new_taste = 1;
}

static void on_key(Session *session, const ControlMsg *msg)
{
    const Key key = {(uint8_t)msg->a, (uint8_t)msg->b};
    composer_key(&session->composer, msg->a < 0 ? NULL : &key);
}

static void on_volume(Session *session, const ControlMsg *msg)
{
    session->shown.volume = fix_min(msg->a, session->config.volume_max);
    master_volume(&session->master, session->shown.volume);
}

static void on_preset(Session *session, const ControlMsg *msg)
{
    if (msg->a >= 0 && msg->a < session->config.preset_count) {
        session->next_preset = msg->a;
    }
}

static void on_breath(Session *session, const ControlMsg *msg)
{
    breath_told(session, msg->a);
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
    [CONTROL_NOTE_ON] = session_player_note_on,
    [CONTROL_NOTE_OFF] = session_player_note_off,
    [CONTROL_SUSTAIN] = session_player_sustain,
    [CONTROL_SOSTENUTO] = session_player_sostenuto,
    [CONTROL_SOFT] = session_player_soft,
    [CONTROL_EXPRESSION] = session_player_expression,
    [CONTROL_PRESSURE] = session_player_pressure,
    [CONTROL_BEND] = session_player_bend,
    [CONTROL_RELEASE] = session_player_release,
    [CONTROL_VALENCE] = on_valence,
    [CONTROL_AROUSAL] = on_arousal,
    [CONTROL_BRIGHTNESS] = on_brightness,
    [CONTROL_VOLUME] = on_volume,
    [CONTROL_PRESET] = on_preset,
    [CONTROL_FADE] = on_fade,
    [CONTROL_BREATH] = on_breath,
    [CONTROL_TEMPO] = on_tempo,
    [CONTROL_KEY] = on_key,
    [CONTROL_PARAM] = on_param,
    [CONTROL_LENGTH] = on_length,
    [CONTROL_LIKE] = on_like,
    [CONTROL_CLOCK] = session_clock_follow,
    [CONTROL_START] = session_clock_start,
};

void session_control(Session *session, const ControlMsg *msg)
{
    const ControlMsg held = control_held(*msg);
    const Handler handler = handlers[held.kind];
    ++session->touched;
    if (handler != NULL) {
        handler(session, &held);
    }
}
