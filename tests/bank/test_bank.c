// SPDX-License-Identifier: MIT
// Listens to every program of the bank through FluidSynth: test_bank BANK.sf2
#define _POSIX_C_SOURCE 200809L

#include "measure.h"
#include "seams.h"

#include <ebur128.h>
#include <fluidsynth.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// What a program must do. Times in seconds, levels in decibels.
typedef struct {
    int bank, number;
    const char *name;
    enum { TONE, HOLD, NOISE, KIT } kind; ///< Dies away, stays, has no pitch, is struck once.
    int middle;                           ///< Lowest key of its middle octave.
    double attack_min, attack_max;
    double ring_s;             ///< Still above `ring_db` this long after the key is let go ...
    double silent_s;           ///< ... and below `silent_db` this long after.
    double fall_min, fall_max; ///< Fall of a TONE from 0.2 s to 1.2 s.
} Row;

static const Row rows[] = {
    {0, 0, "Felt Piano", TONE, 60, 0.0, 0.05, 0.10, 1.2, 4, 16},
    {0, 4, "Electric Piano", TONE, 60, 0.0, 0.05, 0.10, 1.2, 4, 16},
    {0, 8, "Celesta", TONE, 72, 0.0, 0.04, 0.25, 2.0, 8, 34},
    {0, 10, "Music Box", TONE, 72, 0.0, 0.04, 0.50, 3.0, 8, 34},
    {0, 11, "Vibraphone", TONE, 60, 0.0, 0.05, 0.50, 2.5, 4, 20},
    {0, 12, "Marimba", TONE, 60, 0.0, 0.05, 0.15, 1.8, 20, 60},
    {0, 14, "Soft Bell", TONE, 60, 0.0, 0.06, 0.80, 4.5, 4, 20},
    {0, 19, "Soft Organ", HOLD, 60, 0.03, 0.20, 0.10, 1.2, 0, 0},
    {0, 24, "Nylon Guitar", TONE, 52, 0.0, 0.05, 0.12, 1.2, 6, 26},
    {0, 32, "Acoustic Bass", TONE, 36, 0.0, 0.08, 0.08, 1.2, 6, 26},
    {0, 35, "Fretless Bass", TONE, 36, 0.0, 0.30, 0.08, 1.2, 2, 20},
    {0, 42, "Cello", HOLD, 48, 0.08, 0.40, 0.12, 1.5, 0, 0},
    {0, 46, "Harp", TONE, 60, 0.0, 0.05, 0.70, 3.5, 4, 26},
    {0, 48, "Strings", HOLD, 60, 0.08, 0.50, 0.20, 2.0, 0, 0},
    {0, 49, "Slow Strings", HOLD, 60, 0.20, 0.70, 0.50, 3.0, 0, 0},
    {0, 52, "Choir", HOLD, 60, 0.15, 0.50, 0.30, 2.5, 0, 0},
    {0, 73, "Flute", HOLD, 72, 0.03, 0.25, 0.08, 1.0, 0, 0},
    {0, 75, "Pan Flute", HOLD, 72, 0.02, 0.25, 0.08, 1.0, 0, 0},
    {0, 79, "Ocarina", HOLD, 72, 0.03, 0.25, 0.08, 1.0, 0, 0},
    {0, 88, "New Age Pad", HOLD, 60, 0.0, 0.60, 0.60, 3.5, 0, 0},
    {0, 89, "Warm Pad", HOLD, 60, 0.20, 0.60, 0.60, 3.5, 0, 0},
    {0, 91, "Choir Pad", HOLD, 60, 0.20, 1.20, 0.70, 4.0, 0, 0},
    {0, 92, "Bowed Glass", HOLD, 60, 0.20, 0.80, 0.70, 4.0, 0, 0},
    {0, 94, "Halo Pad", HOLD, 60, 0.20, 0.80, 0.80, 4.5, 0, 0},
    {0, 95, "Sweep Pad", HOLD, 60, 0.20, 1.00, 0.70, 4.0, 0, 0},
    {0, 96, "Rain", NOISE, 60, 0.20, 3.90, 0.80, 4.5, 0, 0},
    {0, 108, "Kalimba", TONE, 60, 0.0, 0.05, 0.25, 2.2, 14, 60},
    {0, 122, "Sea", NOISE, 60, 0.20, 3.90, 0.80, 4.5, 0, 0},
    {0, 123, "Birds", NOISE, 60, 0.20, 3.90, 0.0, 4.5, 0, 0},
    {1, 122, "Wind", NOISE, 60, 0.20, 3.90, 0.80, 4.5, 0, 0},
    {1, 123, "Brown Noise", NOISE, 60, 0.20, 3.90, 0.80, 4.5, 0, 0},
    {128, 0, "Soft Percussion", KIT, 36, 0.0, 0.30, 0.0, 1.5, 0, 0},
};

