#include "compose/tune_fit.h"

#include "base/fix.h"
#include "compose/tune_pitch.h"

// The close of a section ends on the tonic (corpus A: 88 %): the one above VI and VII, else the one
// below, since last phrases fall. Other closes end on the nearest chord tone. A leading tone rises.
static int32_t closing_step(const Phrase *phrase, int32_t i)
{
    enum { TONIC_ABOVE = 2, LEADING_TONE = 6 }; // so far below a tonic the tune rises to it
    const TuneNote *const notes = phrase->tune.notes;
    const int32_t before = i > 0 ? notes[i - 1].step : notes[i].step;
    const Chord last = phrase->slots[phrase->slot_count - 1].chord;
    if (fix_mod(before, SCALE_DEGREES) == LEADING_TONE && chord_has_step(last, before + 1)) {
        return before + 1;
    }
    if (!phrase->closes_section && !phrase->closes_piece) {
        return tune_chord_step(last, notes[i].step);
    }
    return fix_div_floor(before + TONIC_ABOVE, SCALE_DEGREES) * SCALE_DEGREES;
}

int tune_is_exposed(const Phrase *phrase, const TuneNote *note)
{
    const MetreInfo *const metre = &metre_table[phrase->metre];
    const int strength = metre_strength(phrase->metre, note->tick % metre->bar_ticks);
    return note->last || strength == 3 || note->length > metre->beat_ticks;
}

// Exposed notes from `from` to `to` that would not agree with the chord, if all moved by `shift`.
static int32_t misfits(const Phrase *phrase, int32_t from, int32_t to, Chord chord, int32_t shift)
{
    int32_t count = 0;
    for (int32_t i = from; i < to; ++i) {
        const TuneNote *const note = &phrase->tune.notes[i];
        count += tune_is_exposed(phrase, note) && !chord_has_step(chord, note->step + shift);
    }
    return count;
}

// Over another chord than its own a theme keeps its shape and moves as a whole: on with the run
// before it, or else by the smallest step that fits.
static int32_t shift_run(Phrase *phrase, int32_t from, int32_t to, Chord chord, int32_t before)
{
    static const int8_t shifts[] = {0, -1, 1, -2, 2, -3, 3};
    int32_t best = before;
    int32_t best_count = misfits(phrase, from, to, chord, before);
    for (size_t s = 0; s < sizeof shifts; ++s) {
        const int32_t count = misfits(phrase, from, to, chord, shifts[s]);
        best = count < best_count ? shifts[s] : best;
        best_count = fix_min(count, best_count);
    }
    for (int32_t i = from; i < to; ++i) {
        phrase->tune.notes[i].step = (int16_t)(phrase->tune.notes[i].step + best);
    }
    return best;
}

static void shift_runs(Phrase *phrase)
{
    const Tune *const tune = &phrase->tune;
    int32_t from = 0;
    int32_t shift = 0;
    while (from < tune->count) {
        const Slot *const slot = phrase_slot_at(phrase, tune->notes[from].tick);
        int32_t to = from + 1;
        while (to < tune->count &&
               phrase_slot_at(phrase, tune->notes[to].tick)->first == slot->first) {
            ++to;
        }
        const int moves = slot->chord.degree != slot->home.degree && !slot->is_relative;
        shift = moves ? shift_run(phrase, from, to, slot->chord, shift) : 0;
        from = to;
    }
}

// The last note waits for the last chord; the one before it is held until then.
static void await_last_chord(Phrase *phrase)
{
    if (phrase->tune.count == 0) {
        return;
    }
    const int32_t start = phrase->slots[phrase->slots[phrase->slot_count - 1].first].tick;
    TuneNote *const last = &phrase->tune.notes[phrase->tune.count - 1];
    const int32_t wait = start - last->tick;
    if (wait <= 0) {
        return;
    }
    if (phrase->tune.count > 1) {
        last[-1].length += last[-1].last ? 0 : wait;
    }
    last->tick += wait;
    last->length = fix_min(fix_max(last->length - wait, TICKS_PER_QUARTER), phrase->ticks - start);
}

void tune_fit_ends(Phrase *phrase)
{
    await_last_chord(phrase);
    for (int32_t i = 0; i < phrase->tune.count; ++i) {
        TuneNote *const note = &phrase->tune.notes[i];
        if (note->last == 2) {
            note->step = (int16_t)closing_step(phrase, i);
        } else if (note->last) {
            note->step = (int16_t)tune_chord_step(phrase_chord_at(phrase, note->tick), note->step);
        }
    }
}

void tune_fit(Phrase *phrase)
{
    shift_runs(phrase);
    tune_fit_ends(phrase);
}

void tune_fit_chord(Phrase *phrase, int32_t slot)
{
    const Slot *const here = &phrase->slots[slot];
    const int32_t end =
        here->next < phrase->slot_count ? phrase->slots[here->next].tick : phrase->ticks;
    Tune *const tune = &phrase->tune;
    int32_t from = 0;
    while (from < tune->count && tune->notes[from].tick < here->tick) {
        ++from;
    }
    int32_t to = from;
    while (to < tune->count && tune->notes[to].tick < end) {
        ++to;
    }
    shift_run(phrase, from, to, here->chord, 0);
}

// What has been moved apart by more than an octave comes together again.
static void fold_leaps(Tune *tune)
{
    for (int32_t i = 1; i < tune->count; ++i) {
        const int32_t move = tune->notes[i].step - tune->notes[i - 1].step;
        const int32_t back = move > SCALE_DEGREES    ? -SCALE_DEGREES
                             : move < -SCALE_DEGREES ? SCALE_DEGREES
                                                     : 0;
        tune->notes[i].step = (int16_t)(tune->notes[i].step + back);
    }
}

void tune_lead(Phrase *phrase)
{
    enum { LEADING_TONE = 6, AWAY = 2 };
    Tune *const tune = &phrase->tune;
    fold_leaps(tune);
    if (tune->count < 2) {
        return;
    }
    TuneNote *const leading = &tune->notes[tune->count - 2];
    const int32_t last = tune->notes[tune->count - 1].step;
    const Chord chord = phrase->slots[phrase->slot_count - 1].chord;
    const int leads = fix_mod(leading->step, SCALE_DEGREES) == LEADING_TONE &&
                      chord_has_step(chord, leading->step + 1);
    if (leads && last != leading->step + 1) {
        leading->step = (int16_t)(leading->step + (last > leading->step ? AWAY : -AWAY));
    }
}
