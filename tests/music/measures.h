// The measures of calm music: one row each, with the band that calm human music keeps to.
#ifndef MUSIC_MEASURES_H
#define MUSIC_MEASURES_H

#include "chords.h"

/// A stretch of a piece, from `from` to `to` seconds. Notes, onsets, tune and bass begin within.
typedef struct {
    const Music *music;
    const Chords *chords;
    double from, to;
    const Note *notes;
    int note_count;
    const Onset *onsets;
    int onset_count;
    const Note *tune;
    int tune_count;
} View;

typedef enum { WINDOWS, PIECE } Scope;

typedef struct {
    const char *name;
    double low, high;                  ///< The band: p10 and p90 of calm human music.
    Scope scope;                       ///< Median of 32 s windows, or of the piece as a whole.
    double (*value)(const View *view); ///< NAN when there is too little to tell.
    const char *doc;
} Measure;

extern const Measure measure_table[];
extern const int measure_count;

/// The value of a measure for a piece.
double measure_piece(const Measure *measure, const Music *music, const Chords *chords);

/// 1 inside the band, also for rows where only the high side is bad.
int measure_inside(const Measure *measure, double value);

/// The stretch from..to.
View view_of(const Music *music, const Chords *chords, double from, double to);

// measures_sound.c: rate, level and what sounds together.
double onset_rate(const View *view);
double note_rate(const View *view);
double onset_rate_max4(const View *view);
double ioi_med(const View *view);
double short_share(const View *view);
double vel_mean(const View *view);
double vel_p95(const View *view);
double vel_sd(const View *view);
double vel_jump_up_p99(const View *view);
double harsh_share(const View *view);
double tritone_share(const View *view);
double polyphony(const View *view);
double pitch_range(const View *view);
double max_silence(const View *view);

// measures_tune.c: the highest sounding notes.
double sky_step(const View *view);
double sky_leap(const View *view);
double sky_bigleap(const View *view);
double sky_unison(const View *view);
double sky_leap_recovery(const View *view);
double sky_range(const View *view);
double sky_pitch_mean(const View *view);
double sky_int_entropy(const View *view);
double sky_ioi_cv(const View *view);
double sky_phrase_s(const View *view);
double sky_phrase_notes(const View *view);
double sky_int4_rep(const View *view);

// measures_harmony.c: pitch classes, chords, voice leading.
double in_key(const View *view);
double entropy_1(const View *view);
double entropy_4(const View *view);
double chord_change_s(const View *view);
double chord_vocab(const View *view);
double vl_motion(const View *view);
double vl_common(const View *view);
double vl_outer_parallels(const View *view);
double vl_contrary(const View *view);

#endif
