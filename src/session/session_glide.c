// What moves between the notes: the mood on its way, the controllers that follow it and
// the swell of the breath.

#include "base/fix.h"
#include "compose/perform.h"
#include "compose/textures.h"
#include "music/instrument.h"
#include "session/session_breath.h"
#include "session/session_end.h"
#include "session/session_follow.h"
#include "session/session_plan.h"
#include "session/session_player.h"

enum {
    GRID_TICKS = TICKS_PER_QUARTER / 8, ///< A step of the automation: under 0.2 s at 40 BPM.
    CC_MIDDLE = 64,
    CC_VOLUME = 7,
    CC_EXPRESSION = 11,
    CC_ATTACK = 73,
    CC_BRIGHTNESS = 74,
    CC_REVERB = 91,
    MOOD_PER_SECOND = 800,  ///< Half the plane in 1.25 s, so that the next beats answer. What would
                            ///< jar at that pace has a bound of its own: tempo, layers, mode, and
    LEVEL_PER_SECOND = 700, ///< level, 1/1000 dB: at most ten steps of velocity a bar.
    MOVED_PER_SECOND = 2000, ///< 1/1000 dB of expression: with the swell under 3 dB a second.
    HEADROOM_DB10 = 30,      ///< Of expression, above the notes as they were composed.
    FALL_DB10 = 60,
};

static const Preset *preset_of(const Session *session)
{
    return &session->config.presets[session->config.preset_index];
}

// How far an arc has led at a moment of its time: in stages, each held and then left, so that a
// listener is met, led a step, and met again (iso principle, evidence 3.6 and 6.3).
static int32_t arc_place(int64_t ms, int64_t lead_ms)
{
    enum { STAGES = 5, HELD = 600 };
    if (ms >= lead_ms) {
        return MOOD_ONE;
    }
    const int64_t at = ms * STAGES * MOOD_ONE / lead_ms;
    const int32_t stage = (int32_t)(at / MOOD_ONE);
    const int32_t within = fix_max(0, (int32_t)(at % MOOD_ONE) - HELD);
    return (stage * MOOD_ONE + within * MOOD_ONE / (MOOD_ONE - HELD)) / STAGES;
}

static Mood mood_between(Mood from, Mood to, int32_t place)
{
    return (Mood){
        .valence = (int16_t)fix_lerp(from.valence, to.valence, place, MOOD_ONE),
        .arousal = (int16_t)fix_lerp(from.arousal, to.arousal, place, MOOD_ONE),
    };
}

// Where the session wants the mood to be, unless the listener has taken over: the listener's own
// arc, else the mood asked for, else the preset's way from its start to its mood.
static Mood path_mood(const Session *session, int64_t ms)
{
    enum {
        LEADS_FOR = 600
    }; // per mille of an arc; then it holds (evidence 6.3: half to two thirds)
    const SessionConfig *const config = &session->config;
    const Preset *const preset = preset_of(session);
    const Mood to = config->has_mood ? config->mood : preset->mood;
    if (config->has_from) {
        return mood_between(config->from, to, arc_place(ms, config->over_ms * LEADS_FOR / 1000));
    }
    if (config->has_mood) {
        return to;
    }
    return mood_between(preset->start, to, arc_place(ms, (int64_t)preset->lead_s * 1000));
}

// Where the mood is led: while the session fades, to where all is still.
static Mood led_mood(const Session *session, int64_t ms)
{
    enum { STILL = -900 };
    const int64_t frame = ms * session->config.rate_hz / 1000;
    const int32_t arousal = session->target.arousal;
    const int32_t still = fix_min(arousal, STILL);
    return (Mood){
        .valence = session->target.valence,
        .arousal = (int16_t)fix_lerp(arousal, still, end_thinning(session, frame), MOOD_ONE),
    };
}

// A step toward the goal on the straight line there: were one axis to arrive before the other, a
// parameter could begin in the wrong direction.
static Mood toward(Mood from, Mood to, int32_t step)
{
    const int32_t far =
        fix_max(fix_abs(to.valence - from.valence), fix_abs(to.arousal - from.arousal));
    return far <= step ? to
                       : (Mood){
                             .valence = (int16_t)fix_lerp(from.valence, to.valence, step, far),
                             .arousal = (int16_t)fix_lerp(from.arousal, to.arousal, step, far),
                         };
}

