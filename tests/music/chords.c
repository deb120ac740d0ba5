#include "chords.h"

#include <stdlib.h>
#include <string.h>

const double chord_frame_s = 0.5;

// A tone outside costs more than one inside gives; the lowest note tells the root; an absent third
// is worth a little; diminished triads are rarer than seventh chords that contain them; a change
// has to win this much of a half second's sound. Set so that the changes found in scores of lull
// come near to those that were composed, and human pieces keep to about one change in two seconds.
static const double outside = 1.0;
static const double root_in_bass = 0.25;
static const double missing = 0.15;
static const double rare[CHORD_KINDS] = {0, 0, 0.15};
static const double change = 0.40;

static const int intervals[CHORD_KINDS][3] = {{0, 4, 7}, {0, 3, 7}, {0, 3, 6}};

/// What sounds in a half second.
typedef struct {
    double share[12]; ///< Of each pitch class; 1 in all.
    int bass;         ///< Pitch class of the lowest note, -1 in silence.
} Frame;

static Frame frame_at(const Music *music, double from)
{
    Frame frame = {.bass = -1};
    double sum = 0;
    int lowest = 128;
    for (int i = 0; i < music->note_count && music->notes[i].on < from + chord_frame_s; ++i) {
        const Note *const note = &music->notes[i];
        const double begin = note->on > from ? note->on : from;
        const double end = note->off < from + chord_frame_s ? note->off : from + chord_frame_s;
        if (end > begin) {
            frame.share[note->pitch % 12] += end - begin;
            sum += end - begin;
            lowest = note->pitch < lowest ? note->pitch : lowest;
        }
    }
    for (int i = 0; i < 12 && sum > 0; ++i) {
        frame.share[i] /= sum;
    }
    frame.bass = sum > 0 ? lowest % 12 : -1;
    return frame;
}

static double fit(const Frame *frame, int label)
{
    const int root = label % 12;
    const int kind = label / 12;
    double inside = 0;
    double worth = -rare[kind];
    for (int i = 0; i < 3; ++i) {
        const double share = frame->share[(root + intervals[kind][i]) % 12];
        inside += share;
        worth -= share > 0 ? 0 : missing;
    }
    worth += inside - outside * (1 - inside);
    return frame->bass < 0 ? 0 : worth + (frame->bass == root ? root_in_bass : 0);
}

static int best_of(const double *score)
{
    int best = 0;
    for (int i = 1; i < CHORD_LABELS; ++i) {
        best = score[i] > score[best] ? i : best;
    }
    return best;
}

// Viterbi: staying is free, any change costs the same.
static void find_path(const Music *music, Chords *chords)
{
    double score[CHORD_LABELS] = {0};
    unsigned char *const from = music_room((size_t)chords->count, CHORD_LABELS);
    for (int t = 0; t < chords->count; ++t) {
        const Frame frame = frame_at(music, t * chord_frame_s);
        const int best = best_of(score);
        const double entry = score[best] - change;
        for (int i = 0; i < CHORD_LABELS; ++i) {
            const int stays = score[i] >= entry;
            from[t * CHORD_LABELS + i] = (unsigned char)(stays ? i : best);
            score[i] = (stays ? score[i] : entry) + fit(&frame, i);
        }
        chords->labels[t] = frame.bass;
    }
    int label = best_of(score);
    for (int t = chords->count - 1; t >= 0; --t) {
        chords->labels[t] = chords->labels[t] < 0 ? CHORD_NONE : label;
        label = from[t * CHORD_LABELS + label];
    }
    free(from);
}

Chords chords_find(const Music *music)
{
    Chords chords = {.count = (int)(music->end / chord_frame_s) + 1};
    chords.labels = music_room((size_t)chords.count, sizeof *chords.labels);
    chords.spans = music_room((size_t)chords.count, sizeof *chords.spans);
    find_path(music, &chords);
    for (int t = 0; t < chords.count; ++t) {
        ChordSpan *const last = &chords.spans[chords.span_count - 1];
        if (chords.labels[t] == CHORD_NONE) {
            continue;
        }
        if (chords.span_count > 0 && last->label == chords.labels[t]) {
            last->to = t + 1; // also across a silence: nothing has changed
        } else {
            chords.spans[chords.span_count++] = (ChordSpan){chords.labels[t], t, t + 1};
        }
    }
    return chords;
}

void chords_free(Chords *chords)
{
    free(chords->labels);
    free(chords->spans);
    *chords = (Chords){0};
}
