#include "order.h"

#include "stats.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    CELLS = 16, ///< Places in a bar at which the tune is looked at.
    REST = -1,
    FAR_BARS = 5,      ///< A return lies so far back that something else was heard between.
    RUN = 3,           ///< Bars that must come back in a row ...
    RUN_NOTES_MIN = 6, ///< ... with so many notes.
    SHIFT_MAX = 12,    ///< Semitones by which they may come back higher or lower.
    DEALS = 6,         ///< Times that bars are dealt to know what chance gives.
    ARC_BARS = 4,      ///< As long as the usual loop: over one round of it correlations cancel out.
    FIGURE = 4,
};

static const double same = 0.995; ///< Likeness from which a return is a repetition.

/// A bar of the tune: in each cell the pitch that begins there, or REST.
typedef struct {
    int pitch[CELLS];
    int notes;
} TuneBar;

static int cell_of(const Music *music, int bar, double time)
{
    const double length = music->bars[bar + 1] - music->bars[bar];
    return (int)floor((time - music->bars[bar]) / length * CELLS + 0.5);
}

static TuneBar *tune_bars(const Music *music)
{
    TuneBar *const bars = music_room((size_t)music->bar_count, sizeof *bars);
    int bar = 0;
    for (int i = 0; i < music->bar_count; ++i) {
        for (int cell = 0; cell < CELLS; ++cell) {
            bars[i].pitch[cell] = REST;
        }
    }
    for (int i = 0; i < music->tune_count; ++i) {
        const double half = 0.5 / CELLS;
        while (bar + 1 < music->bar_count &&
               music->tune[i].on >=
                   music->bars[bar + 1] - half * (music->bars[bar + 1] - music->bars[bar])) {
            ++bar;
        }
        const int cell = cell_of(music, bar, music->tune[i].on);
        if (cell >= 0 && cell < CELLS && bars[bar].pitch[cell] == REST) {
            bars[bar].pitch[cell] = music->tune[i].pitch;
            ++bars[bar].notes;
        }
    }
    return bars;
}

// How alike two runs of bars are, 0..1: the share of their notes that begin in the same place and
// keep the same distance (a theme may come back in another key).
static double likeness(const TuneBar *a, const TuneBar *b)
{
    double best = 0;
    int notes[2] = {0, 0};
    for (int bar = 0; bar < RUN; ++bar) {
        notes[0] += a[bar].notes;
        notes[1] += b[bar].notes;
    }
    for (int shift = -SHIFT_MAX; shift <= SHIFT_MAX; ++shift) {
        double alike = 0;
        for (int i = 0; i < RUN * CELLS; ++i) {
            const int pitch = a[i / CELLS].pitch[i % CELLS];
            alike += pitch != REST && pitch + shift == b[i / CELLS].pitch[i % CELLS];
        }
        best = alike > best ? alike : best;
    }
    const int most = notes[0] > notes[1] ? notes[0] : notes[1];
    return most >= RUN_NOTES_MIN ? best / most : 0;
}

// ---- Themes come back, in order and changed -----------------------------------------------------

static double returns_in(const TuneBar *bars, int count)
{
    int places = 0;
    double returns = 0;
    for (int i = FAR_BARS; i + RUN <= count; ++i) {
        double best = 0;
        for (int k = 0; k + FAR_BARS <= i; ++k) {
            best = fmax(best, likeness(&bars[k], &bars[i]));
        }
        ++places;
        returns += best < same ? best * best : 0;
    }
    return places > 0 ? returns / places : 0;
}

static void deal(TuneBar *bars, int count, unsigned *state)
{
    for (int i = count - 1; i > 0; --i) {
        *state = *state * 1664525U + 1013904223U;
        const int other = (int)((*state >> 8) % (unsigned)(i + 1));
        const TuneBar kept = bars[i];
        bars[i] = bars[other];
        bars[other] = kept;
    }
}

// How alike three bars in a row are to some heard long before, without being the same, above what
// the same bars give when they are dealt at random. A loop returns without a change; in random
// arpeggios one order is as good as another.
static double varied_return(const Music *music, const Chords *chords)
{
    (void)chords;
    TuneBar *const bars = tune_bars(music);
    const double real = returns_in(bars, music->bar_count);
    unsigned state = 1;
    double chance = 0;
    for (int i = 0; i < DEALS; ++i) {
        deal(bars, music->bar_count, &state);
        chance += returns_in(bars, music->bar_count) / DEALS;
    }
    free(bars);
    return real - chance;
}

