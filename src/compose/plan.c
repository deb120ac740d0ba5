#include "compose/plan.h"

#include "base/dice.h"
#include "base/fix.h"
#include "compose/bass.h"
#include "compose/form.h"
#include "compose/harmony.h"
#include "compose/harmony_turn.h"
#include "compose/melody.h"
#include "compose/phrase_critic.h"
#include "compose/streams.h"
#include "compose/tune_fit.h"

#include <string.h>

enum {
    MILLI = 1000,
    RING_MS = 6000,           ///< The last chord rings so long before the end.
    RITARD_STRETCH_MS = 1100, ///< What the final ritard adds: the mean of 1/v - 1 over its curve.
    HOME_BEFORE_MS = 150000,  ///< A section that begins so near the end stands in the home key.
    LIFT_ARC = 95,            ///< Density arc from which a phrase is the height of its section ...
    LIFT_FROM = 70,           ///< ... and its tune sounds an octave higher, unless the register is
    LIFT_TO = 76,             ///< meant to be low (sleep) or lies high already.
    SETTLE = 3,               ///< Semitones by which the rest lies lower, so that the mean stays.
    CENTRE_DEADBAND = 4,      ///< Semitones that the register may move before themes are rewritten.
    RETHINK_PERCENT = 30,     ///< Themes are rewritten when the aimed rate is so far off.
    MODE_DEADBAND = 150,      ///< Valence must move so far from a mode's border to change it.
};

int64_t phrase_ms(int64_t ticks, int32_t tempo_bpm)
{
    return ticks * 60000 * MILLI / TICKS_PER_QUARTER / tempo_bpm;
}

// Borders of valence between the modes, bright to dark (Temperley & Tan 2013: happiness falls as
// degrees are lowered).
static Mode mode_for(int32_t valence)
{
    return valence >= 100    ? MODE_IONIAN
           : valence >= -200 ? MODE_MIXOLYDIAN
           : valence >= -500 ? MODE_DORIAN
                             : MODE_AEOLIAN;
}

// The preset's own mode as long as the mood is where the preset wants it; else the mode of the
// mood.
static void choose_mode(Composer *composer, Mood mood)
{
    if (composer->key_fixed || fix_abs(mood.valence - composer->key_mood.valence) < MODE_DEADBAND) {
        return;
    }
    const int at_home = fix_abs(mood.valence - composer->preset->mood.valence) < MODE_DEADBAND;
    composer->key.mode = at_home ? composer->home.mode : (uint8_t)mode_for(mood.valence);
    composer->key_mood = mood;
}

// A key that the listener asks for becomes home at once, and is led to as any other.
static void take_asked_key(Composer *composer, Mood goal)
{
    if (!composer->key_asked) {
        return;
    }
    composer->phrase.pivots =
        composer->phrase_number > 0 && composer->asked.tonic != composer->key.tonic;
    composer->key = composer->asked;
    composer->home = composer->asked;
    composer->key_mood = goal; // the mode stays until the mood moves on
    composer->key_asked = 0;
}

// Every other section may stand in a near key, the subdominant before the dominant (corpus C.9),
// and the next one comes home; a piece that is about to end stays there.
static void choose_key(Composer *composer, const Situation *situation)
{
    enum { FIFTH = 7, FOURTH = 5, AWAY = 600, DOWN = 700 };
    const uint8_t old = composer->key.tonic;
    if (composer->key_fixed || composer->index > 0) {
        return;
    }
    const int ending = situation->left_ms >= 0 && situation->left_ms < HOME_BEFORE_MS;
    Dice dice = dice_at(composer->seed, STREAM_KEY, 2 + (uint64_t)composer->section);
    composer->key.tonic = composer->home.tonic;
    if (composer->section % 2 == 1 && !ending && dice_chance(&dice, AWAY)) {
        const int32_t move = dice_chance(&dice, DOWN) ? FOURTH : FIFTH;
        composer->key.tonic = (uint8_t)((composer->home.tonic + move) % OCTAVE);
    }
    composer->phrase.pivots = composer->key.tonic != old;
}

// What themes are written for stays the same while the target moves a little, so that they are
// known again.
static void choose_tune(Composer *composer, const Params *params)
{
    const int32_t centre = params->value[PARAM_REGISTER] - SETTLE;
    if (composer->tune_rate == 0 || fix_abs(centre - composer->tune_centre) > CENTRE_DEADBAND) {
        composer->tune_centre = centre;
    }
    const int32_t wanted = params->value[PARAM_TUNE];
    const int32_t off = fix_abs(wanted - composer->tune_rate);
    if (composer->tune_rate == 0 || off * 100 > composer->tune_rate * RETHINK_PERCENT) {
        composer->tune_rate = wanted;
    }
}

