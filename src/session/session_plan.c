#include "session/session_plan.h"

#include "base/dice.h"
#include "base/fix.h"
#include "compose/perform.h"
#include "compose/streams.h"
#include "music/instrument.h"

enum {
    DRUM_CHANNEL = 9,
    GRID_TICKS = TICKS_PER_QUARTER / 8, ///< A step of the automation: under 0.2 s at 40 BPM.
    CC_BANK = 0,
    CC_VOLUME = 7,
    CC_PAN = 10,
    CC_EXPRESSION = 11,
    CC_ATTACK = 73,
    CC_BRIGHTNESS = 74,
    CC_REVERB = 91,
    CC_CHORUS = 93,
    PART_VOLUME = 100,
    CC_MIDDLE = 64,
    MOOD_PER_SECOND = 120, ///< The mood crosses half the plane in 8 s: 90 % within two phrases.
    TEMPO_SPREAD = 3,      ///< BPM by which seeds differ in tempo.
};

static const Preset *preset_of(const Session *session)
{
    return &session->config.presets[session->config.preset_index];
}

uint8_t plan_channel(int32_t part)
{
    return (uint8_t)(part < DRUM_CHANNEL ? part : part + 1);
}

int64_t plan_ms(const Session *session, int64_t frame)
{
    return frame * 1000 / session->config.rate_hz;
}

static void push(Session *session, Event event)
{
    if (event.tick < session->given_tick) {
        event.tick = session->given_tick;
    }
    queue_push(&session->queue, &event);
}

static void push_control(Session *session, int64_t tick, int32_t part, uint8_t channel,
                         int32_t controller, int32_t value)
{
    push(session, (Event){.tick = tick,
                          .kind = EVENT_CONTROL,
                          .part = (uint8_t)part,
                          .channel = channel,
                          .a = controller,
                          .b = fix_clamp(value, 0, 127)});
}

static void push_program(Session *session, int64_t tick, int32_t part, uint8_t channel,
                         int32_t instrument)
{
    push(session, (Event){.tick = tick,
                          .kind = EVENT_PROGRAM,
                          .part = (uint8_t)part,
                          .channel = channel,
                          .a = instrument_table[instrument].program,
                          .b = instrument_table[instrument].bank});
}

