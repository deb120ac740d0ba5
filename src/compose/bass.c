// For each chord the bass weighs root and third in every octave of its range, and takes the
// cheapest: small moves, contrary to the tune, no fifths or octaves in parallel with it.

#include "compose/bass.h"

#include "base/dice.h"
#include "base/fix.h"
#include "compose/streams.h"

// Costs in semitones of motion that we would accept to avoid them (corpus B: 65 % root position,
// 28 % first inversion; outer voices contrary 40 %, similar or parallel 29 %; parallels near zero).
enum {
    BASS_LOW = 33,  ///< A1
    BASS_HIGH = 52, ///< E3; the chorale bass lies within C2..C4
    COST_INVERSION = 4,
    COST_PARALLEL = 60, ///< A fifth or octave with the tune again, both voices moving.
    COST_DIRECT = 5,    ///< A fifth or octave reached in similar motion.
    COST_SIMILAR = 4,   ///< Moving the same way as the tune.
    GAIN_CONTRARY = 4,  ///< Moving against it.
    COST_REPEAT = 3,    ///< Staying while the chord changes.
    COST_LEAP = 6,      ///< More than a fifth.
    COST_FAR = 1,       ///< A semitone beyond NEAR from the height that the mood asks for.
    NEAR = 4,
    COST_DOUBLED_THIRD = 5, ///< Bass and tune both on the third.
    SPREAD = 5,             ///< Dice: ties are broken, and lines differ.
    FIFTH = 7,
    NO_TUNE = -1,
    ATTEMPT_STREAM = 1 << 16, ///< Apart from all streams.
};

typedef struct {
    int32_t pitch;
    uint8_t member; ///< 0 root, 1 third.
} Choice;

typedef struct {
    const Phrase *phrase;
    Chord chord;
    int32_t bass, tune; ///< At the chord before.
    int32_t tune_now;
} Place;

// The note of the tune that sounds at a tick, or -1.
static int32_t tune_note_at(const Phrase *phrase, int32_t tick)
{
    enum { SLACK = TICKS_PER_SIXTEENTH };
    int32_t i = phrase->tune.count - 1;
    while (i >= 0 && phrase->tune.notes[i].tick > tick) {
        --i;
    }
    if (i < 0) {
        return -1;
    }
    const TuneNote *const note = &phrase->tune.notes[i];
    return tick < note->tick + note->length + SLACK ? i : -1;
}

static int32_t tune_pitch_of(const Phrase *phrase, int32_t step)
{
    return scale_pitch(phrase->key, phrase->base_step + step);
}

// The pitch of the tune that sounds at a tick, or NO_TUNE.
static int32_t tune_at(const Phrase *phrase, int32_t tick)
{
    const int32_t i = tune_note_at(phrase, tick);
    return i >= 0 ? tune_pitch_of(phrase, phrase->tune.notes[i].step) : NO_TUNE;
}

static int is_perfect(int32_t interval)
{
    const int32_t size = fix_mod(interval, OCTAVE);
    return size == 0 || size == FIFTH;
}

// A fifth or octave with the tune twice, both voices moving.
int bass_is_parallel(Outer from, Outer to)
{
    const int both_move = to.bass != from.bass && to.tune != from.tune;
    const int32_t now = to.tune - to.bass;
    const int32_t then = from.tune - from.bass;
    return from.tune != NO_TUNE && to.tune != NO_TUNE && both_move && is_perfect(now) &&
           fix_mod(now - then, OCTAVE) == 0;
}

