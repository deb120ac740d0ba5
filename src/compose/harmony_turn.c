#include "compose/harmony_turn.h"

#include "base/dice.h"
#include "base/fix.h"
#include "compose/harmony.h"
#include "compose/streams.h"
#include "compose/tune_fit.h"

enum {
    WHOLE = 100,       ///< A slot of major, in percent.
    DEBT_MAX = 800,    ///< A mode that cannot pay is not asked for more than a phrase can hold.
    KEEP_PERCENT = 20, ///< Of a chord: the theme's own chord is kept when that is about as good.
    FAULT_COST = 60,   ///< Percent of a slot, for a note of the tune that would be moved.
    COMMON = 40,       ///< Per mille: moves that chorales make less often are not written.
};

static int32_t chord_slots(const Phrase *phrase, int32_t s)
{
    return phrase->slots[s].next - phrase->slots[s].first;
}

static MajorDebt debt_after(const Params *params, MajorDebt debt, int major, int32_t slots)
{
    return debt + slots * (params->value[PARAM_MAJOR] - (major ? WHOLE : 0));
}

static int is_major(const Phrase *phrase, int32_t s)
{
    return chord_is_major(phrase->key, phrase->slots[s].chord);
}

MajorDebt harmony_debt(const Phrase *phrase, const Params *params, MajorDebt debt)
{
    for (int32_t s = 0; s < phrase->slot_count; ++s) {
        debt = debt_after(params, debt, is_major(phrase, s), 1);
    }
    return fix_clamp(debt, -DEBT_MAX, DEBT_MAX);
}

// Whether the chord stands before the close, which is the last two.
static int is_before_close(const Phrase *phrase, int32_t s)
{
    const int32_t next = phrase->slots[s].next;
    return next < phrase->slot_count && phrase->slots[next].next < phrase->slot_count;
}

// The first chord of a theme is its door: another one may stand there only in answers, and where
// much is owed. Songs begin on VI as well (corpus B, phrase_first_chord).
static int may_open(const Phrase *phrase, MajorDebt debt)
{
    enum { MUCH = 250 }; // percent of a slot
    return phrase->index > 0 && phrase->variation > 0 && !phrase->pivots && fix_abs(debt) > MUCH;
}

// Whether chorales go from the chord before to this root, and from it to the one after.
static int is_led(const Phrase *phrase, int32_t s, uint8_t degree)
{
    const Mode mode = (Mode)phrase->key.mode;
    const uint8_t before = s > 0 ? phrase->slots[s - 1].chord.degree : degree;
    const uint8_t after = phrase->slots[phrase->slots[s].next].chord.degree;
    return (s == 0 || harmony_weight(mode, before, degree) >= COMMON) &&
           harmony_weight(mode, degree, after) >= COMMON;
}

// Exposed notes of the tune that would not belong to the chord.
static int32_t misfits(const Phrase *phrase, int32_t s, Chord chord)
{
    const int32_t end = phrase->slots[phrase->slots[s].next].tick; // inner: there is a next
    int32_t count = 0;
    for (int32_t i = 0; i < phrase->tune.count; ++i) {
        const TuneNote *const note = &phrase->tune.notes[i];
        const int overlaps = note->tick < end && note->tick + note->length > phrase->slots[s].tick;
        count += overlaps && tune_is_exposed(phrase, note) && !chord_has_step(chord, note->step);
    }
    return count;
}

// The relative of the other quality: a third below, or above a minor chord. The tone that they do
// not share is then the new chord's sixth or seventh, so the tune may keep it; a third above a
// major chord it would rub. Of two the one that suits the tune better; the chord itself when
// neither is led to and from as chorales do. `faults` receives how much worse it suits the tune.
static Chord relative(const Phrase *phrase, int32_t s, int32_t *faults)
{
    static const uint8_t away[] = {SCALE_DEGREES - 2, 2};
    const int ways = is_major(phrase, s) ? 1 : 2;
    const Chord own = phrase->slots[s].chord;
    const int32_t own_faults = misfits(phrase, s, own);
    Chord best = own;
    *faults = INT32_MAX;
    for (int i = 0; i < ways; ++i) {
        const Chord other = {.degree = (uint8_t)((own.degree + away[i]) % SCALE_DEGREES)};
        const int flips = chord_is_major(phrase->key, other) != is_major(phrase, s);
        const int32_t more = fix_max(0, misfits(phrase, s, other) - own_faults);
        if (flips && more < *faults && is_led(phrase, s, other.degree)) {
            best = other;
            *faults = more;
        }
    }
    return best;
}

static void set_chord(Phrase *phrase, int32_t s, Chord chord, int is_relative)
{
    for (int32_t t = s; t < phrase->slots[s].next; ++t) {
        phrase->slots[t].chord = chord;
        phrase->slots[t].is_relative = (uint8_t)is_relative;
    }
}

// Suspensions and what they resolve into are one chord, and stay.
static int may_turn(const Phrase *phrase, MajorDebt debt, int32_t s)
{
    const Chord chord = phrase->slots[s].chord;
    const int resolves =
        s > 0 && phrase->slots[s - 1].chord.colour == CHORD_SUS4 && chord.colour == CHORD_TRIAD;
    return is_before_close(phrase, s) && (s > 0 || may_open(phrase, debt)) &&
           chord.colour != CHORD_SUS4 && !resolves;
}

