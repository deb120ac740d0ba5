#include "session/session_plan.h"

#include "base/dice.h"
#include "base/fix.h"
#include "compose/perform.h"
#include "compose/streams.h"
#include "music/instrument.h"
#include "session/session_end.h"

enum {
    CC_BANK = 0,
    CC_VOLUME = 7,
    CC_PAN = 10,
    CC_REVERB = 91,
    CC_CHORUS = 93,
    PART_VOLUME = 100,
    CC_MIDDLE = 64,
    US_PER_MINUTE = 60000000,
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

static void push(Session *session, Event event)
{
    if (event.tick < session->given_tick) {
        event.tick = session->given_tick;
    }
    queue_push(&session->queue, &event);
}

void plan_control(Session *session, int64_t tick, int32_t part, uint8_t channel, int32_t controller,
                  int32_t value)
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
        const uint8_t channel = plan_channel(preset, i);
        push_program(session, tick, i, channel, part->instrument);
        plan_control(session, tick, i, channel, CC_VOLUME, PART_VOLUME);
        plan_control(session, tick, i, channel, CC_PAN, CC_MIDDLE + part->pan);
        plan_control(session, tick, i, channel, CC_CHORUS, part->chorus);
        for (int c = 0; c < AUTOMATED; ++c) {
            session->part_cc[i][c] = -1;
        }
    }
    push_program(session, tick, PARTS_MAX, PLAYER_CHANNEL, preset->player_instrument);
    plan_control(session, tick, PARTS_MAX, PLAYER_CHANNEL, CC_REVERB, CC_MIDDLE);
    for (int c = 0; c < PLAYER_AUTOMATED; ++c) {
        session->player_cc[c] = -1;
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
    params.value[PARAM_TEMPO] = tempo_for(session, &params, &set);
    return params;
}

Params plan_params(const Session *session)
{
    Params params = plan_params_at(session, session->shown.mood);
    params.value[PARAM_LEVEL] = plan_level(session);
    return params;
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

static int32_t bpm_x1000(int32_t tempo_us)
{
    return (int32_t)fix_div_round((int64_t)US_PER_MINUTE * 1000, tempo_us);
}

// Tempo of step `i` of a slot. The final ritard falls within it; any other change has been reached
// at its last step, so that no beat jumps by as much as the slot (2 BPM a beat, evidence 6.3).
static int32_t tempo_of_step(const Span *span, int32_t before_us, int32_t i, int32_t steps)
{
    if (span->tempo_us != span->end_tempo_us) {
        return fix_lerp(span->tempo_us, span->end_tempo_us, i, steps);
    }
    const int32_t bpm = fix_lerp(bpm_x1000(before_us), bpm_x1000(span->tempo_us), i + 1, steps);
    return i + 1 == steps ? span->tempo_us
                          : (int32_t)fix_div_round((int64_t)US_PER_MINUTE * 1000, bpm);
}

// One tempo for the slot, or steps of about a beat where it changes.
static void push_tempi(Session *session, const Span *span)
{
    const int32_t before_us = session->tempo_us > 0 ? session->tempo_us : span->tempo_us;
    const int changes = span->tempo_us != before_us || span->end_tempo_us != before_us;
    const int32_t beats = (span->ticks + TICKS_PER_QUARTER / 2) / TICKS_PER_QUARTER;
    const int32_t steps = changes ? fix_max(beats, 1) : 1;
    for (int32_t i = 0; i < steps; ++i) {
        const int64_t tick = span->tick + (int64_t)span->ticks * i / steps;
        if (i > 0 && reaches_end(session, tick)) {
            set_limit(session);
        }
        push_tempo(session, tick, tempo_of_step(span, before_us, i, steps));
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
                              .channel = plan_channel(preset_of(session), note->part),
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

// How many parts have left by now: one after the other while the session fades.
static int32_t without(const Session *session)
{
    const int64_t frame = clock_frame(&session->plan, session->composed_tick);
    return fix_lerp(0, preset_of(session)->part_count, end_thinning(session, frame), 1000);
}

// What a slot is composed for: the mood as it is now, but chords for the mood that it is going to.
static Params slot_params(const Session *session)
{
    static const ParamId lasting[] = {PARAM_MAJOR, PARAM_BORROWED, PARAM_COLOUR};
    Params params = plan_params(session);
    const Params goal =
        plan_params_at(session, mood_safe(session->target.valence, session->target.arousal));
    for (size_t i = 0; i < sizeof lasting / sizeof lasting[0]; ++i) {
        params.value[lasting[i]] = goal.value[lasting[i]];
    }
    return params;
}

void plan_span(Session *session)
{
    if (session->next_preset >= 0 && composer_at_phrase(&session->composer)) {
        change_preset(session);
    }
    const Situation situation = {
        .params = slot_params(session),
        .mood = session->shown.mood,
        .goal = mood_safe(session->target.valence, session->target.arousal),
        .left_ms = left_ms(session),
        .without = without(session),
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