static int32_t against_tune(const Place *place, int32_t pitch)
{
    if (place->tune_now == NO_TUNE || place->tune == NO_TUNE) {
        return 0;
    }
    const int32_t move = pitch - place->bass;
    const int32_t tune_move = place->tune_now - place->tune;
    const Outer from = {(int16_t)place->bass, (int16_t)place->tune};
    const Outer to = {(int16_t)pitch, (int16_t)place->tune_now};
    if (bass_is_parallel(from, to)) {
        return COST_PARALLEL;
    }
    const int similar = move * tune_move > 0;
    if (move * tune_move < 0) {
        return -GAIN_CONTRARY;
    }
    return similar ? COST_SIMILAR + (is_perfect(to.tune - to.bass) ? COST_DIRECT : 0) : 0;
}

static int32_t cost_of(const Place *place, Choice choice)
{
    const int32_t size = fix_abs(choice.pitch - place->bass);
    const int32_t far = fix_abs(choice.pitch - place->phrase->bass_centre) - NEAR;
    int32_t cost = size + against_tune(place, choice.pitch) + COST_FAR * fix_max(0, far);
    cost += size > FIFTH ? COST_LEAP : size == 0 ? COST_REPEAT : 0;
    if (choice.member == 1) {
        const int doubled =
            place->tune_now != NO_TUNE && fix_mod(place->tune_now - choice.pitch, OCTAVE) == 0;
        cost += COST_INVERSION + (doubled ? COST_DOUBLED_THIRD : 0);
    }
    return cost;
}

// The last two chords of the phrase.
static int is_close(const Phrase *phrase, const Slot *slot)
{
    return slot->next == phrase->slot_count || phrase->slots[slot->next].next == phrase->slot_count;
}

// Root position at both ends of a phrase and under suspensions; the third may also stand inside.
static int may_invert(const Phrase *phrase, int32_t slot)
{
    const Slot *const here = &phrase->slots[slot];
    const int plain = here->chord.colour == CHORD_TRIAD || here->chord.colour == CHORD_SEVENTH ||
                      here->chord.colour == CHORD_NINTH;
    return plain && slot > 0 && !is_close(phrase, here);
}

static Choice choose(const Place *place, int inverts, Dice *dice)
{
    Choice best = {.pitch = BASS_LOW};
    int32_t best_cost = INT32_MAX;
    for (uint8_t member = 0; member <= inverts; ++member) {
        Chord chord = place->chord;
        chord.bass = member;
        const int32_t degree = chord_bass_degree(chord);
        for (int32_t pitch = BASS_LOW; pitch <= BASS_HIGH; ++pitch) {
            if (fix_mod(pitch - scale_pitch(place->phrase->key, degree), OCTAVE) != 0) {
                continue;
            }
            const Choice choice = {.pitch = pitch, .member = member};
            const int32_t cost = cost_of(place, choice) + dice_below(dice, SPREAD);
            best = cost < best_cost ? choice : best;
            best_cost = fix_min(cost, best_cost);
        }
    }
    return best;
}

static void set_bass(Phrase *phrase, int32_t slot, Choice choice)
{
    for (int32_t s = slot; s < phrase->slots[slot].next; ++s) {
        phrase->slots[s].bass = (int16_t)choice.pitch;
        phrase->slots[s].chord.bass = choice.member;
    }
}

// Where no bass avoids the parallel, the tune gives way to the nearest other tone of the chord.
static int32_t mended_tune(Phrase *phrase, int32_t slot, Outer from)
{
    const Slot *const here = &phrase->slots[slot];
    const int32_t i = tune_note_at(phrase, here->tick);
    const Outer to = {here->bass, (int16_t)tune_at(phrase, here->tick)};
    if (i < 0 || phrase->tune.notes[i].tick < here->tick || !bass_is_parallel(from, to)) {
        return to.tune; // a tone held over from the chord before is left as it is
    }
    const int32_t step = phrase->tune.notes[i].step;
    for (int32_t off = 1; off <= 3; ++off) {
        for (int32_t side = -1; side <= 1; side += 2) {
            const Outer other = {to.bass, (int16_t)tune_pitch_of(phrase, step + side * off)};
            if (chord_has_step(here->chord, step + side * off) && !bass_is_parallel(from, other)) {
                phrase->tune.notes[i].step = (int16_t)(step + side * off);
                return other.tune;
            }
        }
    }
    return to.tune;
}