void plan_setup(Session *session, int64_t tick)
{
    const Preset *const preset = preset_of(session);
    for (int32_t i = 0; i < preset->part_count; ++i) {
        const PartSpec *const part = &preset->parts[i];
        const uint8_t channel = plan_channel(i);
        push_program(session, tick, i, channel, part->instrument);
        push_control(session, tick, i, channel, CC_VOLUME, PART_VOLUME);
        push_control(session, tick, i, channel, CC_PAN, CC_MIDDLE + part->pan);
        push_control(session, tick, i, channel, CC_REVERB, part->reverb);
        push_control(session, tick, i, channel, CC_CHORUS, part->chorus);
        for (int c = 0; c < AUTOMATED; ++c) {
            session->part_cc[i][c] = -1;
        }
    }
    const Params params = plan_params(session);
    push_program(session, tick, PARTS_MAX, PLAYER_CHANNEL, preset->player_instrument);
    const int32_t level = perform_velocity(params.value[PARAM_PLAYER]) * 127 / perform_velocity(0);
    push_control(session, tick, PARTS_MAX, PLAYER_CHANNEL, CC_VOLUME, level);
    push_control(session, tick, PARTS_MAX, PLAYER_CHANNEL, CC_REVERB, CC_MIDDLE);
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

Params plan_params(const Session *session)
{
    ParamSet set = preset_of(session)->set;
    param_set_merge(&set, &session->config.set);
    Params params;
    params_from_mood(&params, session->shown.mood, &set);
    params.value[PARAM_TEMPO] = tempo_for(session, &params, &set);
    return params;
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

static int16_t toward(int16_t from, int16_t to, int32_t step)
{
    return (int16_t)(from + fix_clamp(to - from, -step, step));
}

// The mood moves with musical time, so offline and live runs glide alike.
static void glide_mood(Session *session, int64_t ms)
{
    const int32_t step = (int32_t)((ms - session->mood_ms) * MOOD_PER_SECOND / 1000);
    const Mood path = path_mood(session, ms);
    session->target.valence = session->steered_v ? session->target.valence : path.valence;
    session->target.arousal = session->steered_a ? session->target.arousal : path.arousal;
    Mood *const mood = &session->shown.mood;
    if (step > 0) {
        mood->valence = toward(mood->valence, session->target.valence, step);
        mood->arousal = toward(mood->arousal, session->target.arousal, step);
        *mood = mood_safe(mood->valence, mood->arousal);
        session->mood_ms = ms;
    }
    session->shown.target = session->target;
}

// Breaths a minute of the swell, tenths. Beside a listener whose breath is known it drifts from
// their rate to three quarters of it, never below five (Leslie 2019).
static int32_t breath_rate(const Session *session, const Params *params, int64_t ms)
{
    enum { SLOWEST = 50, SHARE = 75, DRIFT_MS = 180000 };
    const int32_t own = session->config.breath_x10;
    if (own == 0) {
        return params->value[PARAM_BREATH];
    }
    const int32_t goal = fix_max(own * SHARE / 100, fix_min(own, SLOWEST));
    const int64_t since = ms - session->breath_since_ms;
    return since >= DRIFT_MS ? goal : fix_lerp(own, goal, (int32_t)since, DRIFT_MS);
}

enum { BREATH_PARTS = 600000 }; // a tenth of a breath a minute moves the phase by one a millisecond

static void breathe(Session *session, const Params *params, int64_t ms, int64_t elapsed_ms)
{
    const int64_t moved = elapsed_ms * breath_rate(session, params, ms);
    session->breath_phase = (session->breath_phase + moved) % BREATH_PARTS;
}

// A swell of loudness once a breath: a raised cosine, as a table over 16 points.
static int32_t swell_db10(const Session *session, const Params *params)
{
    static const int16_t wave[17] = {1000, 962, 854, 691, 500, 309, 146, 38,  0,
                                     38,   146, 309, 500, 691, 854, 962, 1000};
    const int32_t at = (int32_t)(session->breath_phase * 16000 / BREATH_PARTS);
    const int32_t i = at / 1000;
    const int32_t depth = fix_lerp(wave[i], wave[i + 1], at - i * 1000, 1000);
    return -params->value[PARAM_SWELL] * depth / 1000;
}

// The swell, and what the level has moved since the notes that sound were composed: so a change of
// level is heard at once, in both directions, within the head room.
static int32_t expression_for(const Session *session, const Params *params)
{
    enum { HEADROOM_DB10 = 30, FALL_DB10 = -60 };
    const int32_t moved = params->value[PARAM_LEVEL] - session->composed_level;
    const int32_t db10 =
        swell_db10(session, params) - HEADROOM_DB10 + fix_clamp(moved, FALL_DB10, HEADROOM_DB10);
    return perform_velocity(db10) * 127 / perform_velocity(0);
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

static void automate_part(Session *session, const Params *params, int32_t part, int32_t expression)
{
    static const int32_t controller[AUTOMATED] = {CC_EXPRESSION, CC_BRIGHTNESS, CC_ATTACK};
    const int32_t wanted[AUTOMATED] = {
        expression,
        params->value[PARAM_BRIGHTNESS],
        attack_control(params, &preset_of(session)->parts[part]),
    };
    for (int c = 0; c < AUTOMATED; ++c) {
        if (session->part_cc[part][c] != wanted[c]) {
            push_control(session, session->grid_tick, part, plan_channel(part), controller[c],
                         wanted[c]);
            session->part_cc[part][c] = wanted[c];
        }
    }
}

void plan_automation(Session *session)
{
    const int64_t ms = plan_ms(session, clock_frame(&session->clock, session->grid_tick));
    glide_mood(session, ms);
    const Params params = plan_params(session);
    breathe(session, &params, ms, ms - session->grid_ms);
    session->grid_ms = ms;
    const int32_t expression = expression_for(session, &params);
    const int32_t parts = preset_of(session)->part_count;
    for (int32_t i = 0; i < parts; ++i) {
        automate_part(session, &params, i, expression);
    }
    session->grid_tick += GRID_TICKS;
}

static int reaches_end(const Session *session, int64_t tick)
{
    return session->end_frame != INT64_MAX &&
           clock_frame(&session->plan, tick) >= session->end_frame;
}

// No note sounds past the session's length. To be called at the tempo in which that falls.
static void set_limit(Session *session)
{
    if (session->limit_tick == INT64_MAX && session->end_frame != INT64_MAX) {
        const int64_t limit = clock_tick(&session->plan, session->end_frame);
        session->limit_tick = limit > session->given_tick ? limit : session->given_tick;
    }
}

static void push_tempo(Session *session, int64_t tick, int32_t tempo_us)
{
    if (tempo_us != session->tempo_us) {
        push(session, (Event){.tick = tick, .kind = EVENT_TEMPO, .a = tempo_us});
        session->tempo_us = tempo_us;
    }
    clock_tempo(&session->plan, tick, tempo_us);
}

// One tempo for the slot, or a ramp in steps of a beat while the piece slows to its end.
static void push_tempi(Session *session, const Span *span)
{
    const int32_t steps =
        span->tempo_us == span->end_tempo_us ? 1 : span->ticks / TICKS_PER_QUARTER;
    for (int32_t i = 0; i < fix_max(steps, 1); ++i) {
        const int64_t tick = span->tick + (int64_t)i * TICKS_PER_QUARTER;
        if (i > 0 && reaches_end(session, tick)) {
            set_limit(session);
        }
        push_tempo(session, tick,
                   fix_lerp(span->tempo_us, span->end_tempo_us, i, fix_max(steps, 1)));
    }
}

static void push_marks(Session *session, const Span *span)
{
    const Phrase *const phrase = &session->composer.phrase;
    if (span->new_key) {
        push(session,
             (Event){
                 .tick = span->tick, .kind = EVENT_KEY, .a = span->key.tonic, .b = span->key.mode});
    }
    if (span->new_phrase) {
        push(session, (Event){.tick = span->tick,
                              .kind = EVENT_PHRASE,
                              .a = phrase->section,
                              .b = phrase->index,
                              .c = phrase->bars});
    }
    push(session, (Event){.tick = span->tick,
                          .kind = EVENT_CHORD,
                          .a = span->chord.degree,
                          .b = span->chord.colour,
                          .c = span->chord.bass});
}

static void push_notes(Session *session, const Span *span)
{
    for (int32_t i = 0; i < span->notes.count; ++i) {
        const Note *const note = &span->notes.notes[i];
        push(session, (Event){.tick = span->phrase_tick + note->tick,
                              .kind = EVENT_NOTE_ON,
                              .part = note->part,
                              .channel = plan_channel(note->part),
                              .a = note->pitch,
                              .b = note->velocity,
                              .c = note->length});
    }
}

static void change_preset(Session *session)
{
    const uint8_t old_metre = preset_of(session)->metre;
    session->config.preset_index = session->next_preset;
    session->next_preset = -1;
    composer_change(&session->composer, preset_of(session));
    plan_setup(session, session->composed_tick);
    if (preset_of(session)->metre != old_metre) {
        push(session, (Event){.tick = session->composed_tick,
                              .kind = EVENT_METRE,
                              .a = preset_of(session)->metre});
    }
}

static int64_t left_ms(const Session *session)
{
    if (session->end_frame == INT64_MAX) {
        return -1;
    }
    const int64_t now = clock_frame(&session->plan, session->composed_tick);
    return fix_max(0, (int32_t)plan_ms(session, session->end_frame - now));
}

void plan_span(Session *session)
{
    if (session->next_preset >= 0 && composer_at_phrase(&session->composer)) {
        change_preset(session);
    }
    const Situation situation = {
        .params = plan_params(session),
        .mood = session->shown.mood,
        .left_ms = left_ms(session),
    };
    session->composed_level = situation.params.value[PARAM_LEVEL];
    const Key key_before = session->composer.phrase.key;
    Span span;
    composer_slot(&session->composer, &situation, &span);
    if (span.new_phrase) { // a slot is longer than the margin: the phrase before has been given out
        session->planned = phrase_plan_copy(&session->composer, &situation, key_before);
    }
    push_tempi(session, &span);
    push_marks(session, &span);
    push_notes(session, &span);
    session->composed_tick = span.tick + span.ticks;
    if (span.last || reaches_end(session, session->composed_tick)) {
        set_limit(session);
    }
}