// The mood moves with musical time, so offline and live runs glide alike.
static void glide_mood(Session *session, int64_t ms)
{
    const int32_t step = (int32_t)((ms - session->mood_ms) * MOOD_PER_SECOND / 1000);
    const Mood path = session_follow_mood(session, path_mood(session, ms), ms);
    session->target.valence = session->steered_v ? session->target.valence : path.valence;
    session->target.arousal = session->steered_a ? session->target.arousal : path.arousal;
    Mood *const mood = &session->shown.mood;
    if (step > 0) {
        *mood = toward(*mood, led_mood(session, ms), step);
        *mood = mood_safe(mood->valence, mood->arousal);
        session->mood_ms = ms;
    }
    session->shown.target = session->target;
}

// What the level has moved since the notes that sound were composed, within the head room. After a
// long slot this falls back to nothing at once; the notes that still ring must not hear it jump.
static void glide_moved(Session *session, int64_t elapsed_ms)
{
    const int32_t moved = session->level_db1000 - 100 * session->composed_level;
    const int32_t goal = fix_clamp(moved, -100 * FALL_DB10, 100 * HEADROOM_DB10);
    const int32_t step = (int32_t)(elapsed_ms * MOVED_PER_SECOND / 1000);
    session->moved_db1000 += fix_clamp(goal - session->moved_db1000, -step, step);
}

// The swell, and on top of it the level's own movement: so that is heard at once, up and down.
static int32_t expression_db10(const Session *session, const Params *params)
{
    enum { FULL_DB10 = 80 }; // velocity 127
    const int32_t moved = (int32_t)fix_div_round(session->moved_db1000, 100);
    return breath_swell_db10(session, params) - HEADROOM_DB10 + moved + FULL_DB10;
}

// Rain, sea and wind have a knob of their own, which ends in silence.
static int32_t part_expression(const Session *session, const PartSpec *part, int32_t db10,
                               int32_t step)
{
    const int32_t nature = (int32_t)fix_div_round(session->nature_db1000, 100);
    if (texture_table[part->texture] != &texture_nature || nature == 0) {
        return perform_velocity(db10) + step;
    }
    return nature <= param_table[PARAM_NATURE].min ? 0 : perform_velocity(db10 + nature) + step;
}

// The bank moves its attacks by two octaves either way over the range of the controller.
static int32_t attack_control(const Params *params, const PartSpec *part)
{
    enum { STEPS_AN_OCTAVE = 32, OCTAVE_Q = 4096 };
    if (instrument_table[part->instrument].kind != TONE_SUSTAINED) {
        return CC_MIDDLE;
    }
    const int32_t steps = perform_attack(params) * STEPS_AN_OCTAVE / OCTAVE_Q;
    return fix_clamp(CC_MIDDLE + steps, 0, 127);
}

// The level goes its own, slower way to that of the mood.
static void glide_level(Session *session, Params *params, int64_t elapsed_ms)
{
    const int32_t off = 100 * params->value[PARAM_LEVEL] - session->level_db1000;
    const int32_t step = (int32_t)(elapsed_ms * LEVEL_PER_SECOND / 1000);
    session->level_db1000 += fix_clamp(off, -step, step);
    params->value[PARAM_LEVEL] = plan_level(session);
}

// A controller on its way stands one step ahead: so it moves as soon as it is asked to.
static int32_t ahead(int32_t now, int32_t goal)
{
    return (goal > now) - (goal < now);
}

// A part's own send, more of it in a wide mood and less in a close one.
static int32_t send_control(const Params *params, const PartSpec *part)
{
    enum {
        USUAL_SPACE = 60,
        LEAST = 40
    }; // per cent; calm music has the send that the preset names
    const int32_t share = LEAST + (100 - LEAST) * params->value[PARAM_SPACE] / USUAL_SPACE;
    return fix_min(part->reverb * share / 100, 127);
}

// The mood's brightness, and the part's own tone on top: at its ends the filter of the bank lies an
// octave and a quarter away.
static int32_t brightness_control(const Params *params, const PartSpec *part)
{
    enum { FULL_TONE = 40 }; // steps of the controller
    return fix_clamp(params->value[PARAM_BRIGHTNESS] + part->tone * FULL_TONE / 100, 0, 127);
}