// The bounds for all of them.
static const struct {
    double pitch_cents;    // away from equal temperament
    double dc;             // mean against peak
    double loudness;       // LUFS at velocity 64 over the middle octave
    double spread;         // LU about it
    double velocity_ratio; // centroid at velocity 110 against 32
    double cc74_ratio;     // centroid at CC74 = 104 against 64, and 64 against 24
    double cc72_db;        // level while it fades, controller 72 at 110 against 64
    double cc73_s;         // attack, controller 73 at 110 against 64
    double image_db;       // power above 15 kHz against all of it
    double ripple_db;      // periodic change of level at rates of loops
    double click;          // largest bend against the usual one
    double ring_db, silent_db;
    int voices;
    double seam; // bend at the seam of a loop against the sharpest within it
    int drift;   // steps of 16 bits between the start of a loop and what follows it
} bound = {2.0, 0.01, -38.5, 1.0, 1.10, 1.06, 2.0, 0.05, -60.0, 1.0, 12.0, -40.0, -60.0, 2, 1.0, 2};

enum { LONGEST_S = 30 };

static struct {
    fluid_settings_t *settings;
    fluid_synth_t *synth;
    float left[RATE * LONGEST_S], right[RATE * LONGEST_S], mid[RATE * LONGEST_S];
    int warnings;
    char warning[200];
    int failed;
} rig;

static void count_warning(int level, const char *message, void *data)
{
    (void)level;
    (void)data;
    rig.warnings++;
    (void)snprintf(rig.warning, sizeof rig.warning, "%s", message);
}

static void report(bool good, const char *name, const char *what, const char *figures)
{
    if (good) {
        (void)printf("ok - bank: %s: %s\n", name, what);
    } else {
        (void)printf("not ok - bank: %s: %s (%s)\n", name, what, figures);
        rig.failed++;
    }
}

static void report_range(const Row *row, const char *what, double value, double low, double high)
{
    char figures[80];
    (void)snprintf(figures, sizeof figures, "%.3f, wanted %.3f to %.3f", value, low, high);
    report(value >= low && value <= high, row->name, what, figures);
}

static size_t play(size_t at, double seconds)
{
    const size_t frames = (size_t)(seconds * RATE);
    (void)fluid_synth_write_float(rig.synth, (int)frames, rig.left + at, 0, 1, rig.right + at, 0,
                                  1);
    return at + frames;
}

static Sound mixed(size_t frames)
{
    for (size_t i = 0; i < frames; i++) {
        rig.mid[i] = 0.5f * (rig.left[i] + rig.right[i]);
    }
    return (Sound){rig.mid, frames};
}

// Voices that still sound would be counted with the next note, so they are cut and waited for.
static bool fresh_program(const Row *row)
{
    (void)fluid_synth_all_sounds_off(rig.synth, -1);
    for (int i = 0; i < 50 && fluid_synth_get_active_voice_count(rig.synth) > 0; i++) {
        (void)play(0, 0.02);
    }
    (void)fluid_synth_system_reset(rig.synth);
    return fluid_synth_program_select(rig.synth, 0, 1, row->bank, row->number) == FLUID_OK;
}

// One note from a fresh start, `tail_s` of what follows it included.
static Sound note(const Row *row, int key, int velocity, double hold_s, double tail_s,
                  int brightness)
{
    (void)fresh_program(row);
    (void)fluid_synth_cc(rig.synth, 0, 74, brightness);
    (void)fluid_synth_noteon(rig.synth, 0, key, velocity);
    size_t at = play(0, hold_s);
    (void)fluid_synth_noteoff(rig.synth, 0, key);
    at = play(at, tail_s);
    return mixed(at);
}

// The worst over five keys around the middle octave and three velocities.
static void check_pitch(const Row *row)
{
    double worst = 0.0;
    for (int i = -1; i <= 3; i++) {
        for (int velocity = 40; velocity <= 110; velocity += 35) {
            const int key = row->middle + 5 * i;
            const double hz = 440.0 * pow(2.0, (key - 69) / 12.0);
            const double from = row->kind == HOLD ? 0.8 : 0.1; // past a slow attack
            const double hold = row->kind == HOLD ? 6.2 : 1.2; // several turns of a loop
            const size_t frames = note(row, key, velocity, hold, 0.0, 64).frames;
            const Sound left = sound_part((Sound){rig.left, frames}, from, hold);
            const Sound right = sound_part((Sound){rig.right, frames}, from, hold);
            const double off = pitch_error(left, right, hz, row->kind == HOLD ? 4 : 1);
            worst = fabs(off) > fabs(worst) ? off : worst;
        }
    }
    report_range(row, "in tune, cents", worst, -bound.pitch_cents, bound.pitch_cents);
}