// How long the phrase is, and whether it is the last: the piece is to end RING_MS after its last
// chord begins, which is the downbeat of its last bar.
static void choose_length(Composer *composer, const Situation *situation)
{
    Phrase *const phrase = &composer->phrase;
    const MetreInfo *const metre = &metre_table[phrase->metre];
    const int64_t bar_ms = phrase_ms(metre->bar_ticks, composer->tempo_bpm);
    const int64_t aimed_ms = (int64_t)situation->params.value[PARAM_PHRASE] * 100;
    const int32_t usual = form_phrase_bars(bar_ms, aimed_ms);
    phrase->bars = fix_min(situation->bars > 0 ? situation->bars : usual, BARS_MAX);
    if (situation->left_ms >= 0) {
        const int64_t music_ms = situation->left_ms - RING_MS - RITARD_STRETCH_MS;
        const int64_t bars_left = 1 + (music_ms > 0 ? fix_div_round(music_ms, bar_ms) : 0);
        if (bars_left < 3 * (int64_t)phrase->bars) {
            phrase->bars = form_bars_to_end(bars_left, phrase->bars);
            phrase->closes_piece = phrase->bars >= bars_left;
        }
    }
    phrase->closes_piece |= situation->close != 0;
    phrase->ticks = phrase->bars * metre->bar_ticks;
}

// Whole bars, so that the next section begins on a downbeat of the same count.
static void choose_pause(Composer *composer, const Situation *situation)
{
    enum { SHORTEST_MS = 1000 }; // less than that asked for is no pause at all
    Phrase *const phrase = &composer->phrase;
    const int32_t bar = metre_table[phrase->metre].bar_ticks;
    const int64_t pause_ms = (int64_t)situation->params.value[PARAM_PAUSE] * 100;
    const int pauses = phrase->closes_section && !phrase->closes_piece && pause_ms >= SHORTEST_MS;
    const int64_t bars = fix_div_round(pause_ms, phrase_ms(bar, composer->tempo_bpm));
    phrase->pause_ticks = pauses ? fix_max(1, (int32_t)bars) * bar : 0;
}

static void take_place(Composer *composer)
{
    Phrase *const phrase = &composer->phrase;
    const FormPlace place = form_place(composer->seed, composer->section, composer->index);
    phrase->key = composer->key;
    phrase->metre = composer->preset->metre;
    phrase->theme = place.theme;
    phrase->variation = place.variation;
    phrase->cadence = place.cadence;
    phrase->has_tune = place.has_tune;
    phrase->arc = place.arc;
    phrase->closes_section = place.closes_section;
    phrase->closes_piece = 0;
    phrase->section = composer->section;
    phrase->index = composer->index;
    phrase->number = composer->phrase_number;
}

static void count_phrase(Composer *composer)
{
    ++composer->phrase_number;
    ++composer->index;
    if (composer->phrase.closes_section) {
        ++composer->section;
        composer->index = 0;
    }
}

// The last phrase brings the piece's first theme back, and closes.
static void come_home(Phrase *phrase)
{
    enum { HOMECOMING = 251 }; // a variation number that no place in the form has
    phrase->variation = phrase->number > 0 ? HOMECOMING : 0;
    phrase->theme = 0;
    phrase->cadence = CADENCE_AUTHENTIC;
    phrase->has_tune = phrase->bars > 1;
}

// Bass and upper voices from a slot on, once chords and tune stand.
static void write_voices(Composer *composer, const Params *params, int32_t from)
{
    composer->phrase.bass_centre = params->value[PARAM_BASS];
    const int16_t bass_before = composer->outer.bass;
    bass_write(&composer->phrase, composer->seed, &composer->outer, from);
    harmony_voice(&composer->phrase, &composer->voicing, bass_before, from);
}

static void borrow(Composer *composer, const Params *params, int32_t from)
{
    if (!composer->key_fixed) {
        harmony_borrow(&composer->phrase, params, composer->seed, from);
    }
    composer->asked_major = params->value[PARAM_MAJOR];
    composer->asked_borrowed = params->value[PARAM_BORROWED];
}

// The motif of the phrase's theme. One that waits takes the theme over, which is new then.
static const Motif *motif_of(Composer *composer)
{
    Phrase *const phrase = &composer->phrase;
    if (composer->motif_waits && phrase->has_tune && !composer->yields) {
        composer->motif_waits = 0;
        composer->motif_themes[composer->motif_count - 1] = phrase->theme;
        phrase->variation = 0;
    }
    const int32_t known = composer->motif_count - composer->motif_waits;
    for (int32_t i = known - 1; i >= 0; --i) {
        if (composer->motif_themes[i] == phrase->theme) {
            return &composer->motifs[i];
        }
    }
    return NULL;
}