static void automate_part(Session *session, const Params *params, int32_t part, int32_t expression)
{
    static const int32_t controller[AUTOMATED] = {CC_EXPRESSION, CC_BRIGHTNESS, CC_ATTACK,
                                                  CC_REVERB};
    const PartSpec *const spec = &preset_of(session)->parts[part];
    const uint8_t channel = plan_channel(preset_of(session), part);
    const int32_t wanted[AUTOMATED] = {
        expression,
        brightness_control(params, spec),
        attack_control(params, spec),
        send_control(params, spec),
    };
    for (int c = 0; c < AUTOMATED; ++c) {
        if (session->part_cc[part][c] != wanted[c]) {
            plan_control(session, session->grid_tick, part, channel, controller[c], wanted[c]);
            session->part_cc[part][c] = wanted[c];
        }
    }
}

// The player is as loud as the music asks for, half the way, and as bright: one key struck hard in
// a whispering piece must not jar. Keys pressed harder while they are down sound brighter.
static void automate_player(Session *session, const Params *params)
{
    enum { PRESSURE_SHARE = 4 };
    const int32_t db10 =
        (int32_t)fix_div_round(session->player_db1000, 100) + params->value[PARAM_LEVEL] / 2;
    static const int32_t controller[PLAYER_AUTOMATED] = {CC_VOLUME, CC_BRIGHTNESS};
    const int32_t wanted[PLAYER_AUTOMATED] = {
        perform_velocity(db10) * 127 / perform_velocity(0),
        fix_min(params->value[PARAM_BRIGHTNESS] + session->player_pressure / PRESSURE_SHARE, 127),
    };
    for (int hand = 0; hand < HAND_COUNT; ++hand) {
        for (int c = 0; c < PLAYER_AUTOMATED; ++c) {
            if (session->player_cc[hand][c] != wanted[c]) {
                plan_control(session, session->grid_tick, PARTS_MAX, session_player_channel(hand),
                             controller[c], wanted[c]);
                session->player_cc[hand][c] = wanted[c];
            }
        }
    }
}

// Levels that knobs move rise as slowly as all else; down they may go faster.
static void glide_knob(int32_t *db1000, int32_t goal_db10, int64_t elapsed_ms)
{
    enum { UP_PER_SECOND = 2500, DOWN_PER_SECOND = 12000 };
    *db1000 += fix_clamp(100 * goal_db10 - *db1000, (int32_t)(-elapsed_ms * DOWN_PER_SECOND / 1000),
                         (int32_t)(elapsed_ms * UP_PER_SECOND / 1000));
}

// What the parameters will be when the mood has arrived.
static Params goal_of(const Session *session, const Params *params, int64_t ms)
{
    const Mood led = led_mood(session, ms);
    const Mood goal = mood_safe(led.valence, led.arousal);
    const Mood now = session->shown.mood;
    const int arrived = goal.valence == now.valence && goal.arousal == now.arousal;
    return arrived ? *params : plan_params_at(session, goal);
}

void plan_automation(Session *session)
{
    const int64_t at = plan_ms(session, clock_frame(&session->clock, session->grid_tick));
    const int64_t ms = at > session->grid_ms ? at : session->grid_ms; // never back
    glide_mood(session, ms);
    session_follow_listen(session, ms);
    Params params = plan_params_now(session);
    const Params wanted = params;
    glide_level(session, &params, ms - session->grid_ms);
    glide_moved(session, ms - session->grid_ms);
    glide_knob(&session->player_db1000, params.value[PARAM_PLAYER], ms - session->grid_ms);
    glide_knob(&session->nature_db1000, params.value[PARAM_NATURE], ms - session->grid_ms);
    const Params goal = goal_of(session, &wanted, ms);
    breath_move(session, &params, ms);
    session->grid_ms = ms;
    const int32_t db10 = expression_db10(session, &params);
    const int32_t step = ahead(params.value[PARAM_LEVEL], goal.value[PARAM_LEVEL]);
    params.value[PARAM_BRIGHTNESS] +=
        ahead(params.value[PARAM_BRIGHTNESS], goal.value[PARAM_BRIGHTNESS]);
    const int32_t parts = preset_of(session)->part_count;
    for (int32_t i = 0; i < parts; ++i) {
        const PartSpec *const part = &preset_of(session)->parts[i];
        automate_part(session, &params, i, part_expression(session, part, db10, step));
    }
    automate_player(session, &params);
    session->grid_tick += GRID_TICKS;
}
