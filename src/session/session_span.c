// Composing a span: its situation, its tempi, marks and notes into the queue.

#include "base/fix.h"
#include "session/session_breath.h"
#include "session/session_end.h"
#include "session/session_plan.h"
#include "session/session_player.h"

enum { US_PER_MINUTE = 60000000 };

static const Preset *preset_of(const Session *session)
{
    return &session->config.presets[session->config.preset_index];
}

static int is_loop(const Session *session)
{
    return session->config.loop.ticks > 0;
}

static int reaches_end(const Session *session, int64_t tick)
{
    if (is_loop(session)) {
        return tick >= session->config.loop.ticks;
    }
    return session->end_frame != INT64_MAX &&
           clock_frame(&session->plan, tick) >= session->end_frame;
}

// No note sounds past the session's length. To be called at the tempo in which that falls.
static void set_limit(Session *session)
{
    if (session->limit_tick == INT64_MAX && session->end_frame != INT64_MAX) {
        const int64_t limit = is_loop(session) ? session->config.loop.ticks
                                               : clock_tick(&session->plan, session->end_frame);
        session->limit_tick = limit > session->given_tick ? limit : session->given_tick;
    }
}

static void push_tempo(Session *session, int64_t tick, int32_t tempo_us)
{
    if (session->followed.tempo_us > 0) {
        tempo_us = session->followed.steered_us;
    }
    if (tempo_us != session->tempo_us) {
        plan_push(session, (Event){.tick = tick, .kind = EVENT_TEMPO, .a = tempo_us});
        session->tempo_us = tempo_us;
    }
    clock_tempo(&session->plan, tick, tempo_us);
}

static int32_t bpm_x1000(int32_t tempo_us)
{
    return (int32_t)fix_div_round((int64_t)US_PER_MINUTE * 1000, tempo_us);
}

// Tempo of step `i`. The final ritard falls within its slot; any other change has been reached at
// the last step, so that no beat jumps by as much as the slot (2 BPM a beat, evidence 6.3).
static int32_t tempo_of_step(const Span *span, int32_t before_us, int32_t i, int32_t steps)
{
    if (span->tempo_us != span->end_tempo_us) {
        return fix_lerp(span->tempo_us, span->end_tempo_us, i, steps);
    }
    const int32_t bpm = fix_lerp(bpm_x1000(before_us), bpm_x1000(span->tempo_us), i + 1, steps);
    return i + 1 == steps ? span->tempo_us
                          : (int32_t)fix_div_round((int64_t)US_PER_MINUTE * 1000, bpm);
}

// Tempi of the steps from `first` on; those before it stand.
static void step_tempi(Laid *laid, const Span *span, int32_t first)
{
    const int32_t before_us = first > 0 ? laid->step_us[first - 1] : laid->tempo_us;
    for (int32_t i = first; i < laid->steps; ++i) {
        laid->step_us[i] = tempo_of_step(span, before_us, i - first, laid->steps - first);
    }
}

// Steps that do not change the tempo make no event, but the clock goes by all of them.
static void push_tempi(Session *session, int32_t first)
{
    const Laid *const laid = &session->laid;
    session->plan = laid->plan;
    for (int32_t i = 0; i < laid->steps; ++i) {
        const int64_t tick = laid->tick + (int64_t)i * laid->step_ticks;
        if (i > 0 && reaches_end(session, tick)) {
            set_limit(session);
        }
        if (i < first) {
            clock_tempo(&session->plan, tick, laid->step_us[i]);
            session->tempo_us = laid->step_us[i];
        } else {
            push_tempo(session, tick, laid->step_us[i]);
        }
    }
}

// The room is built once, before the first sound: a synth cannot change its reverb without a tick.
// What follows the mood is how much of each part goes there (session_glide.c).
static void push_space(Session *session, int64_t tick)
{
    if (session->space == 0) {
        session->space = fix_max(1, plan_params(session).value[PARAM_SPACE]);
        plan_push(session, (Event){.tick = tick, .kind = EVENT_SPACE, .a = session->space});
    }
}