// A scale tone between two basses a third apart, where it does not run parallel with the tune.
static int32_t passing_tone(const Phrase *phrase, const Slot *slot)
{
    const Slot *const next = &phrase->slots[slot->next];
    const int32_t from = scale_step(phrase->key, slot->bass);
    const int32_t to = scale_step(phrase->key, next->bass);
    if (fix_abs(to - from) != 2) {
        return 0;
    }
    const int32_t pitch = scale_pitch(phrase->key, (from + to) / 2);
    const int32_t tick = slot->tick + slot->ticks / 2;
    const Outer before = {slot->bass, (int16_t)tune_at(phrase, slot->tick)};
    const Outer between = {(int16_t)pitch, (int16_t)tune_at(phrase, tick)};
    const Outer after = {next->bass, (int16_t)tune_at(phrase, next->tick)};
    return bass_is_parallel(before, between) || bass_is_parallel(between, after) ? 0 : pitch;
}

static void add_passing(Phrase *phrase, int32_t from)
{
    for (int32_t s = from; s < phrase->slot_count; ++s) {
        Slot *const slot = &phrase->slots[s];
        const int leads = slot->next == s + 1 && slot->next < phrase->slot_count;
        slot->passing = (int16_t)(leads ? passing_tone(phrase, slot) : 0);
    }
}

// While the tune rests, the bass may stay on the tonic and let the harmony move above it, until the
// close sets it free (a pedal point: organ music's way of standing still).
static int is_pedal(const Phrase *phrase, uint64_t seed)
{
    enum { PEDAL_SHARE = 500 };
    Dice dice = dice_at(seed, STREAM_PEDAL, (uint64_t)phrase->number);
    return !phrase->has_tune && !phrase->pivots && dice_chance(&dice, PEDAL_SHARE);
}

static void hold_pedal(Phrase *phrase, int32_t tonic)
{
    for (int32_t s = 0; s < phrase->slot_count; s = phrase->slots[s].next) {
        if (s > 0 && !is_close(phrase, &phrase->slots[s])) {
            set_bass(phrase, s, (Choice){.pitch = tonic});
        }
    }
}

Outer bass_outer(const Phrase *phrase, int32_t slot)
{
    const Slot *const here = &phrase->slots[slot];
    const int32_t tick = phrase->slots[here->first].tick;
    return (Outer){here->bass, (int16_t)tune_at(phrase, tick)};
}

void bass_write(Phrase *phrase, uint64_t seed, Outer *outer, int32_t from)
{
    *outer = from > 0 ? bass_outer(phrase, from - 1) : *outer;
    for (int32_t s = from; s < phrase->slot_count; s = phrase->slots[s].next) {
        // The same dice at every first attempt: the bass is part of a theme.
        Dice dice = dice_at(seed, STREAM_BASS + (uint32_t)phrase->attempt * ATTEMPT_STREAM,
                            (uint64_t)phrase->theme * SLOTS_MAX + (uint64_t)s);
        const Place place = {.phrase = phrase,
                             .chord = phrase->slots[s].chord,
                             .bass = outer->bass,
                             .tune = outer->tune,
                             .tune_now = tune_at(phrase, phrase->slots[s].tick)};
        const Choice choice = choose(&place, may_invert(phrase, s), &dice);
        set_bass(phrase, s, choice);
        const int32_t tune = mended_tune(phrase, s, *outer);
        *outer = (Outer){(int16_t)choice.pitch, (int16_t)tune};
    }
    phrase->has_pedal = phrase->slots[0].chord.degree == 0 && is_pedal(phrase, seed);
    if (phrase->has_pedal) {
        hold_pedal(phrase, phrase->slots[0].bass);
    }
    add_passing(phrase, from);
}
