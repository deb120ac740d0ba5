#include "compose/tune_pitch.h"

#include "base/fix.h"

enum { REACH = 7, WAYS = 2 * REACH + 1 };

// Weights of going from a degree (rows 1..7) by -7..+7 scale steps, per mille. Essen Folksong
// Collection (H. Schaffrath; kern edition D. Huron, CCARH): lullabies (72 songs) blended with
// gentle songs (224), n/(n+50) as in corpus C.6; minor: 57 gentle and sacred songs.
static const int16_t major_ways[SCALE_DEGREES][WAYS] = {
    {0, 0, 7, 0, 119, 33, 112, 277, 273, 116, 22, 33, 7, 0, 1},
    {0, 0, 0, 21, 0, 20, 338, 258, 254, 42, 54, 7, 0, 4, 0},
    {0, 0, 3, 0, 0, 109, 385, 197, 161, 117, 23, 0, 4, 0, 0},
    {0, 0, 0, 10, 0, 181, 452, 157, 185, 15, 0, 0, 0, 0, 0},
    {2, 0, 1, 25, 36, 224, 218, 251, 113, 3, 103, 7, 16, 0, 2},
    {0, 1, 1, 2, 13, 16, 637, 185, 107, 13, 15, 1, 3, 6, 1},
    {0, 0, 0, 1, 2, 24, 213, 110, 576, 35, 20, 17, 1, 1, 0},
};

static const int16_t minor_ways[SCALE_DEGREES][WAYS] = {
    {3, 0, 0, 0, 54, 20, 237, 271, 249, 87, 37, 42, 0, 0, 0},
    {0, 0, 0, 11, 3, 46, 458, 35, 356, 35, 49, 4, 3, 0, 0},
    {3, 0, 0, 0, 0, 98, 438, 120, 264, 54, 15, 5, 3, 0, 0},
    {0, 0, 0, 6, 8, 73, 407, 153, 312, 19, 8, 14, 0, 0, 0},
    {5, 0, 0, 35, 25, 65, 374, 233, 119, 45, 82, 7, 10, 0, 0},
    {0, 0, 0, 12, 0, 80, 690, 92, 126, 0, 0, 0, 0, 0, 0},
    {0, 0, 8, 31, 23, 137, 297, 137, 221, 31, 107, 0, 8, 0, 0},
};

typedef enum { ARCH, DESCENDING, VALLEY, ASCENDING, WAVE, CONTOURS } Contour;

// Share of shapes, per mille (corpus A, gentle: all phrases).
static const int32_t contour_weights[CONTOURS] = {420, 255, 135, 115, 75};

// Height of each shape at 0, 1/8 .. 8/8 of the phrase, in half steps above the middle. The arch
// leans forward: songs peak early (corpus A, peak position).
static const int8_t contour_shape[CONTOURS][9] = {
    {-3, 0, 3, 5, 6, 5, 2, -1, -4},  {5, 5, 4, 3, 1, 0, -2, -4, -6},
    {3, 1, -2, -4, -4, -2, 1, 2, 1}, {-4, -4, -2, -1, 1, 2, 4, 4, 3},
    {-1, 3, 4, 0, -3, -1, 3, 1, -4},
};

// How the second sub-phrase takes up the first (corpus A, repetition: 26 % the same start, 7-9 %
// sequences; more within one period [D]).
typedef enum { TAKE_NEW, TAKE_SAME, TAKE_DOWN, TAKE_UP, TAKE_MIRROR, TAKES } Take;
static const int32_t take_weights[TAKES] = {120, 520, 190, 110, 60};

typedef struct {
    const Phrase *phrase;
    Tune *tune;
    Dice *dice;
    const int16_t (*ways)[WAYS];
    int32_t contour;
    int32_t middle; ///< Step around which the shape is laid.
    int32_t goal;   ///< Step on which the phrase should end.
} Walk;

const Slot *phrase_slot_at(const Phrase *phrase, int32_t tick)
{
    const int32_t slot = tick / phrase->slots[0].ticks;
    return &phrase->slots[fix_clamp(slot, 0, phrase->slot_count - 1)];
}

Chord phrase_home_at(const Phrase *phrase, int32_t tick)
{
    return phrase_slot_at(phrase, tick)->home;
}

