#include "session/session_plan.h"

#include "base/dice.h"
#include "base/fix.h"
#include "compose/perform.h"
#include "compose/streams.h"
#include "compose/texture.h"
#include "compose/textures.h"
#include "music/instrument.h"
#include "session/session_player.h"

enum {
    CC_BANK = 0,
    CC_VOLUME = 7,
    CC_PAN = 10,
    CC_REVERB = 91,
    CC_CHORUS = 93,
    PART_VOLUME = 100,
    CC_MIDDLE = 64,
    TEMPO_SPREAD = 3, ///< BPM by which seeds differ in tempo.
};

static const Preset *preset_of(const Session *session)
{
    return &session->config.presets[session->config.preset_index];
}

uint8_t plan_channel(const Preset *preset, int32_t part)
{
    if (instrument_table[preset->parts[part].instrument].kind == TONE_PERCUSSION) {
        return PERCUSSION_CHANNEL;
    }
    return (uint8_t)(part < PERCUSSION_CHANNEL ? part : part + 1);
}

int64_t plan_ms(const Session *session, int64_t frame)
{
    return frame * 1000 / session->config.rate_hz;
}

void plan_push(Session *session, Event event)
{
    if (event.tick < session->given_tick) {
        event.tick = session->given_tick;
    }
    queue_push(&session->queue, &event);
}

void plan_control(Session *session, int64_t tick, int32_t part, uint8_t channel, int32_t controller,
                  int32_t value)
{
    plan_push(session, (Event){.tick = tick,
                               .kind = EVENT_CONTROL,
                               .part = (uint8_t)part,
                               .channel = channel,
                               .a = controller,
                               .b = fix_clamp(value, 0, 127)});
}

static void push_program(Session *session, int64_t tick, int32_t part, uint8_t channel,
                         int32_t instrument)
{
    plan_push(session, (Event){.tick = tick,
                               .kind = EVENT_PROGRAM,
                               .part = (uint8_t)part,
                               .channel = channel,
                               .a = instrument_table[instrument].program,
                               .b = instrument_table[instrument].bank});
}

// The left hand of a split keyboard plays the bass of the piece.
static int32_t left_instrument(const Preset *preset)
{
    for (int32_t i = 0; i < preset->part_count; ++i) {
        if (texture_table[preset->parts[i].texture] == &texture_bass) {
            return preset->parts[i].instrument;
        }
    }
    return preset->player_instrument;
}

static void setup_hand(Session *session, int64_t tick, int hand, int32_t instrument)
{
    const uint8_t channel = session_player_channel(hand);
    push_program(session, tick, PARTS_MAX, channel, instrument);
    plan_control(session, tick, PARTS_MAX, channel, CC_REVERB, CC_MIDDLE);
    for (int c = 0; c < PLAYER_AUTOMATED; ++c) {
        session->player_cc[hand][c] = -1;
    }
}

void plan_setup(Session *session, int64_t tick)
{
    const Preset *const preset = preset_of(session);
    for (int32_t i = 0; i < preset->part_count; ++i) {
        const PartSpec *const part = &preset->parts[i];
        const uint8_t channel = plan_channel(preset, i);
        push_program(session, tick, i, channel, taste_instrument(&session->config.taste, part));
        plan_control(session, tick, i, channel, CC_VOLUME, PART_VOLUME);
        plan_control(session, tick, i, channel, CC_PAN, CC_MIDDLE + part->pan);
        plan_control(session, tick, i, channel, CC_CHORUS, part->chorus);
        for (int c = 0; c < AUTOMATED; ++c) {
            session->part_cc[i][c] = -1;
        }
    }
    setup_hand(session, tick, HAND_RIGHT, preset->player_instrument);
    setup_hand(session, tick, HAND_LEFT, left_instrument(preset));
}

void plan_instruments(Session *session, int64_t tick)
{
    const Preset *const preset = preset_of(session);
    for (int32_t i = 0; i < preset->part_count; ++i) {
        const int instrument = taste_instrument(&session->config.taste, &preset->parts[i]);
        if (texture_table[preset->parts[i].texture]->is_tune) {
            push_program(session, tick, i, plan_channel(preset, i), instrument);
        }
    }
}

// The seed shifts the tempo a little, so that sessions of one preset differ in pace as well.
static int32_t tempo_for(const Session *session, const Params *params, const ParamSet *set)
{
    if (set->fixed[PARAM_TEMPO]) {
        return params->value[PARAM_TEMPO];
    }
    const Preset *const preset = preset_of(session);
    Dice dice = dice_at(session->config.seed, STREAM_KEY, 1);
    const int32_t shift = dice_range(&dice, -TEMPO_SPREAD, TEMPO_SPREAD);
    return fix_clamp(params->value[PARAM_TEMPO] + shift, preset->tempo_min, preset->tempo_max);
}

int32_t plan_level(const Session *session)
{
    return (int32_t)fix_div_round(session->level_db1000, 100);
}

Params plan_params_at(const Session *session, Mood mood)
{
    ParamSet set = preset_of(session)->set;
    param_set_merge(&set, &session->config.set);
    Params params;
    params_from_mood(&params, mood, &set);
    taste_apply(&session->config.taste, &set, &params);
    params.value[PARAM_TEMPO] = tempo_for(session, &params, &set);
    return params;
}

Params plan_params_now(Session *session)
{
    KnownParams *const known = &session->known;
    const Mood mood = session->shown.mood;
    if (known->preset_index != session->config.preset_index + 1 ||
        known->touched != session->touched || known->mood.valence != mood.valence ||
        known->mood.arousal != mood.arousal) {
        *known = (KnownParams){.params = plan_params_at(session, mood),
                               .mood = mood,
                               .touched = session->touched,
                               .preset_index = session->config.preset_index + 1};
    }
    return known->params;
}

int32_t plan_switch(const Session *session, ParamId id)
{
    const ParamSet *const over = &session->config.set;
    const ParamSet *const own = &preset_of(session)->set;
    return over->fixed[id]  ? over->value[id]
           : own->fixed[id] ? own->value[id]
                            : param_table[id].corner[0];
}

Params plan_params(const Session *session)
{
    Params params = plan_params_at(session, session->shown.mood);
    params.value[PARAM_LEVEL] = plan_level(session);
    return params;
}
