#include "compose/tune_vary.h"

#include "base/dice.h"
#include "base/fix.h"
#include "compose/streams.h"
#include "compose/tune_pitch.h"

#include <string.h>

/// Tries to vary the tune at note i; 1 when it did.
typedef int (*Vary)(const Phrase *phrase, Tune *tune, int32_t i);

static void insert_after(Tune *tune, int32_t i, TuneNote note)
{
    memmove(&tune->notes[i + 2], &tune->notes[i + 1],
            (size_t)(tune->count - i - 1) * sizeof tune->notes[0]);
    tune->notes[i + 1] = note;
    ++tune->count;
}

// A long note gives its last part to a tone on the way to the next (passing), or to its upper
// neighbour where the next repeats it.
static int vary_ornament(const Phrase *phrase, Tune *tune, int32_t i)
{
    const int32_t beat = metre_table[phrase->metre].beat_ticks;
    TuneNote *const note = &tune->notes[i];
    if (i + 1 >= tune->count || note->last || note->length < beat || tune->count >= TUNE_MAX) {
        return 0;
    }
    const int32_t gap = tune->notes[i + 1].step - note->step;
    const int32_t step = gap == 0 || fix_abs(gap) == 1 ? note->step + 1 : note->step + gap / 2;
    const int32_t half = note->length / 2;
    TuneNote added = *note;
    added.tick += note->length - half;
    added.length = half;
    added.step = (int16_t)step;
    added.need = 80;
    note->length -= half;
    insert_after(tune, i, added);
    return 1;
}

// An inner note off the beat is given back to the one before it.
static int vary_merge(const Phrase *phrase, Tune *tune, int32_t i)
{
    const int32_t bar = metre_table[phrase->metre].bar_ticks;
    if (i == 0 || tune->notes[i].last || tune->notes[i - 1].last || tune->count < 6 ||
        metre_strength(phrase->metre, tune->notes[i].tick % bar) > 0) {
        return 0;
    }
    tune->notes[i - 1].length += tune->notes[i].length;
    memmove(&tune->notes[i], &tune->notes[i + 1],
            (size_t)(tune->count - i - 1) * sizeof tune->notes[0]);
    --tune->count;
    return 1;
}

// Another tone of the same chord, a third away.
static int vary_tone(const Phrase *phrase, Tune *tune, int32_t i)
{
    TuneNote *const note = &tune->notes[i];
    const Chord chord = phrase_chord_at(phrase, note->tick);
    if (i == 0 || note->last || i + 1 >= tune->count) {
        return 0;
    }
    const int32_t up = note->step + 2;
    const int32_t down = note->step - 2;
    const int32_t next = tune->notes[i + 1].step;
    const int32_t first = fix_abs(next - up) <= fix_abs(next - down) ? up : down;
    if (fix_abs(first - phrase->middle) > TUNE_REACH || !chord_has_step(chord, first)) {
        return 0;
    }
    note->step = (int16_t)first;
    return 1;
}

// Two equal notes become a dotted pair.
static int vary_dotted(const Phrase *phrase, Tune *tune, int32_t i)
{
    (void)phrase;
    TuneNote *const note = &tune->notes[i];
    if (i + 1 >= tune->count || note->last || note[1].last || note->length != note[1].length ||
        note->length < 2 * TICKS_PER_SIXTEENTH) {
        return 0;
    }
    const int32_t lent = note->length / 2;
    note->length += lent;
    note[1].tick += lent;
    note[1].length -= lent;
    return 1;
}

void tune_vary(Phrase *phrase, uint64_t seed)
{
    static const Vary ways[] = {vary_ornament, vary_tone, vary_merge, vary_dotted};
    enum { WAYS = sizeof ways / sizeof ways[0], TRIES = 24, NOTES_PER_CHANGE = 12 };
    Dice dice = dice_at(seed, STREAM_VARIATION, phrase->theme * 256u + phrase->variation);
    const int32_t wanted = fix_clamp(phrase->tune.count / NOTES_PER_CHANGE, 1, 2);
    int32_t done = 0;
    for (int t = 0; t < TRIES && done < wanted && phrase->tune.count > 2; ++t) {
        const Vary vary = ways[dice_below(&dice, WAYS)];
        done += vary(phrase, &phrase->tune, dice_below(&dice, phrase->tune.count));
    }
}