static void push_marks(Session *session, const Span *span)
{
    const Phrase *const phrase = &session->composer.phrase;
    if (span->new_key) {
        plan_push(session, (Event){.tick = span->tick,
                                   .kind = EVENT_KEY,
                                   .a = span->key.tonic,
                                   .b = span->key.mode});
    }
    if (span->new_phrase) {
        push_space(session, span->tick);
        plan_push(session, (Event){.tick = span->tick - PLAN_MARGIN_TICKS, .kind = EVENT_SEAM});
        plan_push(session, (Event){.tick = span->tick,
                                   .kind = EVENT_PHRASE,
                                   .a = phrase->section,
                                   .b = phrase->index,
                                   .c = phrase->bars});
    }
    plan_push(session, (Event){.tick = span->tick,
                               .kind = EVENT_CHORD,
                               .a = span->chord.degree,
                               .b = span->chord.colour,
                               .c = span->chord.bass});
}

// The notes from `from` on.
static void push_notes(Session *session, const Span *span, int64_t from)
{
    for (int32_t i = 0; i < span->notes.count; ++i) {
        const Note *const note = &span->notes.notes[i];
        if (span->phrase_tick + note->tick < from) {
            continue;
        }
        plan_push(session, (Event){.tick = span->phrase_tick + note->tick,
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
        plan_push(session, (Event){.tick = session->composed_tick,
                                   .kind = EVENT_METRE,
                                   .a = preset_of(session)->metre});
    }
}

static int64_t left_ms(const Session *session)
{
    if (session->end_frame == INT64_MAX || is_loop(session)) {
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
static Params slot_params(const Session *session, Mood goal)
{
    static const ParamId lasting[] = {PARAM_MAJOR, PARAM_BORROWED, PARAM_COLOUR, PARAM_BASS};
    const Mood now = session->shown.mood;
    Params params = plan_params(session);
    if (goal.valence == now.valence && goal.arousal == now.arousal) {
        return params;
    }
    const Params then = plan_params_at(session, goal);
    for (size_t i = 0; i < sizeof lasting / sizeof lasting[0]; ++i) {
        params.value[lasting[i]] = then.value[lasting[i]];
    }
    return params;
}

// The tempo of the mood, or near it that at which phrases are whole breaths.
static int32_t breathing_tempo(const Session *session, const Params *params)
{
    const Preset *const preset = preset_of(session);
    const int32_t tempo_bpm =
        params->value[PARAM_TEMPO] * session->breath_tempo / (BREATH_AS_IT_IS / 1000);
    const int gives_way = session->breath_tempo != BREATH_AS_IT_IS;
    return !gives_way ? tempo_bpm
                      : fix_clamp(tempo_bpm, preset->tempo_min * 1000, preset->tempo_max * 1000);
}

static Situation situation_of(const Session *session)
{
    const Mood goal = mood_safe(session->target.valence, session->target.arousal);
    const Params params = slot_params(session, goal);
    return (Situation){
        .params = params,
        .mood = session->shown.mood,
        .goal = goal,
        .tempo_bpm = breathing_tempo(session, &params),
        .bars = session->breath_bars,
        .left_ms = left_ms(session),
        .without = without(session),
        .yields =
            session_player_leads(session, clock_frame(&session->plan, session->composed_tick)),
    };
}

static const ParamId asked[ASKED] = {PARAM_RATE, PARAM_TUNE, PARAM_DENSITY, PARAM_TEMPO};

// Whether the mood asks for something else than the slot was composed for; remembers it.
static int note_asked(Laid *laid, const Params *params)
{
    int moved = 0;
    for (int i = 0; i < ASKED; ++i) {
        moved |= laid->asked[i] != params->value[asked[i]];
        laid->asked[i] = params->value[asked[i]];
    }
    return moved;
}

static void lay(Session *session, const Span *span, const Params *params)
{
    Laid *const laid = &session->laid;
    const int32_t slot_ticks = session->composer.phrase.slots[0].ticks;
    const int32_t beats = (span->ticks + TICKS_PER_QUARTER / 2) / TICKS_PER_QUARTER;
    laid->tick = span->tick;
    laid->ticks = slot_ticks;
    laid->plan = session->plan;
    laid->tempo_us = session->tempo_us > 0 ? session->tempo_us : span->tempo_us;
    laid->steps = fix_clamp(beats, 1, STEPS_MAX);
    laid->step_ticks = span->ticks / laid->steps;
    const int in_beats = laid->step_ticks == TICKS_PER_QUARTER; // not in 6/8, where slots are short
    laid->next_tick = in_beats ? span->tick + TICKS_PER_QUARTER : INT64_MAX;
    step_tempi(laid, span, 0);
    note_asked(laid, params);
    laid->touched = session->touched;
    laid->mood = session->shown.mood;
}

void plan_span(Session *session)
{
    if (session->next_preset >= 0 && composer_at_phrase(&session->composer)) {
        change_preset(session);
    }
    if (composer_at_phrase(&session->composer)) {
        const Params params = plan_params(session);
        breath_fit(session, &params);
    }
    const Situation situation = situation_of(session);
    session->composed_level = situation.params.value[PARAM_LEVEL];
    const Key key_before = session->composer.phrase.key;
    Span span;
    composer_slot(&session->composer, &situation, &span);
    if (span.new_phrase) { // a slot is longer than the margin: the phrase before has been given out
        session->planned = phrase_plan_copy(&session->composer, &situation, key_before);
        if (session->new_taste) {
            plan_instruments(session, span.tick);
            session->new_taste = 0;
        }
    }
    lay(session, &span, &situation.params);
    push_tempi(session, 0);
    push_marks(session, &span);
    push_notes(session, &span, INT64_MIN);
    session->composed_tick = span.tick + span.ticks;
    if (span.last || reaches_end(session, session->composed_tick)) {
        set_limit(session);
        if (is_loop(session)) {
            session->composer.closed = 1; // what would follow is the beginning
        }
    }
}

// The close of a piece stands, and so does what leads to a length that has been reached.
static int may_again(const Session *session, int64_t beat)
{
    return beat < session->laid.tick + session->laid.ticks && !session->composer.closed &&
           !session->composer.phrase.closes_piece && session->limit_tick == INT64_MAX;
}

static void again_from(Session *session, int64_t beat)
{
    enum { EARLY = TICKS_PER_QUARTER / 8 }; // how far performance may move a note before its beat
    Laid *const laid = &session->laid;
    const Mood mood = session->shown.mood;
    if (laid->touched == session->touched && laid->mood.valence == mood.valence &&
        laid->mood.arousal == mood.arousal) {
        return;
    }
    laid->touched = session->touched;
    laid->mood = mood;
    const Situation situation = situation_of(session);
    if (!note_asked(laid, &situation.params)) {
        return;
    }
    const int32_t first = (int32_t)((beat - laid->tick) / laid->step_ticks);
    Span span;
    const int32_t left = laid->steps * TICKS_PER_QUARTER - first * TICKS_PER_QUARTER;
    const int follows = session->followed.tempo_us > 0;
    const int32_t now_us = follows ? session->followed.steered_us : laid->step_us[first - 1];
    composer_again(&session->composer, &situation, now_us, left, &span);
    session->composed_level = situation.params.value[PARAM_LEVEL];
    queue_drop(&session->queue, EVENT_NOTE_ON, beat - EARLY);
    if (!follows) {
        queue_drop(&session->queue, EVENT_TEMPO, beat);
        step_tempi(laid, &span, first);
        push_tempi(session, first);
    }
    push_notes(session, &span, beat - EARLY);
}

void plan_again(Session *session, int64_t tick)
{
    Laid *const laid = &session->laid;
    while (laid->next_tick <= tick && may_again(session, laid->next_tick)) {
        const int64_t beat = laid->next_tick;
        laid->next_tick += TICKS_PER_QUARTER;
        again_from(session, beat);
    }
}
