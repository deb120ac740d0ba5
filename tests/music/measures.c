#include "measures.h"

#include "stats.h"

#include <math.h>

static const double window_s = 32;
static const double hop_s = 16;

enum { WINDOW_NOTES_MIN = 4 };

const Measure measure_table[] = {
    {"onset_rate", 1.70, 4.24, WINDOWS, onset_rate, "distinct onsets per second"},
    {"note_rate", 3.07, 7.27, WINDOWS, note_rate, "notes per second"},
    {"onset_rate_max4", 0, 5.25, WINDOWS, onset_rate_max4, "densest 4 s, onsets per second"},
    {"ioi_med", 0.21, 0.52, WINDOWS, ioi_med, "median time between onsets, s"},
    {"short_share", 0, 0.08, WINDOWS, short_share, "notes shorter than 0.1 s"},
    {"vel_mean", 35.8, 78.6, WINDOWS, vel_mean, "mean velocity"},
    {"vel_p95", 52.0, 95.0, WINDOWS, vel_p95, "95th percentile of velocity"},
    {"vel_sd", 5.74, 14.9, WINDOWS, vel_sd, "standard deviation of velocity"},
    {"vel_jump_up_p99", 0, 41.3, WINDOWS, vel_jump_up_p99, "99th percentile of velocity rises"},
    {"in_key", 0.89, 1.00, WINDOWS, in_key, "notes in the best-fitting scale"},
    {"H1", 1.67, 2.37, WINDOWS, entropy_1, "pitch-class entropy of a bar, bits"},
    {"H4", 2.38, 2.91, WINDOWS, entropy_4, "the same over four bars"},
    {"harsh_share", 0, 0.43, WINDOWS, harsh_share, "time with a minor second"},
    {"tritone_share", 0, 0.34, WINDOWS, tritone_share, "time with a tritone"},
    {"sky_step", 0.21, 0.63, WINDOWS, sky_step, "tune: intervals of 1-2 semitones"},
    {"sky_leap", 0.10, 0.39, WINDOWS, sky_leap, "tune: intervals above 4"},
    {"sky_bigleap", 0, 0.08, WINDOWS, sky_bigleap, "tune: intervals above 12"},
    {"sky_unison", 0.02, 0.24, WINDOWS, sky_unison, "tune: repeated notes"},
    {"sky_leap_recovery", 0.44, 0.81, PIECE, sky_leap_recovery, "tune: leaps turned back"},
    {"sky_range", 16.5, 30.5, WINDOWS, sky_range, "tune: range, semitones"},
    {"sky_pitch_mean", 65.4, 77.1, WINDOWS, sky_pitch_mean, "tune: mean pitch"},
    {"sky_int_entropy", 2.88, 3.69, WINDOWS, sky_int_entropy, "tune: entropy of intervals, bits"},
    {"sky_ioi_cv", 0.55, 1.01, WINDOWS, sky_ioi_cv, "tune: variation of note lengths"},
    {"sky_phrase_s", 2.63, 6.00, PIECE, sky_phrase_s, "tune: median phrase, s"},
    {"sky_phrase_notes", 4.00, 9.50, PIECE, sky_phrase_notes, "tune: notes in a phrase"},
    {"sky_int4_rep", 0.16, 0.66, PIECE, sky_int4_rep, "tune: figures heard before"},
    {"chord_change_s", 0.33, 0.78, WINDOWS, chord_change_s, "chord changes per second"},
    {"chord_vocab", 5.00, 9.50, WINDOWS, chord_vocab, "different chords"},
    {"vl_motion", 0.99, 3.65, WINDOWS, vl_motion, "semitones a voice moves"},
    {"vl_common", 0.28, 0.71, WINDOWS, vl_common, "tones kept from chord to chord"},
    {"vl_outer_parallels", 0, 0.05, PIECE, vl_outer_parallels, "parallel fifths, octaves outside"},
    {"vl_contrary", 0.09, 0.42, WINDOWS, vl_contrary, "contrary motion outside"},
    {"polyphony", 2.09, 5.95, WINDOWS, polyphony, "notes sounding together"},
    {"pitch_range", 35.0, 55.0, WINDOWS, pitch_range, "lowest to highest, semitones"},
    {"max_silence", 0, 1.83, PIECE, max_silence, "longest silence, s"},
};

const int measure_count = (int)(sizeof measure_table / sizeof measure_table[0]);

static int first_note(const Note *notes, int count, double from)
{
    int i = 0;
    while (i < count && notes[i].on < from) {
        ++i;
    }
    return i;
}

View view_of(const Music *music, const Chords *chords, double from, double to)
{
    const int note = first_note(music->notes, music->note_count, from);
    const int tune = first_note(music->tune, music->tune_count, from);
    int onset = 0;
    int onset_end = 0;
    for (int i = 0; i < music->onset_count; ++i) {
        onset += music->onsets[i].time < from;
        onset_end += music->onsets[i].time < to;
    }
    return (View){
        .music = music,
        .chords = chords,
        .from = from,
        .to = to,
        .notes = music->notes + note,
        .note_count = first_note(music->notes, music->note_count, to) - note,
        .onsets = music->onsets + onset,
        .onset_count = onset_end - onset,
        .tune = music->tune + tune,
        .tune_count = first_note(music->tune, music->tune_count, to) - tune,
    };
}

double measure_piece(const Measure *measure, const Music *music, const Chords *chords)
{
    if (measure->scope == PIECE || music->end < window_s) {
        const View view = view_of(music, chords, 0, music->end);
        return measure->value(&view);
    }
    List values = {0};
    for (double from = 0; from + window_s <= music->end; from += hop_s) {
        const View view = view_of(music, chords, from, from + window_s);
        const double value = view.note_count >= WINDOW_NOTES_MIN ? measure->value(&view) : NAN;
        if (!isnan(value)) {
            list_add(&values, value);
        }
    }
    const double median = list_quantile(&values, 0.5);
    list_free(&values);
    return median;
}

// Values are told to the last place that the bands have.
int measure_inside(const Measure *measure, double value)
{
    const double slack = measure->high < 10 ? 0.005 : 0.05;
    return value >= measure->low - slack && value <= measure->high + slack;
}
