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

enum { CANDIDATES = 8 };

static void write_theme(Phrase *phrase, uint64_t seed, int32_t tempo_bpm, int32_t rate)
{
    tune_rhythm(phrase, seed, tempo_bpm, rate, &phrase->tune);
    Tune best = phrase->tune;
    int32_t best_fault = INT32_MAX;
    for (int32_t c = 0; c < CANDIDATES; ++c) {
        Dice dice = dice_at(seed, STREAM_MELODY, (uint64_t)phrase->theme * CANDIDATES + (uint64_t)c);
        Tune tune = phrase->tune;
        tune_pitch(phrase, &dice, &tune);
        const int32_t fault = tune_fault(phrase, &tune);
        if (fault < best_fault) {
            best = tune;
            best_fault = fault;
        }
    }
    phrase->tune = best;
}

// The tonic from which the tune's steps count, so that steps -2..7 lie around the centre.
static int32_t base_step(const Phrase *phrase, int32_t centre)
{
    enum { MIDDLE_OF_TUNE = 3 };
    const int32_t step = scale_step(phrase->key, centre) - MIDDLE_OF_TUNE;
    return fix_div_floor(step + SCALE_DEGREES / 2, SCALE_DEGREES) * SCALE_DEGREES;
}

void melody_write(Phrase *phrase, uint64_t seed, int32_t tempo_bpm, int32_t rate, int32_t centre)
{
    phrase->base_step = base_step(phrase, centre);
    phrase->tune.count = 0;
    if (!phrase->has_tune) {
        return;
    }
    write_theme(phrase, seed, tempo_bpm, rate);
    if (phrase->variation > 0) {
        tune_vary(phrase, seed);
    }
    tune_settle(phrase);
}
