// A tune is made in two steps. First the rhythm: sub-phrases of about four seconds, each of one-bar
// or half-bar cells, the later ones taking over the rhythm of the first as songs do. Then the
// pitches: several candidates are walked with the corpus' degree-to-degree weights, drawn toward a
// contour, the chord and the closing tone, and the one that the critic likes best is kept.

#include "compose/melody.h"

#include "base/dice.h"
#include "base/fix.h"
#include "compose/streams.h"
#include "compose/tune_critic.h"
#include "compose/tune_pitch.h"
#include "compose/tune_rhythm.h"
#include "compose/tune_vary.h"

enum {
    SECOND_THEME_ABOVE = 5, ///< Semitones: a second theme contrasts by lying higher.
    LIFT_CEILING = 84,      ///< C6: no tune is lifted above it; calm registers end at 77-80.
};

static void write_theme(Phrase *phrase, uint64_t seed, int32_t tempo_bpm, int32_t rate)
{
    tune_rhythm(phrase, seed, tempo_bpm, rate, &phrase->tune);
    Tune best = phrase->tune;
    int32_t best_fault = INT32_MAX;
    for (int32_t c = 0; c < TUNE_CANDIDATES; ++c) {
        Dice dice = dice_at(seed, STREAM_MELODY, (uint64_t)phrase->theme * TUNE_CANDIDATES + (uint64_t)c);
        Tune tune = phrase->tune;
        tune_pitch(phrase, &dice, &tune);
        const int32_t fault = tune_fault(phrase, &tune);
        phrase->faults[c] = (int16_t)fix_min(fault, INT16_MAX);
        if (fault < best_fault) {
            phrase->chosen = (int16_t)c;
            best = tune;
            best_fault = fault;
        }
    }
    phrase->tune = best;
}

// Steps count from the tonic at or below the centre, and the tune moves around the centre.
static void place_tune(Phrase *phrase, int32_t centre)
{
    const int32_t step = scale_step(phrase->key, centre);
    phrase->base_step = fix_div_floor(step, SCALE_DEGREES) * SCALE_DEGREES;
    phrase->middle = step - phrase->base_step;
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

void melody_write(Phrase *phrase, uint64_t seed, int32_t tempo_bpm, int32_t rate, int32_t centre,
                  int lifted)
{
    place_tune(phrase, centre + (phrase->theme % 2 == 1 ? SECOND_THEME_ABOVE : 0));
    phrase->tune.count = 0;
    if (!phrase->has_tune) {
        return;
    }
    write_theme(phrase, seed, tempo_bpm, rate);
    if (phrase->variation > 0) {
        tune_vary(phrase, seed);
    }
    tune_fit(phrase);
    phrase->base_step += lifted && highest(phrase) + OCTAVE <= LIFT_CEILING ? SCALE_DEGREES : 0;
}