// ---- Density, level and register move in arcs ---------------------------------------------------

typedef struct {
    double notes, level, height;
} BarMean;

static BarMean bar_mean(const Music *music, int bar)
{
    BarMean mean = {0, 0, 0};
    for (int i = 0; i < music->note_count; ++i) {
        const Note *const note = &music->notes[i];
        if (note->on >= music->bars[bar] - 0.05 && note->on < music->bars[bar + 1] - 0.05) {
            mean.notes += 1;
            mean.level += note->velocity;
            mean.height += note->pitch;
        }
    }
    if (mean.notes > 0) {
        mean.level /= mean.notes;
        mean.height /= mean.notes;
    }
    return mean;
}

// Mean correlation of a series with itself 1..4 bars later.
static double persistence(const double *series, int count)
{
    double sum = 0;
    for (int lag = 1; lag <= ARC_BARS; ++lag) {
        sum += count > 2 * lag ? correlation(series, series + lag, count - lag) / ARC_BARS : 0;
    }
    return sum;
}

// Neighbouring bars are alike in density, level and register, distant ones are not: sections rise
// and fall. Dealt bars have lost that; loops and random notes never had it.
static double arc(const Music *music, const Chords *chords)
{
    (void)chords;
    const int count = music->bar_count;
    double *const series = music_room(3 * (size_t)count, sizeof *series);
    int heard = 0; // a pause between sections has no level
    for (int bar = 0; bar < count; ++bar) {
        const BarMean mean = bar_mean(music, bar);
        if (mean.notes > 0) {
            series[heard] = mean.notes;
            series[count + heard] = mean.level;
            series[2 * count + heard] = mean.height;
            ++heard;
        }
    }
    double sum = 0;
    for (int i = 0; i < 3; ++i) {
        sum += persistence(series + i * count, heard) / 3;
    }
    free(series);
    return sum;
}

// ---- Phrases close
// -------------------------------------------------------------------------------

// The major or minor scale's tonic that most notes fit, heard longest in the bass.
static int tonic_of(const Music *music)
{
    static const int scale[7] = {0, 2, 4, 5, 7, 9, 11};
    double time[12] = {0};
    double bass[12] = {0};
    for (int i = 0; i < music->note_count; ++i) {
        time[music->notes[i].pitch % 12] += music->notes[i].off - music->notes[i].on;
    }
    for (int i = 0; i < music->bass_count; ++i) {
        bass[music->bass[i].pitch % 12] += music->bass[i].off - music->bass[i].on;
    }
    int best = 0;
    double most = 0;
    for (int tonic = 0; tonic < 12; ++tonic) {
        double inside = 0;
        for (int i = 0; i < 7; ++i) {
            inside += time[(tonic + scale[i]) % 12];
        }
        best = inside > most ? tonic : best;
        most = fmax(most, inside);
    }
    return bass[(best + 9) % 12] > 1.5 * bass[best] ? (best + 9) % 12 : best;
}

static int lowest_at(const Music *music, double time)
{
    int lowest = 127;
    for (int i = 0; i < music->note_count && music->notes[i].on <= time; ++i) {
        lowest = music->notes[i].off > time && music->notes[i].pitch < lowest
                     ? music->notes[i].pitch
                     : lowest;
    }
    return lowest;
}

// A place to rest: the tune on a tone of the tonic or dominant triad, over a bass that is its root.
static int is_rest(const Music *music, const Note *note, int tonic)
{
    const int bass = lowest_at(music, note->on + 0.1) % 12;
    const int above = (note->pitch + 12 - bass) % 12;
    const int at_home = bass == tonic || bass == (tonic + 7) % 12;
    return at_home && (above == 0 || above == 3 || above == 4 || above == 7);
}

// How much more often the tune stands on a place of rest where it waits (a note twice as long as
// usual, or before a rest) than where it moves on.
static double closure(const Music *music, const Chords *chords)
{
    (void)chords;
    const int tonic = tonic_of(music);
    List waits = {0};
    for (int i = 0; i + 1 < music->tune_count; ++i) {
        list_add(&waits, music->tune[i + 1].on - music->tune[i].on);
    }
    const double usual = list_quantile(&waits, 0.5);
    double rests[2] = {0}, all[2] = {0};
    for (int i = 0; i < waits.count; ++i) {
        const int waiting = waits.values[i] > 2 * usual;
        all[waiting] += 1;
        rests[waiting] += is_rest(music, &music->tune[i], tonic);
    }
    list_free(&waits);
    return all[0] > 0 && all[1] > 0 ? rests[1] / all[1] - rests[0] / all[0] : 0;
}

