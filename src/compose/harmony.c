// A phrase's harmony is a walk over the seven degrees with the corpus' transition weights, tilted
// by valence, and conditioned on its cadence: the weights of all ways to reach the end are summed
// backwards first, so each forward step is drawn from the walks that do arrive.

#include "compose/harmony.h"

#include "base/dice.h"
#include "base/fix.h"
#include "compose/streams.h"

enum { D1, D2, D3, D4, D5, D6, D7 };

// Next root given this one, per mille, from chorales (sevenths merged; degrees I..VII in rows).
// Ionian: corpus B major. Aeolian: corpus B minor, where the major dominant is read as v and the
// flat seventh is strengthened, since these keys are played without a raised leading tone [D].
// Mixolydian and dorian: those tables with the modal degrees (bVII, v; IV) raised [D]. The
// diminished triads (VII in ionian, II in aeolian, III in mixolydian, VI in dorian) are left out:
// they are the harsh places of a mode.
static const int16_t walk_table[MODE_COUNT][SCALE_DEGREES][SCALE_DEGREES] = {
    [MODE_IONIAN] = {{0, 172, 45, 283, 374, 126, 0},
                     {235, 0, 60, 60, 560, 85, 0},
                     {150, 90, 0, 300, 110, 350, 0},
                     {420, 145, 50, 0, 315, 70, 0},
                     {640, 40, 50, 90, 0, 180, 0},
                     {150, 270, 110, 230, 240, 0, 0},
                     {0, 0, 0, 0, 0, 0, 0}},
    [MODE_MIXOLYDIAN] = {{0, 170, 0, 290, 200, 130, 210},
                         {260, 0, 0, 240, 260, 80, 160},
                         {0, 0, 0, 0, 0, 0, 0},
                         {460, 150, 0, 0, 150, 100, 140},
                         {300, 120, 0, 280, 0, 160, 140},
                         {130, 280, 0, 280, 190, 0, 120},
                         {390, 80, 0, 380, 80, 70, 0}},
    [MODE_DORIAN] = {{0, 170, 130, 330, 150, 0, 220},
                     {330, 0, 110, 190, 230, 0, 140},
                     {200, 160, 0, 330, 90, 0, 220},
                     {480, 130, 120, 0, 110, 0, 160},
                     {420, 90, 150, 240, 0, 0, 100},
                     {0, 0, 0, 0, 0, 0, 0},
                     {330, 60, 270, 270, 70, 0, 0}},
    [MODE_AEOLIAN] = {{0, 0, 110, 270, 190, 240, 190},
                      {0, 0, 0, 0, 0, 0, 0},
                      {180, 0, 0, 250, 90, 320, 160},
                      {380, 0, 110, 0, 250, 120, 140},
                      {560, 0, 60, 90, 0, 250, 40},
                      {150, 0, 240, 300, 120, 0, 190},
                      {300, 0, 380, 90, 80, 150, 0}},
};

// The last two roots of each kind of close, for a bright mood and for a dark one: valence also
// chooses between closes (evidence 6.2), by the quality of the chord before the last or of both.
// Modes without a leading tone close through their own colour: bVII-I in mixolydian and aeolian,
// IV-I in dorian (evidence 2.5: no tension is wanted).
static const Close close_table[MODE_COUNT][CADENCE_COUNT][2] = {
    [MODE_IONIAN] = {{{D4, D5}, {D2, D5}},
                     {{D5, D6}, {D5, D6}},
                     {{D4, D1}, {D2, D1}},
                     {{D5, D1}, {D5, D1}}},
    [MODE_MIXOLYDIAN] = {{{D4, D7}, {D2, D5}},
                         {{D7, D4}, {D5, D6}},
                         {{D4, D1}, {D2, D1}},
                         {{D7, D1}, {D5, D1}}},
    [MODE_DORIAN] = {{{D1, D4}, {D1, D5}},
                     {{D7, D3}, {D4, D2}},
                     {{D4, D1}, {D2, D1}},
                     {{D7, D1}, {D5, D1}}},
    [MODE_AEOLIAN] = {{{D6, D7}, {D4, D5}},
                      {{D7, D6}, {D5, D6}},
                      {{D6, D1}, {D4, D1}},
                      {{D7, D1}, {D5, D1}}},
};

