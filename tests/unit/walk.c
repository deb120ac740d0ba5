#include "unit/walk.h"

#include "base/fix.h"
#include "compose/tune_pitch.h"

#include <stdarg.h>
#include <stdio.h>

const char *walk_fault(const char *format, ...)
{
    static char text[200];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return text;
}

Params walk_params(const Preset *preset, Mood mood)
{
    Params params;
    params_from_mood(&params, mood, &preset->set);
    if (!preset->set.fixed[PARAM_TEMPO]) {
        params.value[PARAM_TEMPO] =
            fix_clamp(params.value[PARAM_TEMPO], preset->tempo_min, preset->tempo_max);
    }
    return params;
}

// From the preset's mood to another part of the plane and back, each minute to a different one.
static Mood mood_at(const Preset *preset, int wanders, int64_t ms)
{
    static const Mood away[] = {{800, 500}, {-700, -300}, {-300, 300}, {900, -950}};
    const int64_t minute = ms / 60000;
    const int32_t at = (int32_t)(ms % 60000);
    const int32_t share = !wanders ? 0 : at < 30000 ? at : 60000 - at;
    const Mood goal = away[minute % 4];
    return mood_safe(fix_lerp(preset->mood.valence, goal.valence, share, 30000),
                     fix_lerp(preset->mood.arousal, goal.arousal, share, 30000));
}

const char *walk(const WalkPlan *plan, WalkRule rule)
{
    static Composer composer;
    static Span span;
    composer_init(&composer, plan->preset, plan->seed, plan->key);
    int64_t us = 0;
    const char *fault = NULL;
    while (fault == NULL && !composer.closed) {
        const Mood mood = mood_at(plan->preset, plan->wanders, us / 1000);
        Situation situation = {
            .params = walk_params(plan->preset, mood), .mood = mood, .goal = mood};
        situation.tempo_bpm = 1000 * situation.params.value[PARAM_TEMPO];
        situation.left_ms = (int64_t)plan->seconds * 1000 - us / 1000;
        composer_slot(&composer, &situation, &span);
        const WalkStep step = {&composer, &composer.phrase, &span, &situation};
        fault = rule(&step);
        us += (int64_t)span.tempo_us * span.ticks / TICKS_PER_QUARTER;
    }
    return fault;
}

// ---- Rules --------------------------------------------------------------------------------------

const char *walk_span_fault(const WalkStep *step)
{
    const Span *const span = step->span;
    const Phrase *const phrase = step->phrase;
    const int32_t beat = metre_table[phrase->metre].beat_ticks;
    if (span->tick < 0 || span->ticks <= 0 || span->ticks % beat != 0) {
        return walk_fault("a slot of %d ticks", span->ticks);
    }
    if (phrase->bars < 1 || phrase->bars > BARS_MAX) {
        return walk_fault("a phrase of %d bars", phrase->bars);
    }
    if (phrase->ticks != phrase->bars * metre_table[phrase->metre].bar_ticks) {
        return walk_fault("%d bars of %d ticks", phrase->bars, phrase->ticks);
    }
    if (span->notes.count > NOTES_MAX / 4) {
        return walk_fault("%d notes in a slot", span->notes.count);
    }
    for (int32_t i = 0; i < span->notes.count; ++i) {
        const Note *const note = &span->notes.notes[i];
        const int64_t from = span->phrase_tick + note->tick - span->tick;
        const int late =
            note->tick >= phrase->ticks + 480; // up to there a chord may still be played
        if (note->length < TICKS_PER_SIXTEENTH / 2 || from < -480 || late) {
            return walk_fault("a note of %d ticks, %lld into its slot", note->length,
                              (long long)from);
        }
    }
    return NULL;
}

