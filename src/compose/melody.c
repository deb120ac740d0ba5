// A tune is made in two steps. First the rhythm: sub-phrases of about four seconds, each of one-bar
// or half-bar cells, the later ones taking over the rhythm of the first as songs do. Then the
// pitches: several candidates are walked with the corpus' degree-to-degree weights, drawn toward a
// contour, the chord and the closing tone, and the one that the critic likes best is kept.

#include "compose/melody.h"

#include "base/dice.h"
#include "base/fix.h"
#include "compose/streams.h"
#include "compose/tune_critic.h"
#include "compose/tune_fit.h"
#include "compose/tune_pitch.h"
#include "compose/tune_rhythm.h"
#include "compose/tune_vary.h"

#include <string.h>

enum {
    SECOND_THEME_ABOVE = 5, ///< Semitones: a second theme contrasts by lying higher.
    KEPT_PERCENT = 65,  ///< Of a theme's intervals; 60 % make it known, the bass may cost one more.
    FIRST_PERCENT = 90, ///< Of them in the first statement, by which listeners learn it.
    LIFT_CEILING = 84,  ///< C6: no tune is lifted above it; calm registers end at 77-80.
};

static void write_theme(Phrase *phrase, uint64_t seed, const TunePlace *place)
{
    tune_rhythm(phrase, seed, place->tempo_bpm, place->rate, &phrase->tune);
    Tune best = phrase->tune;
    int32_t best_fault = INT32_MAX;
    for (int32_t c = 0; c < TUNE_CANDIDATES; ++c) {
        Dice dice =
            dice_at(seed, STREAM_MELODY, (uint64_t)phrase->theme * TUNE_CANDIDATES + (uint64_t)c);
        Tune tune = phrase->tune;
        if (place->motif != NULL) {
            motif_tune(phrase, place->motif, &dice, &tune);
        } else {
            tune_pitch(phrase, &dice, &tune);
        }
        int32_t counts[TUNE_FAULTS];
        const int32_t fault = tune_faults(phrase, &tune, counts);
        phrase->faults[c] = (int16_t)fix_min(fault, INT16_MAX);
        if (fault < best_fault) {
            phrase->chosen = (int16_t)c;
            memcpy(phrase->reasons, counts, sizeof counts);
            best = tune;
            best_fault = fault;
        }
    }
    phrase->tune = best;
}

// Steps count from a tonic, and the tune moves around a middle that the home key gives it: in
// another key the same steps are played from the tonic that keeps them nearest to the centre.
static void place_tune(Phrase *phrase, int32_t centre, Key home)
{
    const int32_t step = scale_step((Key){home.tonic, MODE_IONIAN}, centre);
    phrase->middle = fix_mod(step, SCALE_DEGREES);
    const int32_t base = scale_step(phrase->key, centre) - phrase->middle;
    phrase->base_step = fix_div_floor(base + SCALE_DEGREES / 2, SCALE_DEGREES) * SCALE_DEGREES;
}

static int32_t highest(const Phrase *phrase)
{
    int32_t high = 0;
    for (int32_t i = 0; i < phrase->tune.count; ++i) {
        const int32_t step = phrase->base_step + phrase->tune.notes[i].step;
        high = fix_max(high, scale_pitch(phrase->key, step));
    }
    return high;
}

static int has_same_rhythm(const Tune *a, const Tune *b)
{
    int same = a->count == b->count;
    for (int32_t i = 0; same && i < a->count; ++i) {
        same = a->notes[i].tick == b->notes[i].tick && a->notes[i].length == b->notes[i].length;
    }
    return same;
}

// A statement of the theme: varied if it was heard before, and fitted to its chords. Where little
// of a short tune would be left, its inside stays as it was.
static int32_t state_theme(Phrase *phrase, uint64_t seed)
{
    const Tune theme = phrase->tune;
    if (phrase->variation > 0) {
        tune_vary(phrase, seed);
    }
    const Tune varied = phrase->tune;
    tune_fit(phrase);
    if (tune_kept(&theme, &phrase->tune) < KEPT_PERCENT) {
        phrase->tune = varied;
        tune_fit_ends(phrase);
    }
    if (tune_kept(&theme, &phrase->tune) < KEPT_PERCENT && phrase->cadence != CADENCE_HALF) {
        phrase->tune = theme; // the new close is variation enough
        tune_fit_ends(phrase);
    }
    // Pitches alone may be changed back where they would run in parallel with the bass, and a close
    // may be that of the first statement: the rhythm makes sure.
    if (phrase->variation > 0 && has_same_rhythm(&theme, &phrase->tune)) {
        tune_vary_once(phrase);
    }
    return tune_kept(&theme, &phrase->tune);
}

void melody_theme(Phrase *phrase, uint64_t seed, const TunePlace *place)
{
    const int32_t above = phrase->theme % 2 == 1 ? SECOND_THEME_ABOVE : 0;
    place_tune(phrase, place->centre + above, place->home);
    phrase->tune.count = 0;
    if (phrase->has_tune) {
        write_theme(phrase, seed, place);
    }
}

int melody_state(Phrase *phrase, uint64_t seed, int lifted)
{
    if (!phrase->has_tune) {
        return 1;
    }
    const int32_t kept = state_theme(phrase, seed);
    phrase->base_step += lifted && highest(phrase) + OCTAVE <= LIFT_CEILING ? SCALE_DEGREES : 0;
    return kept >= (phrase->variation == 0 ? FIRST_PERCENT : KEPT_PERCENT);
}