// The closes as songs have them most: the home of a theme, whatever the mood.
static const Close usual_table[MODE_COUNT][CADENCE_COUNT] = {
    [MODE_IONIAN] = {{D2, D5}, {D5, D6}, {D4, D1}, {D5, D1}},
    [MODE_MIXOLYDIAN] = {{D4, D7}, {D7, D4}, {D4, D1}, {D7, D1}},
    [MODE_DORIAN] = {{D1, D4}, {D7, D3}, {D4, D1}, {D5, D1}},
    [MODE_AEOLIAN] = {{D4, D5}, {D5, D6}, {D4, D1}, {D5, D1}},
};

Close harmony_close(Mode mode, Cadence cadence, int dark)
{
    return close_table[mode][cadence][dark != 0];
}

// What may stand before the last two instead, per mille: plain variants of the same close.
enum { HALF_FROM_FOUR = 450, HALF_FROM_ONE = 200 };

int32_t harmony_weight(Mode mode, int from, int to)
{
    return walk_table[mode][from][to];
}

typedef struct {
    const Phrase *phrase;
    const Params *params;
    Dice dice;
    int32_t count;                ///< Chords in the phrase.
    uint8_t home[SLOTS_MAX];      ///< Roots of the theme as such, with its own open close.
    uint8_t degree[SLOTS_MAX];    ///< Roots of this statement, with the close that the form wants.
    int32_t slots[SLOTS_MAX + 1]; ///< Slot at which each chord begins; one more for the end.
} Walk;

// Chorales come home at every other chord; a phrase of six chords that does so stands still [D].
enum { DARK = 35 };         ///< Per cent of major chords below which a mood is dark [D].
enum { TONIC_INSIDE = 45 }; ///< Per cent of the corpus' weight of I, inside a phrase.

// The major share tilts the walk: at 50 % the corpus speaks alone, at 100 % major chords weigh 2.25
// times as much and minor ones a quarter, at 0 % the reverse.
static int32_t tilted(const Walk *walk, int from, int to)
{
    const Key key = walk->phrase->key;
    const int major = chord_is_major(key, (Chord){.degree = (uint8_t)to});
    const int32_t share = walk->params->value[PARAM_MAJOR];
    const int32_t tilt = major ? 50 + share : 150 - share;
    const int32_t weight = harmony_weight(key.mode, from, to) * tilt / 100 * tilt / 100;
    return weight * (to == D1 ? TONIC_INSIDE : 100) / 100;
}

static Close close_of(Walk *walk, Cadence cadence)
{
    const Phrase *const phrase = walk->phrase;
    Close close = usual_table[phrase->key.mode][cadence];
    if (cadence == CADENCE_HALF && phrase->key.mode == MODE_IONIAN) {
        const int32_t face = dice_below(&walk->dice, 1000);
        close.before = face < HALF_FROM_FOUR ? D4 : face < HALF_FROM_FOUR + HALF_FROM_ONE ? D1 : D2;
    }
    return close;
}

// Fills home[1 .. last-1] so that the walk from home[0] arrives at home[last].
static void walk_between(Walk *walk, int32_t last)
{
    int32_t ways[SLOTS_MAX][SCALE_DEGREES] = {{0}};
    ways[last][walk->home[last]] = 1000;
    for (int32_t i = last - 1; i > 0; --i) {
        for (int from = 0; from < SCALE_DEGREES; ++from) {
            int64_t sum = 0;
            for (int to = 0; to < SCALE_DEGREES; ++to) {
                sum += (int64_t)tilted(walk, from, to) * ways[i + 1][to];
            }
            ways[i][from] = (int32_t)(sum / 1000);
        }
    }
    for (int32_t i = 1; i < last; ++i) {
        int32_t weights[SCALE_DEGREES];
        for (int to = 0; to < SCALE_DEGREES; ++to) {
            weights[to] =
                (int32_t)((int64_t)tilted(walk, walk->home[i - 1], to) * ways[i][to] / 100);
        }
        walk->home[i] = (uint8_t)dice_pick(&walk->dice, weights, SCALE_DEGREES);
    }
}