static const char *slot_fault(const Phrase *phrase, int32_t s)
{
    const Slot *const slot = &phrase->slots[s];
    const uint16_t mask = chord_mask(phrase->key, slot->chord);
    const int32_t bass_pc = scale_pitch(phrase->key, chord_bass_degree(slot->chord)) % OCTAVE;
    if (slot->tick != s * phrase->slots[0].ticks || slot->first > s || slot->next <= s) {
        return walk_fault("slot %d lies at %d, in %d..%d", s, slot->tick, slot->first, slot->next);
    }
    const int pedal = slot->bass == phrase->slots[0].bass && slot->next < phrase->slot_count;
    if (slot->bass % OCTAVE != bass_pc && !pedal) {
        return walk_fault("slot %d has bass %d under degree %d", s, slot->bass, slot->chord.degree);
    }
    if (chord_is_diminished(phrase->key, slot->chord)) {
        return walk_fault("slot %d is diminished", s);
    }
    for (int i = 0; i < slot->voicing.count; ++i) {
        const int16_t pitch = slot->voicing.pitch[i];
        if (!(mask >> (pitch % OCTAVE) & 1) || (i > 0 && pitch <= slot->voicing.pitch[i - 1])) {
            return walk_fault("slot %d: voice %d on %d", s, i, pitch);
        }
    }
    return slot->voicing.count >= 2 ? NULL
                                    : walk_fault("slot %d: %d voices", s, slot->voicing.count);
}

static const char *close_fault(const Phrase *phrase)
{
    const Chord last = phrase->slots[phrase->slot_count - 1].chord;
    const int home = phrase->cadence == CADENCE_AUTHENTIC || phrase->cadence == CADENCE_PLAGAL;
    if (last.bass != 0 || (home ? last.degree != 0 : last.degree == 0)) {
        return walk_fault("cadence %d ends on degree %d, member %d in the bass", phrase->cadence,
                          last.degree, last.bass);
    }
    return NULL;
}

const char *walk_harmony_fault(const WalkStep *step)
{
    const Phrase *const phrase = step->phrase;
    if (!step->span->new_phrase) {
        return NULL;
    }
    const int32_t slots = phrase->bars * metre_table[phrase->metre].chords;
    if (phrase->slot_count != slots) {
        return walk_fault("%d slots in %d bars", phrase->slot_count, phrase->bars);
    }
    for (int32_t s = 0; s < phrase->slot_count; ++s) {
        const char *const fault = slot_fault(phrase, s);
        if (fault != NULL) {
            return fault;
        }
    }
    return close_fault(phrase);
}

static const char *note_fault(const Phrase *phrase, int32_t i)
{
    const TuneNote *const note = &phrase->tune.notes[i];
    const int32_t end = note->tick + note->length;
    const int last = i + 1 == phrase->tune.count;
    const int32_t room = last ? phrase->ticks : phrase->tune.notes[i + 1].tick;
    if (note->tick < 0 || note->length <= 0 || end > room) {
        return walk_fault("tune note %d lasts from %d to %d, there is room to %d", i, note->tick,
                          end, room);
    }
    const Chord chord = phrase_chord_at(phrase, note->tick);
    if (note->last && !chord_has_step(chord, note->step)) {
        return walk_fault(
            "phrase %d.%d: note %d of %d at %d of %d ends a sub-phrase on step %d over "
            "degree %d",
            phrase->section, phrase->index, i, phrase->tune.count, note->tick, phrase->ticks,
            note->step, chord.degree);
    }
    if ((note->last == 2) != last) {
        return walk_fault("note %d of %d is marked %d", i, phrase->tune.count, note->last);
    }
    return NULL;
}

const char *walk_tune_fault(const WalkStep *step)
{
    const Phrase *const phrase = step->phrase;
    if (!step->span->new_phrase || phrase->tune.count == 0) {
        return NULL;
    }
    for (int32_t i = 0; i < phrase->tune.count; ++i) {
        const char *const fault = note_fault(phrase, i);
        if (fault != NULL) {
            return fault;
        }
    }
    const int32_t end = fix_mod(phrase->tune.notes[phrase->tune.count - 1].step, SCALE_DEGREES);
    if (phrase->cadence == CADENCE_AUTHENTIC && end != 0 && end != 2 && end != 4) {
        return walk_fault("an authentic close on degree %d", end);
    }
    return NULL;
}