static void check_one_note(const Row *row)
{
    const int key = row->middle + 6;
    const double hold = row->kind == KIT ? 0.1 : row->kind == TONE ? 1.4 : 4.0;
    const Sound all = note(row, key, 80, hold, row->silent_s + 0.5, 64);
    const double peak = sound_peak(sound_part(all, 0.0, hold));
    const Sound held = sound_part(all, 0.0, hold);
    report_range(row, "no DC, share of peak", fabs(sound_mean(all)) / peak, 0.0, bound.dc);
    report_range(row, "attack, s", attack_time(held), row->attack_min, row->attack_max);
    const double end = sound_rms(sound_part(all, hold - 0.1, hold));
    if (row->ring_s > 0.0 && end > 0.003 * peak) {
        const double t = hold + row->ring_s;
        const double ring = to_db(sound_rms(sound_part(all, t, t + 0.05)) / end);
        report_range(row, "rings after release, dB", ring, bound.ring_db, 3.0);
    }
    const double t = hold + row->silent_s;
    const double rest = to_db(sound_peak(sound_part(all, t, t + 0.5)) / peak);
    report_range(row, "silent after release, dB", rest, -200.0, bound.silent_db);
    if (row->kind == TONE) {
        const double fall =
            to_db(sound_rms(sound_part(all, 0.2, 0.3)) / sound_rms(sound_part(all, 1.2, 1.3)));
        report_range(row, "decay in a second, dB", fall, row->fall_min, row->fall_max);
    }
}

static void check_loop(const Row *row)
{
    double ripple = 0.0, click = 0.0;
    for (int key = row->middle - 5; key <= row->middle + 15; key += 10) {
        const Sound sound = sound_part(note(row, key, 80, 12.0, 0.0, 64), 2.0, 12.0);
        const Sound left = {rig.left + 2 * RATE, sound.frames};
        const Sound right = {rig.right + 2 * RATE, sound.frames};
        ripple = fmax(ripple, level_ripple(left, right, 0.45, 3.0));
        click = fmax(click, click_factor(sound));
    }
    report_range(row, "no beat of the loop, dB", ripple, 0.0, bound.ripple_db);
    report_range(row, "no click", click, 0.0, bound.click);
}

// At its brightest, on a key between the sampled ones. No program has partials up there, so what
// is found is a mirror image from the resampling.
static void check_images(const Row *row)
{
    const Sound sound = note(row, row->middle + 11, 127, 1.6, 0.0, 127);
    const Sound held = sound_part(sound, row->kind == HOLD ? 0.8 : 0.0, 1.6);
    report_range(row, "nothing above 15 kHz, dB", level_above(held, 15000.0), -300.0,
                 bound.image_db);
}

static double colour(const Row *row, int velocity, int brightness)
{
    const double hold = row->kind == KIT ? 0.4 : 1.6;
    const double from = row->kind == HOLD || row->kind == NOISE ? 0.8 : 0.0;
    return centroid(
        sound_part(note(row, row->middle + 6, velocity, hold, 0.0, brightness), from, hold));
}

static void check_colour(const Row *row)
{
    const double soft = colour(row, 32, 64), middle = colour(row, 64, 64);
    const double strong = colour(row, 110, 64);
    const double dark = colour(row, 64, 24), bright = colour(row, 64, 104);
    report_range(row, "brighter when stronger, ratio", strong / soft, bound.velocity_ratio, 99.0);
    report_range(row, "CC74 up brightens, ratio", bright / middle, bound.cc74_ratio, 99.0);
    report_range(row, "CC74 down darkens, ratio", middle / dark, bound.cc74_ratio, 99.0);
}

// Level some time after the key is let go, with the release controller at `value`.
static double release_level(const Row *row, int value)
{
    (void)fresh_program(row);
    (void)fluid_synth_cc(rig.synth, 0, 72, value);
    (void)fluid_synth_noteon(rig.synth, 0, row->middle, 80);
    const size_t off = play(0, 1.0);
    (void)fluid_synth_noteoff(rig.synth, 0, row->middle);
    const Sound all = mixed(play(off, 1.0));
    const double t = 1.0 + 0.4 * row->silent_s;
    return to_db(sound_rms(sound_part(all, fmin(t, 1.8), fmin(t, 1.8) + 0.1)));
}

static double rise(const Row *row, int value)
{
    (void)fresh_program(row);
    (void)fluid_synth_cc(rig.synth, 0, 73, value);
    (void)fluid_synth_noteon(rig.synth, 0, row->middle, 80);
    return attack_time(mixed(play(0, 4.0)));
}

