#include "score/counts.h"

#include "compose/bass.h"
#include "music/metre.h"

#include <stdlib.h>

Counts counts;

static int pitch_of(const Phrase *phrase, int i)
{
    return scale_pitch(phrase->key, phrase->base_step + phrase->tune.notes[i].step);
}

static void count_leaps(const Phrase *phrase)
{
    for (int i = 1; i < phrase->tune.count; ++i) {
        const int move = pitch_of(phrase, i) - pitch_of(phrase, i - 1);
        ++counts.intervals;
        if (abs(move) > OCTAVE) {
            ++counts.leaps;
            const int next =
                i + 1 < phrase->tune.count ? pitch_of(phrase, i + 1) - pitch_of(phrase, i) : 0;
            counts.open_leaps += move * next >= 0;
        }
    }
}

static void count_moves(const Phrase *phrase)
{
    Outer before = bass_outer(phrase, 0);
    for (int s = phrase->slots[0].next; s < phrase->slot_count; s = phrase->slots[s].next) {
        const Outer now = bass_outer(phrase, s);
        if (before.tune >= 0 && now.tune >= 0) {
            counts.moves += before.tune != now.tune || before.bass != now.bass;
            counts.parallels += bass_is_parallel(before, now);
        }
        before = now;
    }
}

// The seventh degree of a major key before the last chord, when that is the tonic's.
static void count_leading(const Phrase *phrase)
{
    const int last = phrase->slots[phrase->slot_count - 1].first;
    if (phrase->key.mode != MODE_IONIAN || last == 0 || phrase->slots[last].chord.degree != 0) {
        return;
    }
    const int leading = (phrase->key.tonic + OCTAVE - 1) % OCTAVE;
    const int bass = phrase->slots[last - 1].bass;
    if (bass % OCTAVE == leading) {
        ++counts.leading;
        counts.unresolved += phrase->slots[last].bass != bass + 1;
    }
    const int n = phrase->tune.count;
    if (n > 1 && phrase->tune.notes[n - 1].tick >= phrase->slots[last].tick &&
        pitch_of(phrase, n - 2) % OCTAVE == leading) {
        ++counts.leading;
        counts.unresolved += pitch_of(phrase, n - 1) != pitch_of(phrase, n - 2) + 1;
    }
}

static void count_end(const Phrase *phrase)
{
    const Chord last = phrase->slots[phrase->slot_count - 1].chord;
    const TuneNote *const note = &phrase->tune.notes[phrase->tune.count - 1];
    counts.unstable += !chord_has_step(last, note->step);
}

const char *count_phrase(const WalkStep *step)
{
    const Phrase *const phrase = step->phrase;
    if (!step->span->new_phrase) {
        return NULL;
    }
    ++counts.phrases;
    if (phrase->has_tune && phrase->tune.count > 0) {
        ++counts.tunes;
        count_leaps(phrase);
        count_leading(phrase);
        count_end(phrase);
        count_moves(phrase);
    }
    return NULL;
}

// Silence in front of a section's first phrase, or behind the last note, has been composed.
static void count_silence(const Score *score, size_t i, int64_t from, int32_t bar_ticks)
{
    const Event *phrase = NULL;
    for (; i < score->count && phrase == NULL; ++i) {
        phrase = score->events[i].kind == EVENT_PHRASE || score->events[i].kind == EVENT_NOTE_ON
                     ? &score->events[i]
                     : NULL;
    }
    if (phrase == NULL || (phrase->kind == EVENT_PHRASE && phrase->b == 0)) {
        return;
    }
    counts.silent += (long)((phrase->tick - from) / bar_ticks);
}

void count_bars(const Score *score)
{
    const int32_t bar_ticks = metre_table[score->preset->metre].bar_ticks;
    int sounding = 0;
    for (size_t i = 0; i < score->count; ++i) {
        const Event *const event = &score->events[i];
        sounding += event->kind == EVENT_NOTE_ON;
        if (event->kind == EVENT_NOTE_OFF && --sounding == 0) {
            count_silence(score, i + 1, event->tick, bar_ticks);
        }
    }
    counts.bars += (long)(score->events[score->count - 1].tick / bar_ticks);
}
