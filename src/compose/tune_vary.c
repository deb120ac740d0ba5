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
    if (i + 1 >= tune->count || note->last || 3 * note->length < 2 * beat ||
        tune->count >= TUNE_MAX) {
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

// Those that spare the intervals stand first: a short tune allows only them.
static const Vary ways[] = {vary_dotted, vary_ornament, vary_merge, vary_tone};

enum { WAYS = sizeof ways / sizeof ways[0] };

void tune_vary_once(Phrase *phrase)
{
    for (int32_t w = 0; w < WAYS; ++w) {
        for (int32_t n = 0; n < phrase->tune.count; ++n) {
            const int32_t i = (phrase->variation + n) % phrase->tune.count;
            if (ways[w](phrase, &phrase->tune, i)) {
                return;
            }
        }
    }
}

void tune_vary(Phrase *phrase, uint64_t seed)
{
    enum { ATTEMPT_STREAM = 1 << 16 }; // apart from all streams
    enum { TRIES = 24, NOTES_PER_CHANGE = 12, SHORT = 12, MOST = 3 };
    Dice dice = dice_at(seed, STREAM_VARIATION, phrase->theme * 256u + phrase->variation);
    dice.stream += (uint32_t)phrase->attempt * ATTEMPT_STREAM;
    // A new close is a change already; later attempts change more.
    const int new_close = phrase->cadence != CADENCE_HALF;
    const int32_t usual = new_close ? 0 : fix_clamp(phrase->tune.count / NOTES_PER_CHANGE, 1, 2);
    const int32_t wanted = fix_min(usual + phrase->attempt / 2, MOST);
    const int32_t allowed = phrase->tune.count >= SHORT ? WAYS : 2;
    int32_t done = 0;
    for (int t = 0; t < TRIES && done < wanted && phrase->tune.count > 2; ++t) {
        const Vary vary = ways[dice_below(&dice, allowed)];
        done += vary(phrase, &phrase->tune, dice_below(&dice, phrase->tune.count));
    }
    if (done < wanted) {
        tune_vary_once(phrase);
    }
}

static int32_t interval(const Tune *tune, int32_t i)
{
    return tune->notes[i].step - tune->notes[i - 1].step;
}

// The longest common subsequence of the two rows of intervals.
int32_t tune_kept(const Tune *theme, const Tune *tune)
{
    uint8_t row[TUNE_MAX] = {0};
    for (int32_t i = 1; i < theme->count; ++i) {
        uint8_t diagonal = 0;
        for (int32_t j = 1; j < tune->count; ++j) {
            const uint8_t above = row[j];
            const uint8_t left = row[j - 1];
            const uint8_t longer = above > left ? above : left;
            row[j] = interval(theme, i) == interval(tune, j) ? (uint8_t)(diagonal + 1) : longer;
            diagonal = above;
        }
    }
    const int32_t common = tune->count > 1 ? row[tune->count - 1] : 0;
    return theme->count > 1 ? common * 100 / (theme->count - 1) : 100;
}