// A close has tones of its own, to which the tune is fitted; to relatives it need not be.
static void turn_chord(Phrase *phrase, int32_t s, Chord chord, int is_relative, int refit)
{
    if (chord.degree != phrase->slots[s].chord.degree) {
        set_chord(phrase, s, chord, is_relative);
        if (refit && !is_relative) {
            tune_fit_chord(phrase, s);
        }
    }
}

static MajorDebt debt_of(const Phrase *phrase, const Params *params, MajorDebt debt, int32_t s,
                         uint8_t degree)
{
    const int major = chord_is_major(phrase->key, (Chord){.degree = degree});
    return debt_after(params, debt, major, chord_slots(phrase, s));
}

// The close that pays more of the debt; the usual one when both pay the same.
static void turn_close(Phrase *phrase, const Params *params, MajorDebt debt, int32_t s, int refit)
{
    const int32_t last = phrase->slots[s].next;
    MajorDebt least = debt_of(phrase, params, debt, s, phrase->slots[s].chord.degree);
    least = debt_of(phrase, params, least, last, phrase->slots[last].chord.degree);
    for (int dark = 0; dark < 2; ++dark) {
        const Close close = harmony_close((Mode)phrase->key.mode, (Cadence)phrase->cadence, dark);
        MajorDebt then = debt_of(phrase, params, debt, s, close.before);
        then = debt_of(phrase, params, then, last, close.last);
        if (fix_abs(then) < fix_abs(least)) {
            turn_chord(phrase, s, (Chord){.degree = close.before}, 0, refit);
            turn_chord(phrase, last, (Chord){.degree = close.last}, 0, refit);
            least = then;
        }
    }
}

static int begins_close(const Phrase *phrase, int32_t s)
{
    const int32_t next = phrase->slots[s].next;
    return s > 0 && next < phrase->slot_count && phrase->slots[next].next == phrase->slot_count;
}

// The relative, where it comes nearer to the share by more than it costs: something, since themes
// are known by their chords as well, and more for each note of the tune that must give way.
static Chord turned(const Phrase *phrase, const Params *params, MajorDebt debt, int32_t s)
{
    const Chord own = phrase->slots[s].chord;
    if (!may_turn(phrase, debt, s)) {
        return own;
    }
    int32_t faults;
    const Chord other = relative(phrase, s, &faults);
    const int32_t slots = chord_slots(phrase, s);
    const MajorDebt kept = debt_after(params, debt, is_major(phrase, s), slots);
    const MajorDebt paid = debt_after(params, debt, !is_major(phrase, s), slots);
    const int32_t cost = slots * KEEP_PERCENT + fix_min(faults, DEBT_MAX) * FAULT_COST;
    return fix_abs(paid) + cost < fix_abs(kept) ? other : own;
}

void harmony_turn(Phrase *phrase, const Params *params, MajorDebt debt, int32_t from)
{
    const int refit = from > 0;
    for (int32_t s = 0; s < phrase->slot_count; s = phrase->slots[s].next) {
        if (s >= from) {
            turn_chord(phrase, s, turned(phrase, params, debt, s), 1, refit);
        }
        if (s >= from && begins_close(phrase, s)) {
            turn_close(phrase, params, debt, s, refit);
        }
        debt = debt_after(params, debt, is_major(phrase, s), chord_slots(phrase, s));
    }
}

// Whether the tune is silent on the third of the chord that begins with slot `s` while it sounds.
static int third_is_free(const Phrase *phrase, int32_t s)
{
    const Slot *const slot = &phrase->slots[s];
    const int32_t end =
        slot->next < phrase->slot_count ? phrase->slots[slot->next].tick : phrase->ticks;
    for (int32_t i = 0; i < phrase->tune.count; ++i) {
        const TuneNote *const note = &phrase->tune.notes[i];
        const int overlaps = note->tick < end && note->tick + note->length > slot->tick;
        if (overlaps && fix_mod(note->step - slot->chord.degree, SCALE_DEGREES) == 2) {
            return 0;
        }
    }
    return 1;
}

static int may_borrow(const Phrase *phrase, int32_t s)
{
    enum { SUBDOMINANT = 3 };
    const Slot *const slot = &phrase->slots[s];
    const int plain = slot->chord.colour == CHORD_TRIAD;
    const int inside = s > 0 && slot->next < phrase->slot_count;
    return phrase->key.mode != MODE_DORIAN && slot->chord.degree == SUBDOMINANT && plain &&
           inside && third_is_free(phrase, s);
}

static void set_colour(Phrase *phrase, int32_t s, ChordColour colour)
{
    for (int32_t t = s; t < phrase->slots[s].next; ++t) {
        phrase->slots[t].chord.colour = (uint8_t)colour;
    }
}

void harmony_borrow(Phrase *phrase, const Params *params, uint64_t seed, int32_t from)
{
    // In minor the share works the other way: what is dark there is the chord as it stands.
    const int32_t dark = params->value[PARAM_BORROWED];
    const int32_t share = phrase->key.mode == MODE_AEOLIAN ? 50 - dark : dark;
    for (int32_t s = from; s < phrase->slot_count; s = phrase->slots[s].next) {
        Dice dice =
            dice_at(seed, STREAM_BORROW, (uint64_t)phrase->number * SLOTS_MAX + (uint64_t)s);
        if (phrase->slots[s].chord.colour == CHORD_BORROWED) {
            set_colour(phrase, s, CHORD_TRIAD);
        }
        if (may_borrow(phrase, s) && dice_chance(&dice, 10 * share)) {
            set_colour(phrase, s, CHORD_BORROWED);
        }
    }
}