// The theme's own roots: they end open, on the half close, and are the same at every statement.
static void walk_home(Walk *walk)
{
    // Most phrases begin on I; a theme may also begin on VI or IV (corpus B, phrase_first_chord).
    static const int32_t starts[SCALE_DEGREES] = {700, 0, 0, 140, 0, 160, 0};
    const int32_t n = walk->count;
    const Close close = close_of(walk, CADENCE_HALF);
    const uint8_t start = (uint8_t)dice_pick(&walk->dice, starts, SCALE_DEGREES);
    const int is_left_out = harmony_weight(walk->phrase->key.mode, start, D1) == 0;
    walk->home[0] = walk->phrase->theme == 0 || n <= 3 || is_left_out ? D1 : start;
    walk->home[n - 1] = close.last;
    if (n >= 3) {
        walk->home[n - 2] = close.before;
        walk_between(walk, n - 2);
    }
}

// A chord that shares two tones with another and may stand for it (VI for I, II for IV, ...).
static uint8_t relative_of(Mode mode, uint8_t degree)
{
    const uint8_t below = (uint8_t)((degree + 5) % SCALE_DEGREES);
    return harmony_weight(mode, below, D1) > 0 || below == D1 ? below : degree;
}

// A first chord that belongs to the old key as well, for keys a fifth apart: VI, or IV in modes
// that leave VI out.
static uint8_t pivot_of(Mode mode)
{
    return harmony_weight(mode, D6, D1) > 0 ? D6 : D4;
}

// This statement: the theme's roots with the close that its place in the form asks for, and, in one
// variation of three, one inner chord replaced by its relative.
static void fit_to_place(Walk *walk)
{
    const Phrase *const phrase = walk->phrase;
    const int32_t n = walk->count;
    for (int32_t i = 0; i < n; ++i) {
        walk->degree[i] = walk->home[i];
    }
    if (phrase->variation % 3 == 2 && n > 4) {
        const int32_t at = dice_range(&walk->dice, 1, n - 4);
        walk->degree[at] = relative_of((Mode)phrase->key.mode, walk->home[at]);
    }
    if (phrase->pivots && n > 3) {
        walk->degree[0] = pivot_of((Mode)phrase->key.mode);
    }
    if (phrase->cadence != CADENCE_HALF) {
        const Close close = close_of(walk, (Cadence)phrase->cadence);
        walk->degree[n - 1] = close.last;
        walk->degree[n - 2 > 0 ? n - 2 : 0] = n > 1 ? close.before : close.last;
    }
}

// Chords are spread evenly over the slots; what is left over lengthens the first ones, so harmony
// quickens toward the cadence. The last chord has at least a bar where there is room.
static void place_chords(Walk *walk, int32_t tempo_bpm)
{
    const Phrase *const phrase = walk->phrase;
    const int32_t slots = phrase->slot_count;
    const int64_t phrase_ms = (int64_t)phrase->ticks * 60000 * 1000 / TICKS_PER_QUARTER / tempo_bpm;
    const int32_t rate = walk->params->value[PARAM_CHORDS];
    int32_t wanted = (int32_t)fix_div_round(phrase_ms * rate, 100 * 1000);
    const int32_t per_bar = metre_table[phrase->metre].chords;
    const int32_t tail = slots > 2 * per_bar ? per_bar : 1; // slots of the last chord
    wanted = fix_clamp(wanted, fix_min(slots, phrase->bars > 1 ? 3 : 1), slots - tail + 1);
    walk->count = wanted;
    const int32_t room = slots - tail;
    for (int32_t i = 0; i < wanted; ++i) {
        walk->slots[i] = wanted > 1 ? (room * i + wanted - 2) / (wanted - 1) : 0;
    }
    walk->slots[wanted] = slots;
}

