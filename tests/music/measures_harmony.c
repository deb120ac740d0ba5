#include "measures.h"
#include "stats.h"

#include <math.h>
#include <stdlib.h>

enum { HELD_PITCHES = 32 };

static const double held_share = 0.25; ///< Of a chord's time: shorter notes are passing ones.

double in_key(const View *view)
{
    static const int scales[2][7] = {{0, 2, 4, 5, 7, 9, 11}, {0, 2, 3, 5, 7, 8, 11}};
    int counts[12] = {0};
    int best = 0;
    for (int i = 0; i < view->note_count; ++i) {
        ++counts[view->notes[i].pitch % 12];
    }
    for (int tonic = 0; tonic < 12; ++tonic) { // natural minor is the major scale above it
        for (int kind = 0; kind < 2; ++kind) {
            int inside = 0;
            for (int i = 0; i < 7; ++i) {
                inside += counts[(tonic + scales[kind][i]) % 12];
            }
            best = inside > best ? inside : best;
        }
    }
    return (double)best / view->note_count;
}

static double bar_entropy(const View *view, int bars)
{
    const Music *const music = view->music;
    List values = {0};
    for (int bar = 0; bar + bars <= music->bar_count; ++bar) {
        double counts[12] = {0};
        if (music->bars[bar] < view->from || music->bars[bar] >= view->to) {
            continue;
        }
        for (int i = 0; i < music->note_count; ++i) {
            const double on = music->notes[i].on;
            counts[music->notes[i].pitch % 12] +=
                on >= music->bars[bar] - 0.05 && on < music->bars[bar + bars] - 0.05;
        }
        const double bits = entropy(counts, 12);
        if (!isnan(bits)) {
            list_add(&values, bits);
        }
    }
    const double mean = list_mean(&values);
    list_free(&values);
    return mean;
}

double entropy_1(const View *view)
{
    return bar_entropy(view, 1);
}

double entropy_4(const View *view)
{
    return bar_entropy(view, 4);
}

// ---- Chords -----------------------------------------------------------------------------------

// The chords that begin within the view.
static const ChordSpan *spans_in(const View *view, int *count)
{
    const Chords *const chords = view->chords;
    int first = 0;
    while (first < chords->span_count && chords->spans[first].from * chord_frame_s < view->from) {
        ++first;
    }
    int end = first;
    while (end < chords->span_count && chords->spans[end].from * chord_frame_s < view->to) {
        ++end;
    }
    *count = end - first;
    return chords->spans + first;
}

double chord_change_s(const View *view)
{
    int count;
    const ChordSpan *const spans = spans_in(view, &count);
    const int starts = count > 0 && spans == view->chords->spans; // the first chord is no change
    return (count - starts) / (view->to - view->from);
}

double chord_vocab(const View *view)
{
    int seen[CHORD_LABELS] = {0};
    int different = 0;
    for (int i = (int)(view->from / chord_frame_s);
         i < view->chords->count && i * chord_frame_s < view->to; ++i) {
        const int label = view->chords->labels[i];
        different += label != CHORD_NONE && seen[label]++ == 0;
    }
    return different;
}

// ---- Voice leading ----------------------------------------------------------------------------

typedef struct {
    int pitch[HELD_PITCHES];
    int count;
    unsigned classes; ///< Bit i for pitch class i.
} Held;

static Held held_in(const Music *music, const ChordSpan *span)
{
    const double from = span->from * chord_frame_s;
    const double to = span->to * chord_frame_s;
    double time[128] = {0};
    Held held = {.count = 0};
    for (int i = 0; i < music->note_count && music->notes[i].on < to; ++i) {
        const double length = fmin(music->notes[i].off, to) - fmax(music->notes[i].on, from);
        time[music->notes[i].pitch & 127] += fmax(0, length);
    }
    for (int pitch = 0; pitch < 128 && held.count < HELD_PITCHES; ++pitch) {
        if (time[pitch] >= held_share * (to - from)) {
            held.pitch[held.count++] = pitch;
            held.classes |= 1U << pitch % 12;
        }
    }
    return held;
}

// How far each pitch of `to` lies from the nearest of `from`, on average.
static double way(const Held *from, const Held *to)
{
    double sum = 0;
    for (int i = 0; i < to->count; ++i) {
        int nearest = 127;
        for (int k = 0; k < from->count; ++k) {
            const int off = abs(to->pitch[i] - from->pitch[k]);
            nearest = off < nearest ? off : nearest;
        }
        sum += nearest;
    }
    return sum / to->count;
}

static int bits(unsigned set)
{
    int count = 0;
    for (; set != 0; set &= set - 1) {
        ++count;
    }
    return count;
}

static double leading(const View *view, int wants_motion)
{
    int count;
    const ChordSpan *const spans = spans_in(view, &count);
    List values = {0};
    for (int i = 0; i + 1 < count; ++i) {
        const Held a = held_in(view->music, &spans[i]);
        const Held b = held_in(view->music, &spans[i + 1]);
        if (a.count > 0 && b.count > 0) {
            const int most = bits(a.classes) > bits(b.classes) ? bits(a.classes) : bits(b.classes);
            const double kept = (double)bits(a.classes & b.classes) / most;
            list_add(&values, wants_motion ? (way(&a, &b) + way(&b, &a)) / 2 : kept);
        }
    }
    const double mean = list_mean(&values);
    list_free(&values);
    return mean;
}

double vl_motion(const View *view)
{
    return leading(view, 1);
}

double vl_common(const View *view)
{
    return leading(view, 0);
}

// ---- Outer voices -----------------------------------------------------------------------------

typedef struct {
    int moves, parallel, contrary; ///< Moves of either voice.
} Outer;

static int pitch_at(const Note *line, int count, int *next, double time)
{
    while (*next < count && line[*next].on <= time + 0.03) {
        ++*next;
    }
    return *next > 0 ? line[*next - 1].pitch : -1;
}

static void compare(Outer *outer, const int from[2], const int to[2])
{
    const int bass = to[0] - from[0];
    const int tune = to[1] - from[1];
    const int was = (from[1] - from[0]) % 12;
    const int is = (to[1] - to[0]) % 12;
    outer->moves += bass != 0 || tune != 0;
    outer->contrary += bass * tune < 0;
    outer->parallel += bass * tune > 0 && was == is && (is == 0 || is == 7);
}

static Outer outer_in(const View *view)
{
    const Music *const music = view->music;
    Outer outer = {0};
    int next[2] = {0, 0};
    int last[2] = {-1, -1};
    for (int i = 0; i < view->onset_count; ++i) {
        const double time = view->onsets[i].time;
        const int now[2] = {pitch_at(music->bass, music->bass_count, &next[0], time),
                            pitch_at(music->tune, music->tune_count, &next[1], time)};
        if (last[0] >= 0 && last[1] >= 0) {
            compare(&outer, last, now);
        }
        last[0] = now[0];
        last[1] = now[1];
    }
    return outer;
}

double vl_outer_parallels(const View *view)
{
    const Outer outer = outer_in(view);
    return outer.moves > 0 ? (double)outer.parallel / outer.moves : NAN;
}

double vl_contrary(const View *view)
{
    const Outer outer = outer_in(view);
    return outer.moves > 0 ? (double)outer.contrary / outer.moves : NAN;
}