Chord phrase_chord_at(const Phrase *phrase, int32_t tick)
{
    return phrase_slot_at(phrase, tick)->chord;
}

static int32_t contour_at(const Walk *walk, int32_t tick)
{
    const int8_t *const shape = contour_shape[walk->contour];
    const int32_t eighth = fix_max(1, walk->phrase->ticks / 8);
    const int32_t i = fix_clamp(tick / eighth, 0, 7);
    return 2 * walk->middle + fix_lerp(shape[i], shape[i + 1], tick - i * eighth, eighth);
}

// Strong or long notes want to be chord tones; passing ones are welcome when they move by step.
static int32_t chord_factor(const Walk *walk, const TuneNote *note, int32_t step, int32_t move)
{
    static const int32_t outside[] = {12, 6, 2, 1};
    const MetreInfo *const metre = &metre_table[walk->phrase->metre];
    const int strength = metre_strength(walk->phrase->metre, note->tick % metre->bar_ticks);
    if (chord_has_step(phrase_home_at(walk->phrase, note->tick), step)) {
        return 24;
    }
    const int32_t weight = fix_abs(move) <= 1 ? outside[strength] : outside[strength] / 3;
    return note->length > metre->beat_ticks ? weight / 4 : weight;
}

static int32_t shape_factor(const Walk *walk, const TuneNote *note, int32_t step)
{
    static const int32_t near[] = {16, 15, 12, 9, 6, 4, 2, 1};
    const int32_t off = fix_abs(2 * step - contour_at(walk, note->tick));
    return off < 8 ? near[off] : off < 12 ? 1 : 0;
}

// After a leap (three steps and more) the line turns back (music targets: 64 % of leaps do).
static int32_t turn_factor(int32_t before, int32_t move)
{
    if (fix_abs(before) >= 3) {
        return move * before < 0 ? (fix_abs(move) <= 2 ? 16 : 8) : move == 0 ? 3 : 1;
    }
    return move == 0 && before == 0 ? 1 : move == 0 ? 2 : 8;
}

// The closing tone must be within reach: two steps a note.
static int32_t goal_factor(const Walk *walk, int32_t i, int32_t step)
{
    const int32_t left = walk->tune->count - 1 - i;
    const int32_t off = fix_abs(step - walk->goal);
    if (left == 0) {
        return off == 0 ? 64 : off % SCALE_DEGREES == 0 ? 4 : 0;
    }
    return off <= 2 * left ? 4 : off <= 2 * left + 2 ? 1 : 0;
}

static int32_t step_weight(const Walk *walk, int32_t i, int32_t step, int32_t base)
{
    const TuneNote *const notes = walk->tune->notes;
    const int32_t move = i > 0 ? step - notes[i - 1].step : 0;
    const int32_t before = i > 1 ? notes[i - 1].step - notes[i - 2].step : 2;
    if (fix_abs(step - walk->middle) > TUNE_REACH) {
        return 0;
    }
    int64_t weight = (int64_t)base * chord_factor(walk, &notes[i], step, move);
    weight *= shape_factor(walk, &notes[i], step);
    weight *= i > 0 ? turn_factor(before, move) : 8;
    weight *= goal_factor(walk, i, step);
    return (int32_t)(weight / 64 < 8000000 ? weight / 64 : 8000000);
}

int32_t tune_chord_step(Chord chord, int32_t step)
{
    for (int32_t off = 0; off < SCALE_DEGREES; ++off) {
        if (chord_has_step(chord, step - off)) {
            return step - off;
        }
        if (chord_has_step(chord, step + off)) {
            return step + off;
        }
    }
    return step;
}

static int32_t draw_first(Walk *walk)
{
    // First degrees of lullabies and gentle songs (corpus A): 5, 3, 1 lead.
    static const int32_t first[SCALE_DEGREES] = {250, 60, 260, 30, 330, 20, 10};
    const int32_t low = walk->middle - TUNE_REACH;
    int32_t weights[2 * TUNE_REACH + 1];
    for (int32_t i = 0; i <= 2 * TUNE_REACH; ++i) {
        weights[i] = step_weight(walk, 0, low + i, first[fix_mod(low + i, SCALE_DEGREES)]);
    }
    return low + dice_pick(walk->dice, weights, sizeof weights / sizeof weights[0]);
}

