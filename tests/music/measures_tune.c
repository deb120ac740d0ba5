#include "measures.h"
#include "stats.h"

#include <math.h>
#include <stdlib.h>

enum { STEP = 2, LEAP = 4, BIG_LEAP = 12, INTERVALS_MIN = 3, FIGURE = 4 };

// A phrase of the tune ends where the next note lets itself be waited for: twice as long as usual,
// or after a rest that is heard as one.
static const double long_note = 2.0;
static const double rest_s = 0.25;

static int interval(const View *view, int i)
{
    return view->tune[i + 1].pitch - view->tune[i].pitch;
}

// Share of the intervals from `low` to `high` semitones, up or down.
static double share(const View *view, int low, int high)
{
    int count = 0;
    for (int i = 0; i + 1 < view->tune_count; ++i) {
        const int size = abs(interval(view, i));
        count += size >= low && size <= high;
    }
    return view->tune_count > INTERVALS_MIN ? (double)count / (view->tune_count - 1) : NAN;
}

double sky_step(const View *view)
{
    return share(view, 1, STEP);
}

double sky_leap(const View *view)
{
    return share(view, LEAP + 1, 127);
}

double sky_bigleap(const View *view)
{
    return share(view, BIG_LEAP + 1, 127);
}

double sky_unison(const View *view)
{
    return share(view, 0, 0);
}

double sky_leap_recovery(const View *view)
{
    int leaps = 0;
    int recovered = 0;
    for (int i = 0; i + 2 < view->tune_count; ++i) {
        if (abs(interval(view, i)) > LEAP) {
            ++leaps;
            recovered += interval(view, i) * interval(view, i + 1) < 0;
        }
    }
    return leaps > 0 ? (double)recovered / leaps : NAN;
}

double sky_range(const View *view)
{
    int low = 127;
    int high = 0;
    for (int i = 0; i < view->tune_count; ++i) {
        low = view->tune[i].pitch < low ? view->tune[i].pitch : low;
        high = view->tune[i].pitch > high ? view->tune[i].pitch : high;
    }
    return view->tune_count > 0 ? high - low : NAN;
}

double sky_pitch_mean(const View *view)
{
    double sum = 0;
    for (int i = 0; i < view->tune_count; ++i) {
        sum += view->tune[i].pitch;
    }
    return view->tune_count > 0 ? sum / view->tune_count : NAN;
}

double sky_int_entropy(const View *view)
{
    double counts[255] = {0};
    for (int i = 0; i + 1 < view->tune_count; ++i) {
        counts[interval(view, i) + 127] += 1;
    }
    return view->tune_count > INTERVALS_MIN ? entropy(counts, 255) : NAN;
}

static List waits(const View *view)
{
    List list = {0};
    for (int i = 0; i + 1 < view->tune_count; ++i) {
        list_add(&list, view->tune[i + 1].on - view->tune[i].on);
    }
    return list;
}

double sky_ioi_cv(const View *view)
{
    List list = waits(view);
    const double value = list.count >= INTERVALS_MIN ? list_sd(&list) / list_mean(&list) : NAN;
    list_free(&list);
    return value;
}

// Lengths of the phrases in seconds and in notes; a single note is no phrase.
static void phrases(const View *view, List *seconds, List *notes)
{
    List list = waits(view);
    const double usual = list_quantile(&list, 0.5);
    list_free(&list);
    for (int first = 0, i = 0; i < view->tune_count; ++i) {
        const Note *const note = &view->tune[i];
        const int last = i + 1 == view->tune_count;
        if (last || note[1].on - note->on > long_note * usual || note[1].on - note->off > rest_s) {
            if (i > first) {
                list_add(seconds, note->off - view->tune[first].on);
                list_add(notes, i - first + 1);
            }
            first = i + 1;
        }
    }
}

static double phrase_median(const View *view, int in_notes)
{
    List seconds = {0};
    List notes = {0};
    phrases(view, &seconds, &notes);
    const double value = list_quantile(in_notes ? &notes : &seconds, 0.5);
    list_free(&seconds);
    list_free(&notes);
    return value;
}

double sky_phrase_s(const View *view)
{
    return phrase_median(view, 0);
}

double sky_phrase_notes(const View *view)
{
    return phrase_median(view, 1);
}

static int same_figure(const View *view, int a, int b)
{
    for (int i = 0; i < FIGURE; ++i) {
        if (interval(view, a + i) != interval(view, b + i)) {
            return 0;
        }
    }
    return 1;
}

double sky_int4_rep(const View *view)
{
    const int figures = view->tune_count - FIGURE;
    int heard = 0;
    for (int i = 1; i < figures; ++i) {
        int known = 0;
        for (int k = 0; k < i && !known; ++k) {
            known = same_figure(view, k, i);
        }
        heard += known;
    }
    return figures > 0 ? (double)heard / figures : NAN;
}
