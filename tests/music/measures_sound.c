#include "measures.h"
#include "stats.h"

#include <math.h>
#include <stdlib.h>

static const double sample_s = 0.05; ///< What sounds together is looked at so often.

double onset_rate(const View *view)
{
    return view->onset_count / (view->to - view->from);
}

double note_rate(const View *view)
{
    return view->note_count / (view->to - view->from);
}

double onset_rate_max4(const View *view)
{
    int most = 0;
    for (int i = 0; i < view->onset_count; ++i) {
        int count = 0;
        for (int k = i; k < view->onset_count && view->onsets[k].time < view->onsets[i].time + 4;
             ++k) {
            ++count;
        }
        most = count > most ? count : most;
    }
    return most / 4.0;
}

double ioi_med(const View *view)
{
    List times = {0};
    for (int i = 1; i < view->onset_count; ++i) {
        list_add(&times, view->onsets[i].time - view->onsets[i - 1].time);
    }
    const double median = list_quantile(&times, 0.5);
    list_free(&times);
    return median;
}

double short_share(const View *view)
{
    int count = 0;
    for (int i = 0; i < view->note_count; ++i) {
        count += view->notes[i].off - view->notes[i].on < 0.1;
    }
    return (double)count / view->note_count;
}

static List velocities(const View *view)
{
    List list = {0};
    for (int i = 0; i < view->note_count; ++i) {
        list_add(&list, view->notes[i].velocity);
    }
    return list;
}

double vel_mean(const View *view)
{
    List list = velocities(view);
    const double value = list_mean(&list);
    list_free(&list);
    return value;
}

double vel_p95(const View *view)
{
    List list = velocities(view);
    const double value = list_quantile(&list, 0.95);
    list_free(&list);
    return value;
}

double vel_sd(const View *view)
{
    List list = velocities(view);
    const double value = list_sd(&list);
    list_free(&list);
    return value;
}

double vel_jump_up_p99(const View *view)
{
    List rises = {0};
    for (int i = 1; i < view->onset_count; ++i) {
        list_add(&rises, fmax(0, view->onsets[i].loudest - view->onsets[i - 1].loudest));
    }
    const double value = list_quantile(&rises, 0.99);
    list_free(&rises);
    return value;
}

// ---- What sounds together ---------------------------------------------------------------------

/// Pitches that sound at one time.
typedef struct {
    int pitch[64];
    int count;
} Sound;

static Sound sound_at(const View *view, double time)
{
    Sound sound = {.count = 0};
    const Music *const music = view->music;
    for (int i = 0; i < music->note_count && music->notes[i].on <= time; ++i) {
        if (music->notes[i].off > time && sound.count < 64) {
            sound.pitch[sound.count++] = music->notes[i].pitch;
        }
    }
    return sound;
}

static int has_interval(const Sound *sound, int semitones)
{
    for (int i = 0; i < sound->count; ++i) {
        for (int k = 0; k < sound->count; ++k) {
            const int above = sound->pitch[i] - sound->pitch[k];
            if (above > 0 && above % 12 == semitones) {
                return 1;
            }
        }
    }
    return 0;
}

static double interval_share(const View *view, int semitones)
{
    int with = 0;
    int sounding = 0;
    for (double time = view->from; time < view->to; time += sample_s) {
        const Sound sound = sound_at(view, time);
        sounding += sound.count > 0;
        with += has_interval(&sound, semitones);
    }
    return sounding > 0 ? (double)with / sounding : NAN;
}

double harsh_share(const View *view)
{
    return interval_share(view, 1);
}

double tritone_share(const View *view)
{
    return interval_share(view, 6);
}

double polyphony(const View *view)
{
    int notes = 0;
    int sounding = 0;
    for (double time = view->from; time < view->to; time += sample_s) {
        const Sound sound = sound_at(view, time);
        sounding += sound.count > 0;
        notes += sound.count;
    }
    return sounding > 0 ? (double)notes / sounding : NAN;
}

double pitch_range(const View *view)
{
    int low = 127;
    int high = 0;
    for (int i = 0; i < view->note_count; ++i) {
        low = view->notes[i].pitch < low ? view->notes[i].pitch : low;
        high = view->notes[i].pitch > high ? view->notes[i].pitch : high;
    }
    return high - low;
}

double max_silence(const View *view)
{
    double longest = 0;
    double end = view->note_count > 0 ? view->notes[0].off : 0;
    for (int i = 1; i < view->note_count; ++i) {
        longest = fmax(longest, view->notes[i].on - end);
        end = fmax(end, view->notes[i].off);
    }
    return longest;
}