static int32_t draw_next(Walk *walk, int32_t i)
{
    const int32_t from = walk->tune->notes[i - 1].step;
    const int16_t *const row = walk->ways[fix_mod(from, SCALE_DEGREES)];
    int32_t weights[WAYS];
    int64_t sum = 0;
    for (int32_t m = 0; m < WAYS; ++m) {
        weights[m] = step_weight(walk, i, from + m - REACH, row[m] + 1);
        sum += weights[m];
    }
    if (sum == 0) {
        return tune_chord_step(phrase_home_at(walk->phrase, walk->tune->notes[i].tick), from);
    }
    return from - REACH + dice_pick(walk->dice, weights, WAYS);
}

// The note of the motif to which a later one is kin, or -1.
static int32_t model_of(const Tune *tune, int32_t i)
{
    for (int32_t m = 0; tune->notes[i].group > 0 && m < i && tune->notes[m].group == 0; ++m) {
        if (tune->notes[m].origin == tune->notes[i].origin && !tune->notes[m].last) {
            return m;
        }
    }
    return -1;
}

static int32_t taken(const Walk *walk, Take take, int32_t i)
{
    const int32_t model = model_of(walk->tune, i);
    if (take == TAKE_NEW || model < 0 || walk->tune->notes[i].last == 2) {
        return INT32_MIN;
    }
    const TuneNote *const notes = walk->tune->notes;
    const int32_t way = take == TAKE_DOWN ? -1 : take == TAKE_UP ? 1 : 0;
    const int32_t shift = way * (1 + notes[i].again); // a fragment goes on in sequence
    const int32_t step =
        take == TAKE_MIRROR ? 2 * notes[0].step - notes[model].step : notes[model].step + shift;
    const MetreInfo *const metre = &metre_table[walk->phrase->metre];
    const int strength = metre_strength(walk->phrase->metre, notes[i].tick % metre->bar_ticks);
    const Chord chord = phrase_home_at(walk->phrase, notes[i].tick);
    const int32_t fitted = strength >= 3 ? tune_chord_step(chord, step) : step;
    const int in_range = fix_abs(fitted - walk->middle) <= TUNE_REACH;
    const int near = i == 0 || fix_abs(fitted - notes[i - 1].step) <= 5;
    return in_range && near ? fitted : INT32_MIN;
}

// Closing degrees: the tonic ends a period, III, II or V leave it open (corpus A, phrase_last). A
// theme itself ends open; its answers are fitted.
static int32_t draw_goal(Walk *walk)
{
    static const int32_t ends[SCALE_DEGREES] = {300, 200, 280, 10, 190, 10, 10};
    const Phrase *const phrase = walk->phrase;
    const Chord chord = phrase->slots[phrase->slot_count - 1].home;
    int32_t weights[SCALE_DEGREES];
    for (int32_t d = 0; d < SCALE_DEGREES; ++d) {
        weights[d] = chord_has_step(chord, d) ? ends[d] + 1 : 0;
    }
    const int32_t degree = dice_pick(walk->dice, weights, SCALE_DEGREES);
    const int32_t below = walk->middle - 1; // phrases end lower than they move
    return below + fix_mod(degree - below + 3, SCALE_DEGREES) - 3;
}

void tune_pitch(const Phrase *phrase, Dice *dice, Tune *tune)
{
    const int minor = phrase->key.mode == MODE_DORIAN || phrase->key.mode == MODE_AEOLIAN;
    Walk walk = {
        .phrase = phrase, .tune = tune, .dice = dice, .ways = minor ? minor_ways : major_ways};
    walk.contour = dice_pick(dice, contour_weights, CONTOURS);
    walk.middle = phrase->middle + dice_range(dice, -1, 1);
    walk.goal = draw_goal(&walk);
    Take take = TAKE_NEW;
    for (int32_t i = 0; i < tune->count; ++i) {
        if (i > 0 && tune->notes[i].group != tune->notes[i - 1].group) {
            take = (Take)dice_pick(dice, take_weights, TAKES);
        }
        const int32_t model = taken(&walk, take, i);
        const int32_t drawn = model != INT32_MIN ? model
                              : i == 0           ? draw_first(&walk)
                                                 : draw_next(&walk, i);
        tune->notes[i].step = (int16_t)drawn;
    }
}