// One way to state the theme that `phrase` holds, complete with bass and voicings.
static void state(Composer *composer, const Params *params, int lifted)
{
    Phrase *const phrase = &composer->phrase;
    const Phrase own_chords = *phrase;
    harmony_turn(phrase, params, composer->major_debt, 0);
    if (!melody_state(phrase, composer->seed, lifted)) { // the mood can wait for the next phrase
        *phrase = own_chords;
        melody_state(phrase, composer->seed, lifted);
    }
    borrow(composer, params, 0);
    write_voices(composer, params, 0);
    tune_lead(phrase);
}

/// What a statement changes.
typedef struct {
    Phrase phrase;
    Outer outer;
    Voicing voicing;
} Statement;

static Statement kept(const Composer *composer)
{
    return (Statement){composer->phrase, composer->outer, composer->voicing};
}

static void take(Composer *composer, const Statement *statement)
{
    composer->phrase = statement->phrase;
    composer->outer = statement->outer;
    composer->voicing = statement->voicing;
}

// A theme that comes back is stated in several ways, and the critic takes one. A first statement is
// the tune that the critic of tunes has chosen.
static void state_best(Composer *composer, const Params *params, int lifted)
{
    const Statement before = kept(composer);
    const int returns = before.phrase.has_tune && before.phrase.variation > 0;
    const int attempts = returns ? STATEMENTS : 1;
    int16_t faults[STATEMENTS] = {0};
    Statement best = before;
    for (int i = 0; i < attempts; ++i) {
        take(composer, &before);
        composer->phrase.attempt = (uint8_t)i;
        state(composer, params, lifted);
        int32_t *const reasons = composer->phrase.statement_reasons;
        const int32_t points = statement_faults(&composer->phrase, &before.phrase.tune,
                                                before.outer, &composer->recent, reasons);
        faults[i] = (int16_t)fix_min(points, INT16_MAX);
        best = i == 0 || faults[i] < faults[best.phrase.attempt] ? kept(composer) : best;
    }
    take(composer, &best);
    composer->phrase.attempts = (uint8_t)attempts;
    memcpy(composer->phrase.statement_faults, faults, sizeof faults);
    recent_add(&composer->recent, &composer->phrase);
}

static void write_notes(Composer *composer, const Params *params)
{
    Phrase *const phrase = &composer->phrase;
    const TunePlace place = {.home = composer->home,
                             .tempo_bpm = composer->tempo_bpm,
                             .rate = composer->tune_rate,
                             .centre = composer->tune_centre,
                             .motif = motif_of(composer)};
    const int32_t centre = composer->tune_centre + SETTLE;
    const int lifted = phrase->arc >= LIFT_ARC && centre >= LIFT_FROM && centre <= LIFT_TO;
    harmony_write(phrase, params, composer->seed, composer->tempo_bpm);
    melody_theme(phrase, composer->seed, &place);
    state_best(composer, params, lifted);
}

void phrase_turn(Composer *composer, const Params *params)
{
    enum { MOVED = 8 }; // per cent of major or borrowed chords that are heard as another mood [D]
    Phrase *const phrase = &composer->phrase;
    const int32_t from = composer->slot;
    const int32_t major = fix_abs(params->value[PARAM_MAJOR] - composer->asked_major);
    const int32_t borrowed = fix_abs(params->value[PARAM_BORROWED] - composer->asked_borrowed);
    if (phrase->slots[from].first != from || (major < MOVED && borrowed < MOVED)) {
        return;
    }
    harmony_turn(phrase, params, composer->major_debt, from);
    borrow(composer, params, from);
    write_voices(composer, params, from);
    tune_lead(phrase);
}

void phrase_plan(Composer *composer, const Situation *situation)
{
    Phrase *const phrase = &composer->phrase;
    composer->major_debt = harmony_debt(phrase, &situation->params, composer->major_debt);
    phrase->pivots = 0;
    take_asked_key(composer, situation->goal);
    choose_key(composer, situation);
    choose_mode(composer, situation->goal);
    choose_tune(composer, &situation->params);
    take_place(composer);
    choose_length(composer, situation);
    if (phrase->closes_piece) {
        come_home(phrase);
    }
    choose_pause(composer, situation);
    phrase->tune_rate = composer->tune_rate;
    write_notes(composer, &situation->params);
    count_phrase(composer);
}
