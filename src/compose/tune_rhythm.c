#include "compose/tune_rhythm.h"

#include "base/dice.h"
#include "base/fix.h"
#include "compose/streams.h"
#include "music/rhythm.h"

enum {
    CELLS_MAX = 2 * BARS_MAX,
    SUB_PHRASE_MS = 4000, ///< Median melodic phrase between rests: 3.8 s (music targets).
    SLOW_BEAT_BPM = 84,   ///< Below it, cells fill half a bar of 4/4.
    SAME_RHYTHM = 550,    ///< Later sub-phrases with the rhythm of the first (corpus A: 40 %
                          ///< of phrases in a song; more within one period [D]).
    LATE_START = 280,     ///< Sub-phrases that leave out their first note (corpus A: 39-59 %
                          ///< start on the downbeat).
    REST_AFTER = 600,     ///< Sub-phrases after which the tune rests (corpus A: 44 %; more,
                          ///< since calm music breathes [D]).
    FAMILIAR = 3,         ///< Weight of a cell that the theme has used before.
};

// What a later sub-phrase makes of the motif. Most take up its rhythm or part of it (corpus A,
// repetition); the half of it driven on, or all of it at half the pace, are what composers do to
// press forward and to calm down (Schoenberg, Fundamentals of Musical Composition, ch. III) [D].
typedef enum { DEVELOP_FREELY, DEVELOP_FRAGMENT, DEVELOP_AUGMENT, DEVELOPMENTS } Development;
static const int32_t development_weights[DEVELOPMENTS] = {640, 240, 120};

typedef struct {
    const Phrase *phrase;
    CellSet set;
    Dice dice;
    int32_t notes_x16;           ///< Aimed notes in a cell, sixteenths.
    int32_t cells;               ///< Cells in the phrase.
    int32_t per_group;           ///< Cells in a sub-phrase.
    const Cell *cell[CELLS_MAX]; ///< NULL: the one before goes on.
    uint8_t scale[CELLS_MAX];    ///< By which its lengths are multiplied.
    uint8_t model[CELLS_MAX];    ///< The cell of the motif that it is kin to.
    uint8_t again[CELLS_MAX];    ///< See TuneNote.
} Plan;

static int closes_group(const Plan *plan, int32_t i)
{
    return i % plan->per_group == plan->per_group - 1 || i == plan->cells - 1;
}

static int32_t place_weight(const Plan *plan, const Cell *cell, int32_t i)
{
    if (closes_group(plan, i)) {
        return cell->close;
    }
    return i % plan->per_group == 0 ? cell->open : cell->inner;
}

static int is_familiar(const Plan *plan, const Cell *cell, int32_t before)
{
    for (int32_t i = 0; i < before; ++i) {
        if (plan->cell[i] == cell) {
            return 1;
        }
    }
    return 0;
}

// Cells far from the aimed number of notes fade out as 1 / (1 + 4 d^2), d in notes.
static const Cell *draw_cell(Plan *plan, int32_t i)
{
    int32_t weights[32] = {0};
    for (int32_t c = 0; c < plan->set.count; ++c) {
        const Cell *const cell = &plan->set.cells[c];
        const int32_t off = cell_notes(cell) * 16 - plan->notes_x16;
        const int32_t familiar = is_familiar(plan, cell, i) ? FAMILIAR : 1;
        weights[c] = place_weight(plan, cell, i) * familiar * 6400 / (64 + off * off);
    }
    return &plan->set.cells[dice_pick(&plan->dice, weights, (size_t)plan->set.count)];
}

static void set_cell(Plan *plan, int32_t i, const Cell *cell, int32_t model)
{
    plan->cell[i] = cell;
    plan->scale[i] = 1;
    plan->model[i] = (uint8_t)model;
    plan->again[i] = 0;
}

static void draw_freely(Plan *plan, int32_t i)
{
    const int32_t in_group = i % plan->per_group;
    const int32_t share = closes_group(plan, i) ? SAME_RHYTHM / 2 : SAME_RHYTHM;
    const int same =
        i >= plan->per_group && plan->cell[in_group] != NULL && dice_chance(&plan->dice, share);
    set_cell(plan, i, same ? plan->cell[in_group] : draw_cell(plan, i), in_group);
}

// The first cell of the motif, again and again until the close.
static void draw_fragment(Plan *plan, int32_t i)
{
    if (closes_group(plan, i)) {
        draw_freely(plan, i);
        return;
    }
    set_cell(plan, i, plan->cell[0], 0);
    plan->again[i] = (uint8_t)(i % plan->per_group);
}

// The cells of the motif at half their pace, each over two.
static void draw_augmented(Plan *plan, int32_t i)
{
    const int32_t in_group = i % plan->per_group;
    const Cell *const cell = plan->cell[in_group / 2];
    if (in_group % 2 == 1) {
        set_cell(plan, i, NULL, 0);
    } else if (cell == NULL || closes_group(plan, i) || cell_notes(cell) < 2) {
        draw_freely(plan, i);
    } else {
        set_cell(plan, i, cell, in_group / 2);
        plan->scale[i] = 2;
    }
}

static void draw_cells(Plan *plan)
{
    static void (*const draw[DEVELOPMENTS])(Plan * plan, int32_t i) = {
        [DEVELOP_FREELY] = draw_freely,
        [DEVELOP_FRAGMENT] = draw_fragment,
        [DEVELOP_AUGMENT] = draw_augmented,
    };
    Development how = DEVELOP_FREELY;
    for (int32_t i = 0; i < plan->cells; ++i) {
        if (i >= plan->per_group && i % plan->per_group == 0) {
            how = (Development)dice_pick(&plan->dice, development_weights, DEVELOPMENTS);
        }
        draw[how](plan, i);
        if (plan->cell[i] == NULL && plan->scale[i - 1] != 2) {
            draw_freely(plan, i); // nothing was stretched over this place
        }
    }
}