static void check_envelope(const Row *row)
{
    if (row->kind != KIT) {
        report_range(row, "CC72 up lengthens the release, dB",
                     release_level(row, 110) - release_level(row, 64), bound.cc72_db, 200.0);
    }
    if (row->kind == HOLD && row->attack_min >= 0.08) {
        report_range(row, "CC73 up slows the attack, s", rise(row, 110) - rise(row, 64),
                     bound.cc73_s, 4.0);
    }
}

static void check_voices(const Row *row)
{
    (void)fresh_program(row);
    (void)fluid_synth_noteon(rig.synth, 0, row->middle, 80);
    (void)play(0, 0.01);
    const int count = fluid_synth_get_active_voice_count(rig.synth);
    report_range(row, "voices a note", count, 1, bound.voices);
}

// A middle octave of whole tones, 1 s each, or 24 s of what has no pitch.
static double loudness(const Row *row)
{
    size_t at = 0;
    (void)fresh_program(row);
    const int notes = row->kind == NOISE ? 1 : 7;
    const double hold = row->kind == NOISE ? 24.0 : 1.0;
    for (int i = 0; i < notes; i++) {
        const int key = row->middle + 2 * i;
        (void)fluid_synth_noteon(rig.synth, 0, key, 64);
        at = play(at, hold);
        (void)fluid_synth_noteoff(rig.synth, 0, key);
        at = play(at, 0.2);
    }
    double result = -HUGE_VAL;
    ebur128_state *meter = ebur128_init(2, RATE, EBUR128_MODE_I);
    for (size_t i = 0; meter && i < at; i++) {
        const float frame[2] = {rig.left[i], rig.right[i]};
        (void)ebur128_add_frames_float(meter, frame, 1);
    }
    if (meter) {
        (void)ebur128_loudness_global(meter, &result);
        ebur128_destroy(&meter);
    }
    return result;
}

static void check_loudness(const Row *row)
{
    report_range(row, "loudness, LUFS", loudness(row), bound.loudness - bound.spread,
                 bound.loudness + bound.spread);
}

static void check_row(const Row *row)
{
    report(fresh_program(row), row->name, "is there", "no such preset");
    check_voices(row);
    check_one_note(row);
    check_colour(row);
    check_envelope(row);
    if (row->kind == TONE || row->kind == HOLD) {
        check_pitch(row);
        check_images(row);
    }
    if (row->kind == HOLD) {
        check_loop(row);
    }
    if (row->kind != KIT) {
        check_loudness(row);
    }
}

static void report_sample(bool good, const char *what, double value, const char *name)
{
    char figures[80];
    (void)snprintf(figures, sizeof figures, "%.2f in %s", value, name);
    report(good, "samples", what, figures);
}

static void check_samples(const char *path)
{
    Seams seams;
    const bool there = seams_read(path, &seams) == 0 && seams.looped > 0;
    report(there, "samples", "can be read", "no SoundFont");
    report_sample(seams.rule_breaks == 0, "keep the format's rules", seams.rule_breaks,
                  seams.rule_name);
    report_sample(seams.seam <= bound.seam, "no bend at the seam of a loop", seams.seam,
                  seams.seam_name);
    report_sample(seams.drift <= bound.drift, "loops go on as they began", seams.drift,
                  seams.drift_name);
}

static bool start(const char *path)
{
    for (int level = FLUID_PANIC; level <= FLUID_WARN; level++) {
        (void)fluid_set_log_function(level, count_warning, NULL);
    }
    rig.settings = new_fluid_settings();
    (void)fluid_settings_setnum(rig.settings, "synth.sample-rate", RATE);
    (void)fluid_settings_setnum(rig.settings, "synth.gain", 1.0);
    (void)fluid_settings_setint(rig.settings, "synth.reverb.active", 0);
    (void)fluid_settings_setint(rig.settings, "synth.chorus.active", 0);
    rig.synth = new_fluid_synth(rig.settings);
    const int id = fluid_synth_sfload(rig.synth, path, 1);
    report(id == 1 && rig.warnings == 0, "font", "loads without a warning", rig.warning);
    return id == 1;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        (void)fputs("usage: test_bank BANK.sf2 [--levels]\n", stderr);
        return 2;
    }
    const bool levels = argc > 2 && strcmp(argv[2], "--levels") == 0;
    const bool loaded = start(argv[1]);
    if (!levels) {
        check_samples(argv[1]);
    }
    for (size_t i = 0; loaded && i < sizeof rows / sizeof *rows; i++) {
        if (levels) {
            (void)printf("%3d %3d %-16s %+.2f\n", rows[i].bank, rows[i].number, rows[i].name,
                         bound.loudness - loudness(&rows[i]));
        } else {
            check_row(&rows[i]);
        }
    }
    delete_fluid_synth(rig.synth);
    delete_fluid_settings(rig.settings);
    return rig.failed ? 1 : 0;
}