// Sevenths fit on II, V (and IV, VI as major or minor seventh), ninths on I and IV; the close
// itself stays plain (corpus B: 60 % of authentic dominants carry a seventh; their tonic never
// does).
static ChordColour colour_of(Dice *dice, const Walk *walk, int32_t i)
{
    static const ChordColour habit[SCALE_DEGREES] = {CHORD_NINTH, CHORD_SEVENTH, CHORD_SEVENTH,
                                                     CHORD_NINTH, CHORD_SEVENTH, CHORD_SEVENTH,
                                                     CHORD_NINTH};
    const int closing = i == walk->count - 1;
    const int32_t share = walk->params->value[PARAM_COLOUR] * 10;
    const int coloured = dice_chance(dice, share);
    const int suspended = dice_chance(dice, 300);
    if (!coloured || closing) {
        return CHORD_TRIAD;
    }
    const Chord plain = {.degree = walk->degree[i]};
    const int fourth_is_pure = walk->degree[i] != D4; // over IV the fourth is a tritone
    if (suspended && fourth_is_pure && chord_is_major(walk->phrase->key, plain)) {
        return dice_chance(dice, 500) ? CHORD_SUS2 : CHORD_SUS4;
    }
    // A ninth over a minor third is a minor second inside the chord: that belongs to dark moods,
    // which are recognised by it (music targets, groups; none in bright or neutral ones).
    const int dark = walk->params->value[PARAM_MAJOR] < DARK;
    if (habit[walk->degree[i]] == CHORD_NINTH && !dark &&
        !chord_is_major(walk->phrase->key, plain)) {
        return CHORD_SEVENTH;
    }
    return habit[walk->degree[i]];
}

static void fill_slots(Phrase *phrase, Chord chord, Chord home, int32_t from, int32_t to)
{
    for (int32_t s = from; s < to; ++s) {
        phrase->slots[s].chord = chord;
        phrase->slots[s].home = home;
        phrase->slots[s].is_relative = 0;
        phrase->slots[s].first = from;
        phrase->slots[s].next = to;
    }
}

static void lay_grid(Phrase *phrase)
{
    const MetreInfo *const metre = &metre_table[phrase->metre];
    phrase->slot_count = phrase->bars * metre->chords;
    for (int32_t s = 0; s < phrase->slot_count; ++s) {
        phrase->slots[s].ticks = metre->bar_ticks / metre->chords;
        phrase->slots[s].tick = s * phrase->slots[s].ticks;
    }
}

// A suspension is only written where there is a slot left to resolve it in.
static void write_chord(Phrase *phrase, const Walk *walk, Dice *colours, int32_t i)
{
    Chord chord = {.degree = walk->degree[i], .colour = (uint8_t)colour_of(colours, walk, i)};
    const Chord home = {.degree = walk->home[i], .colour = CHORD_TRIAD};
    int32_t from = walk->slots[i];
    const int32_t to = walk->slots[i + 1];
    if (chord.colour == CHORD_SUS4 && to - from < 2) {
        chord.colour = CHORD_TRIAD;
    }
    if (chord.colour == CHORD_SUS4) {
        const int32_t middle = from + (to - from) / 2;
        fill_slots(phrase, chord, home, from, middle);
        chord.colour = CHORD_TRIAD;
        from = middle;
    }
    fill_slots(phrase, chord, home, from, to);
}

void harmony_write(Phrase *phrase, const Params *params, uint64_t seed, int32_t tempo_bpm)
{
    lay_grid(phrase);
    Walk walk = {
        .phrase = phrase, .params = params, .dice = dice_at(seed, STREAM_HARMONY, phrase->theme)};
    place_chords(&walk, tempo_bpm);
    walk_home(&walk);
    fit_to_place(&walk);
    Dice colours = dice_at(seed, STREAM_COLOUR, phrase->theme);
    for (int32_t i = 0; i < walk.count; ++i) {
        write_chord(phrase, &walk, &colours, i);
    }
}

void harmony_voice(Phrase *phrase, Voicing *voicing, int16_t bass, int32_t from)
{
    enum {
        PAD_LOW = 50,
        PAD_HIGH = 69,
        PAD_VOICES = 3
    }; // D3..A4: tenor and alto (corpus B ranges)
    int16_t before = from > 0 ? phrase->slots[from - 1].bass : bass;
    *voicing = from > 0 ? phrase->slots[from - 1].voicing : *voicing;
    for (int32_t s = from; s < phrase->slot_count; ++s) {
        Slot *const slot = &phrase->slots[s];
        if (slot->first == s) {
            *voicing = voicing_find(phrase->key, slot->chord, PAD_VOICES, PAD_LOW, PAD_HIGH,
                                    voicing, slot->bass, before);
            before = slot->bass;
        }
        slot->voicing = *voicing;
    }
}