// Songs write the upbeat of the next phrase behind the rest of the bar that closes this one: such
// notes belong to the next sub-phrase, and at the end of the phrase to none.
static void add_cell(const Plan *plan, int32_t i, int skip_first, Tune *tune)
{
    int32_t tick = i * plan->set.ticks;
    int32_t group = i / plan->per_group;
    const Cell *const cell = plan->cell[i];
    for (int n = 0; cell != NULL && n < CELL_NOTES_MAX && cell->length[n] != 0; ++n) {
        const int32_t length = fix_abs(cell->length[n]) * TICKS_PER_SIXTEENTH * plan->scale[i];
        if (cell->length[n] < 0 && closes_group(plan, i) && n > 0) {
            group = i / plan->per_group + 1;
        }
        const int beyond = group > (plan->cells - 1) / plan->per_group;
        if (cell->length[n] > 0 && !(skip_first && n == 0) && !beyond && tune->count < TUNE_MAX) {
            tune->notes[tune->count++] =
                (TuneNote){.tick = tick,
                           .length = length,
                           .group = (uint8_t)group,
                           .origin = (uint8_t)(plan->model[i] * CELL_NOTES_MAX + n),
                           .again = plan->again[i]};
        }
        tick += length;
    }
}

// Sub-phrases end on a beat (corpus A: 97 % of last onsets), and the phrase with a note that has
// room to be held: what comes after such a place is left out.
static int ends_badly(const Phrase *phrase, const Tune *tune, int32_t i)
{
    const MetreInfo *const metre = &metre_table[phrase->metre];
    const TuneNote *const note = &tune->notes[i];
    const int last = i + 1 == tune->count;
    const int ends = last || tune->notes[i + 1].group != note->group;
    const int32_t strength = metre_strength(phrase->metre, note->tick % metre->bar_ticks);
    const int32_t room = phrase->ticks - note->tick;
    const int more = i > 0 && tune->notes[i - 1].group == note->group;
    return ends && more && (strength == 0 || (last && room < 2 * metre->beat_ticks - 1));
}

static void drop_bad_ends(const Phrase *phrase, Tune *tune)
{
    for (int32_t i = tune->count - 1; i > 0; --i) {
        if (ends_badly(phrase, tune, i)) {
            for (int32_t j = i; j + 1 < tune->count; ++j) {
                tune->notes[j] = tune->notes[j + 1];
            }
            --tune->count;
        }
    }
}

// Inner notes off the beat may be dropped first when the tune is thinned.
static uint8_t need_of(const Phrase *phrase, const TuneNote *note)
{
    static const uint8_t by_strength[] = {75, 45, 20, 0};
    const int32_t bar = metre_table[phrase->metre].bar_ticks;
    return note->last ? 0 : by_strength[metre_strength(phrase->metre, note->tick % bar)];
}

// The last note of a sub-phrase is held, often followed by a rest; the next group starts its own
// way.
static void shape_ends(const Phrase *phrase, Dice *dice, Tune *tune)
{
    const int32_t beat = metre_table[phrase->metre].beat_ticks;
    for (int32_t i = 0; i < tune->count; ++i) {
        TuneNote *const note = &tune->notes[i];
        const int ends_phrase = i + 1 == tune->count;
        const int32_t next = ends_phrase ? phrase->ticks : tune->notes[i + 1].tick;
        note->last = ends_phrase ? 2 : tune->notes[i + 1].group != note->group;
        if (note->last) {
            const int32_t room = next - note->tick;
            const int rests = ends_phrase || dice_chance(dice, REST_AFTER);
            const int32_t held = rests && room > beat ? room - fix_min(beat, room / 3) : room;
            note->length = fix_clamp(held, fix_min(room, beat / 2), 4 * beat);
        }
        note->need = need_of(phrase, note);
    }
}

void tune_rhythm(const Phrase *phrase, uint64_t seed, int32_t tempo_bpm, int32_t rate, Tune *tune)
{
    const int half = phrase->metre == METRE_4_4 && tempo_bpm < SLOW_BEAT_BPM * 1000;
    Plan plan = {.phrase = phrase,
                 .set = rhythm_cells((Metre)phrase->metre, half),
                 .dice = dice_at(seed, STREAM_RHYTHM, phrase->theme)};
    const int64_t cell_ms = (int64_t)plan.set.ticks * 60000 * 1000 / TICKS_PER_QUARTER / tempo_bpm;
    plan.notes_x16 = (int32_t)(cell_ms * rate * 16 / 100 / 1000);
    plan.cells = phrase->ticks / plan.set.ticks;
    plan.per_group = fix_clamp((int32_t)fix_div_round(SUB_PHRASE_MS, cell_ms), 1, 4);
    if (plan.per_group == 1 && plan.cells > 2) {
        plan.per_group = 2;
    }
    draw_cells(&plan);
    for (int32_t i = 0; i < plan.cells; ++i) {
        const int opens = i % plan.per_group == 0 && i + 1 < plan.cells;
        const int late = opens && plan.cell[i] != NULL && cell_notes(plan.cell[i]) > 2 &&
                         dice_chance(&plan.dice, LATE_START);
        add_cell(&plan, i, late, tune);
    }
    drop_bad_ends(phrase, tune);
    shape_ends(phrase, &plan.dice, tune);
}
