#include "session/session_follow.h"

#include "base/fix.h"
#include "session/session_plan.h"

enum {
    ANEW = 200,                ///< The player has gone elsewhere: met again. 1/1000 of an axis.
    LEAD_MS_PER_AXIS = 600000, ///< From 0 to 1 in ten minutes, as an arc of twenty leads.
    AROUSAL_MOST = 600,        ///< Loudness has a cap; so has what is answered with it.
};

static int64_t now_ms(const Session *session)
{
    return plan_ms(session, session->rendered_frames);
}

void session_follow_down(Session *session, int key, int pitch, int velocity)
{
    listener_down(&session->listener, now_ms(session), key, pitch, velocity);
}

void session_follow_up(Session *session, int key, int pitch)
{
    listener_up(&session->listener, now_ms(session), key, pitch);
}

static int32_t distance(Mood a, Mood b)
{
    return fix_max(fix_abs(a.valence - b.valence), fix_abs(a.arousal - b.arousal));
}

// Sad or tense music is played to those who name it: a player is met no darker than neutral, unless
// the session leads there anyway.
static Mood bounded(Mood heard, Mood path)
{
    return (Mood){
        .valence = (int16_t)fix_max(heard.valence, fix_min(0, path.valence)),
        .arousal = (int16_t)fix_min(heard.arousal, AROUSAL_MOST),
    };
}

Mood session_follow_mood(Session *session, Mood path, int64_t ms)
{
    Follow *const follow = &session->follow;
    Mood heard;
    if (plan_switch(session, PARAM_FOLLOW) == 0) {
        follow->active = 0;
        return path;
    }
    const int plays = listener_mood(&session->listener, ms, &heard);
    heard = plays ? bounded(heard, path) : path;
    if (plays && (!follow->active || distance(heard, follow->met) > ANEW)) {
        *follow = (Follow){.met = heard, .met_ms = ms, .active = 1};
    }
    const int64_t lead_ms = (int64_t)distance(follow->met, path) * LEAD_MS_PER_AXIS / MOOD_ONE;
    const int64_t led_ms = ms - follow->met_ms;
    if (!follow->active || led_ms >= lead_ms) {
        follow->active &= (uint8_t)plays; // who comes back after a rest is met anew
        return path;
    }
    const int32_t place = (int32_t)(led_ms * MOOD_ONE / lead_ms);
    return (Mood){
        .valence = (int16_t)fix_lerp(follow->met.valence, path.valence, place, MOOD_ONE),
        .arousal = (int16_t)fix_lerp(follow->met.arousal, path.arousal, place, MOOD_ONE),
    };
}

// ---- Chords and figures -------------------------------------------------------------------------

// Milliseconds as ticks of the grid that the figure was played in: eighths, or sixteenths when it
// has notes closer than eighths.
static int32_t grid_of(const Figure *figure, int32_t tempo_us)
{
    const int64_t eighth_ms = tempo_us / 2000;
    for (int32_t i = 1; i < figure->count; ++i) {
        if ((figure->notes[i].ms - figure->notes[i - 1].ms) * 4 < eighth_ms * 3) {
            return TICKS_PER_SIXTEENTH;
        }
    }
    return TICKS_PER_QUARTER / 2;
}

static int32_t quantised(int64_t ms, int32_t tempo_us, int32_t grid)
{
    const int64_t ticks = ms * 1000 * TICKS_PER_QUARTER / tempo_us;
    return (int32_t)fix_div_round(ticks, grid) * grid;
}

static Motif motif_of(const Session *session, const Figure *figure)
{
    const int32_t tempo_us = session->clock.tempo_us;
    const int32_t grid = grid_of(figure, tempo_us);
    const MetreInfo *const metre =
        &metre_table[session->config.presets[session->config.preset_index].metre];
    const int32_t slot = metre->bar_ticks / metre->chords;
    Motif motif = {.count = figure->count};
    int32_t least = 0;
    for (int32_t i = 0; i < figure->count; ++i) {
        const Keystroke *const stroke = &figure->notes[i];
        const int32_t tick = quantised(stroke->ms - figure->notes[0].ms, tempo_us, grid);
        motif.notes[i].tick = fix_max(tick, least);
        motif.notes[i].length =
            fix_max(grid, quantised(stroke->end_ms - stroke->ms, tempo_us, grid));
        motif.notes[i].step = (int16_t)scale_step(session->shown.key, stroke->pitch);
        least = motif.notes[i].tick + grid;
    }
    for (int32_t i = 0; i + 1 < motif.count; ++i) { // one voice
        motif.notes[i].length =
            fix_min(motif.notes[i].length, motif.notes[i + 1].tick - motif.notes[i].tick);
    }
    const TuneNote *const last = &motif.notes[motif.count - 1];
    motif.ticks = (last->tick + last->length + slot - 1) / slot * slot;
    return motif;
}

// A held chord says major or minor; which of the modes of that kind, the mood has said.
static Key key_like(Key held, Key now)
{
    const int minor = now.mode == MODE_DORIAN || now.mode == MODE_AEOLIAN;
    const int same_kind = (held.mode == MODE_AEOLIAN) == minor;
    return (Key){held.tonic, same_kind ? now.mode : held.mode};
}

void session_follow_listen(Session *session, int64_t ms)
{
    Key key;
    Figure figure;
    if (plan_switch(session, PARAM_KEYS) != 0 && listener_chord(&session->listener, ms, &key)) {
        composer_lead(&session->composer, key_like(key, session->shown.key));
    }
    if (plan_switch(session, PARAM_ECHO) != 0 && listener_figure(&session->listener, ms, &figure)) {
        const Motif motif = motif_of(session, &figure);
        composer_echo(&session->composer, &motif);
    }
}