// ---- The course of harmony
// -----------------------------------------------------------------------

// How well a chord tells the next one, in bits saved, beyond what repeating four bars would give:
// 0 for chance; a loop is told by its length and so counts 0 too.
static double harmonic_course(const Music *music, const Chords *chords)
{
    (void)music;
    double pairs[12 * 12] = {0}, after[12] = {0};
    int same = 0;
    const int count = chords->span_count;
    for (int i = 1; i < count; ++i) {
        const int from = chords->spans[i - 1].label % 12;
        const int to = chords->spans[i].label % 12;
        pairs[from * 12 + to] += 1;
        after[to] += 1;
        same += i >= 4 && chords->spans[i].label == chords->spans[i - 4].label;
    }
    double told = 0;
    for (int from = 0; from < 12; ++from) {
        double sum = 0;
        for (int to = 0; to < 12; ++to) {
            sum += pairs[from * 12 + to];
        }
        const double bits = entropy(pairs + from * 12, 12);
        told += sum > 0 ? sum * (entropy(after, 12) - bits) : 0;
    }
    const double looped = count > 4 ? (double)same / (count - 4) : 0;
    return count > 1 ? told / (count - 1) * (1 - looped) : NAN;
}

const Order order_table[] = {
    {"varied_return", varied_return, "bars come back in a row, alike, not the same"},
    {"arc", arc, "density, level and register move in arcs"},
    {"closure", closure, "rest on tonic or dominant where the tune waits"},
    {"harmonic_course", harmonic_course, "a chord tells the next one, but is no loop; bits"},
};

const int order_count = (int)(sizeof order_table / sizeof order_table[0]);

// ---- How much two pieces share
// -------------------------------------------------------------------

// Figures as numbers; returns how many different ones there are.
static int distinct(long *figures, int count)
{
    int kept = 0;
    for (int i = 0; i < count; ++i) {
        int known = 0;
        for (int k = 0; k < kept && !known; ++k) {
            known = figures[k] == figures[i];
        }
        if (!known) {
            figures[kept++] = figures[i];
        }
    }
    return kept;
}

static double common(long *a, int count_a, long *b, int count_b)
{
    const int distinct_a = distinct(a, count_a);
    const int distinct_b = distinct(b, count_b);
    const int fewer = distinct_a < distinct_b ? distinct_a : distinct_b;
    int both = 0;
    for (int i = 0; i < distinct_a; ++i) {
        for (int k = 0; k < distinct_b; ++k) {
            both += a[i] == b[k];
        }
    }
    free(a);
    free(b);
    return fewer > 0 ? (double)both / fewer : 0;
}

static long *tune_figures(const Music *music, int *count)
{
    long *const figures = music_room((size_t)music->tune_count, sizeof *figures);
    *count = music->tune_count > FIGURE ? music->tune_count - FIGURE : 0;
    for (int i = 0; i < *count; ++i) {
        for (int k = 0; k < FIGURE; ++k) {
            const int interval = music->tune[i + k + 1].pitch - music->tune[i + k].pitch;
            figures[i] = figures[i] * 256 + interval + 128;
        }
    }
    return figures;
}

static long *chord_figures(const Chords *chords, int *count)
{
    long *const figures = music_room((size_t)chords->span_count, sizeof *figures);
    *count = chords->span_count >= FIGURE ? chords->span_count - FIGURE + 1 : 0;
    for (int i = 0; i < *count; ++i) {
        for (int k = 0; k < FIGURE; ++k) {
            const int label = chords->spans[i + k].label;
            const int above = (label % 12 - chords->spans[i].label % 12 + 12) % 12;
            figures[i] = figures[i] * CHORD_LABELS + above + 12 * (label / 12);
        }
    }
    return figures;
}

double overlap_tunes(const Music *a, const Music *b)
{
    int count_a, count_b;
    long *const left = tune_figures(a, &count_a);
    long *const right = tune_figures(b, &count_b);
    return common(left, count_a, right, count_b);
}

double overlap_chords(const Chords *a, const Chords *b)
{
    int count_a, count_b;
    long *const left = chord_figures(a, &count_a);
    long *const right = chord_figures(b, &count_b);
    return common(left, count_a, right, count_b);
}
