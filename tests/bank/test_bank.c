// SPDX-License-Identifier: MIT
// Listens to every program of the bank through FluidSynth: test_bank BANK.sf2
//
// With --levels it prints what each program lacks to the common loudness, with --figures the range
// of all that is measured.
#include "rig.h"
#include "rows.h"
#include "seams.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failed;
static bool prints_figures;

static void report(bool good, const char *name, const char *what, const char *figures)
{
    (void)printf("%s - bank: %s: %s%s%s%s\n", good ? "ok" : "not ok", name, what, good ? "" : " (",
                 good ? "" : figures, good ? "" : ")");
    failed += !good;
}

static void report_range(const Row *row, const char *what, double value, double low, double high)
{
    char figures[80];
    (void)snprintf(figures, sizeof figures, "%.3f, wanted %.3f to %.3f", value, low, high);
    report(value >= low && value <= high, row->name, what, figures);
}

// ---- Every key and velocity ---------------------------------------------------------------------

/// What one note tells.
typedef enum {
    PITCH,
    DC,
    ATTACK,
    FALL,
    RING,
    SILENCE,
    IMAGES,
    RIPPLE,
    CLICK,
    COLOUR,
    FIGURES
} Figure;

static const char *const figure_names[FIGURES] = {
    "in tune, cents",
    "no DC, share of peak",
    "attack, s",
    "decay in a second, dB",
    "rings after release, dB",
    "silent after release, dB",
    "nothing above 15 kHz, dB",
    "no beat of the loop, dB",
    "no click",
    "brighter when stronger, ratio",
};

/// The range of a figure over all notes of a program.
typedef struct {
    double low, high;
    int low_key, low_velocity, high_key, high_velocity;
    bool known;
} Range;

static void add(Range *range, double value, int key, int velocity)
{
    if (!range->known || value < range->low) {
        range->low = value;
        range->low_key = key;
        range->low_velocity = velocity;
    }
    if (!range->known || value > range->high) {
        range->high = value;
        range->high_key = key;
        range->high_velocity = velocity;
    }
    range->known = true;
}

// Sections take several turns of their loops to say what their mean pitch is.
static double pitch_of(const Row *row, Heard heard, int key)
{
    const double hz = 440.0 * pow(2.0, (key - 69) / 12.0);
    const double from = row->kind == HOLD ? 0.8 : 0.1;
    const double to = row->kind == HOLD ? 11.8 : 1.2;
    return pitch_error(sound_part(heard.left, from, to), sound_part(heard.right, from, to), hz,
                       row->kind == HOLD ? 4 : 1);
}

static double hold_of(Kind kind)
{
    return kind == KIT ? 0.4 : kind == TONE ? 1.4 : kind == NOISE ? 4.0 : 12.0;
}

// What stays has reached its level when it is as loud as it is later on.
static double attack_of(const Row *row, Sound held)
{
    const Sound start = sound_part(held, 0.0, 4.0);
    const double later = sound_rms(sound_part(held, 2.0, hold_of(row->kind)));
    return row->kind == HOLD || row->kind == NOISE ? rise_time(start, later) : attack_time(start);
}

static void measure_end(const Row *row, Sound all, int key, int velocity, Range ranges[FIGURES])
{
    const double hold = hold_of(row->kind);
    const double peak = sound_peak(sound_part(all, 0.0, hold));
    const double end = sound_rms(sound_part(all, hold - 0.1, hold));
    if (row->ring_s > 0.0 && end > 0.003 * peak) {
        const double t = hold + row->ring_s;
        const double ring = to_db(sound_rms(sound_part(all, t, t + 0.05)) / end);
        add(&ranges[RING], ring, key, velocity);
    }
    const double t = hold + row->silent_s;
    const double rest = to_db(sound_peak(sound_part(all, t, t + 0.3)) / peak);
    add(&ranges[SILENCE], rest, key, velocity);
}

static void measure_loop(Heard heard, double from, double to, int key, int velocity,
                         Range ranges[FIGURES])
{
    const Sound left = sound_part(heard.left, from, to), right = sound_part(heard.right, from, to);
    add(&ranges[RIPPLE], level_ripple(left, right, 0.45, 3.0), key, velocity);
}

static double measure_note(const Row *row, int key, int velocity, Range ranges[FIGURES])
{
    const double hold = hold_of(row->kind);
    const Heard heard = rig_note(row, key, velocity, hold, row->silent_s + 0.3, 0, 0);
    const Sound all = heard.both, held = sound_part(all, 0.0, hold);
    add(&ranges[DC], fabs(sound_mean(all)) / sound_peak(held), key, velocity);
    add(&ranges[ATTACK], attack_of(row, held), key, velocity);
    measure_end(row, all, key, velocity, ranges);
    if (row->kind == TONE || row->kind == HOLD) {
        add(&ranges[PITCH], pitch_of(row, heard, key), key, velocity);
        add(&ranges[IMAGES], level_above(sound_part(held, 0.8, hold), 15000.0), key, velocity);
        add(&ranges[CLICK], click_factor(sound_part(held, 0.3, hold)), key, velocity);
    }
    if (row->kind == TONE) {
        const double fall =
            to_db(sound_rms(sound_part(all, 0.2, 0.3)) / sound_rms(sound_part(all, 1.2, 1.3)));
        add(&ranges[FALL], fall, key, velocity);
    }
    if (row->kind == HOLD) {
        measure_loop(heard, 2.0, hold, key, velocity, ranges);
    }
    const double from = row->kind == HOLD || row->kind == NOISE ? 0.8 : 0.0;
    return centroid(sound_part(held, from, hold));
}

static void report_figure(const Row *row, Figure figure, const Range *range, double low,
                          double high)
{
    char text[160];
    if (!range->known) {
        return;
    }
    (void)snprintf(text, sizeof text,
                   "%.3f at key %d, velocity %d, to %.3f at key %d, velocity %d; wanted %.3f to "
                   "%.3f",
                   range->low, range->low_key, range->low_velocity, range->high, range->high_key,
                   range->high_velocity, low, high);
    report(range->low >= low && range->high <= high, row->name, figure_names[figure], text);
    if (prints_figures) {
        (void)printf("# %-16s %-30s %s\n", row->name, figure_names[figure], text);
    }
}

static void check_notes(const Row *row)
{
    Range ranges[FIGURES] = {0};
    for (int k = 0; k < KEYS; k++) {
        const int key = row->middle + key_steps[k];
        double colour[STRENGTHS];
        for (int v = 0; v < STRENGTHS; v++) {
            colour[v] = measure_note(row, key, strengths[v], ranges);
            if (v > 0) { // each step up must be one, all together a step that is heard
                report_range(row, "no darker when stronger", colour[v] / colour[v - 1], 1.0, 99.0);
            }
        }
        add(&ranges[COLOUR], colour[STRENGTHS - 1] / colour[0], key, strengths[STRENGTHS - 1]);
    }
    const struct {
        double low, high;
    } wanted[FIGURES] = {
        [PITCH] = {-bound.pitch_cents, bound.pitch_cents},
        [DC] = {0.0, bound.dc},
        [ATTACK] = {row->attack_min, row->attack_max},
        [FALL] = {row->fall_min, row->fall_max},
        [RING] = {bound.ring_db, 3.0},
        [SILENCE] = {-200.0, bound.silent_db},
        [IMAGES] = {-300.0, bound.image_db},
        [RIPPLE] = {0.0, bound.ripple_db},
        [CLICK] = {0.0, bound.click},
        [COLOUR] = {bound.velocity_ratio, 99.0},
    };
    for (int f = 0; f < FIGURES; f++) {
        report_figure(row, (Figure)f, &ranges[f], wanted[f].low, wanted[f].high);
    }
}

// ---- Controllers, layers, voices, loudness ------------------------------------------------------

enum { RELEASE_TIME = 72, ATTACK_TIME = 73, BRIGHTNESS = 74, NEUTRAL = 64, MORE = 104, LESS = 24 };

static double colour_at(const Row *row, int brightness)
{
    const double hold = row->kind == KIT ? 0.4 : 1.6;
    const double from = row->kind == HOLD || row->kind == NOISE ? 0.8 : 0.0;
    const int key = row->middle + 6;
    return centroid(
        sound_part(rig_note(row, key, 64, hold, 0.0, BRIGHTNESS, brightness).both, from, hold));
}

static void check_brightness(const Row *row)
{
    const double middle = colour_at(row, NEUTRAL);
    report_range(row, "CC74 up brightens, ratio", colour_at(row, MORE) / middle, bound.cc74_ratio,
                 99.0);
    report_range(row, "CC74 down darkens, ratio", middle / colour_at(row, LESS), bound.cc74_ratio,
                 99.0);
}

// As bright as presets get it, on a key between the sampled ones: the worst for the resampling.
static void check_bright_images(const Row *row)
{
    if (row->kind == TONE || row->kind == HOLD) {
        const Sound all = rig_note(row, row->middle + 11, 110, 1.6, 0.0, BRIGHTNESS, MORE).both;
        report_range(row, "nothing above 15 kHz when bright, dB",
                     level_above(sound_part(all, row->kind == HOLD ? 0.8 : 0.0, 1.6), 15000.0),
                     -300.0, bound.image_db);
    }
}

// Level some time after the key is let go, with the release controller at `value`.
static double release_level(const Row *row, int value)
{
    const Sound all = rig_note(row, row->middle, 80, 1.0, 1.0, RELEASE_TIME, value).both;
    const double t = fmin(1.0 + 0.4 * row->silent_s, 1.8);
    return to_db(sound_rms(sound_part(all, t, t + 0.1)));
}

static double rise(const Row *row, int value)
{
    return attack_time(rig_note(row, row->middle, 80, 4.0, 0.0, ATTACK_TIME, value).both);
}

static void check_envelope(const Row *row)
{
    if (row->kind != KIT) {
        report_range(row, "CC72 up lengthens the release, dB",
                     release_level(row, 110) - release_level(row, NEUTRAL), bound.cc72_db, 200.0);
    }
    if (row->kind == HOLD && row->attack_min >= 0.08) {
        report_range(row, "CC73 up slows the attack, s", rise(row, 110) - rise(row, NEUTRAL),
                     bound.cc73_s, 4.0);
    }
}

// Where one velocity layer takes over from another nobody may hear two instruments.
static void check_layers(const Row *row)
{
    enum { BORDER = 64 };
    if (row->kind != TONE) {
        return;
    }
    double jump = 0.0, ratio = 1.0;
    for (int k = 0; k < KEYS; k++) {
        const int key = row->middle + key_steps[k];
        const Sound soft = rig_note(row, key, BORDER - 1, 1.0, 0.0, 0, 0).both;
        const double level = sound_rms(soft), colour = centroid(soft);
        const Sound strong = rig_note(row, key, BORDER, 1.0, 0.0, 0, 0).both;
        jump = fmax(jump, fabs(to_db(sound_rms(strong) / level)));
        ratio = fmax(ratio, centroid(strong) / colour);
    }
    report_range(row, "no step in level between layers, dB", jump, 0.0, bound.layer_db);
    report_range(row, "no step in colour between layers, ratio", ratio, 1.0, bound.layer_ratio);
}

static void check_row(const Row *row)
{
    report(rig_fresh(row), row->name, "is there", "no such preset");
    report_range(row, "voices a note", rig_voices(row), 1, bound.voices);
    check_notes(row);
    check_brightness(row);
    check_bright_images(row);
    check_envelope(row);
    check_layers(row);
    if (row->kind != KIT) {
        report_range(row, "loudness, LUFS", rig_loudness(row), bound.loudness - bound.spread,
                     bound.loudness + bound.spread);
    }
}

// ---- Samples ------------------------------------------------------------------------------------

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

int main(int argc, char **argv)
{
    if (argc < 2) {
        (void)fputs("usage: test_bank BANK.sf2 [--levels | --figures]\n", stderr);
        return 2;
    }
    const bool levels = argc > 2 && strcmp(argv[2], "--levels") == 0;
    prints_figures = argc > 2 && strcmp(argv[2], "--figures") == 0;
    const bool loaded = rig_open(argv[1]);
    report(loaded, "font", "loads without a warning", rig_warning());
    if (loaded && !levels) {
        check_samples(argv[1]);
    }
    for (int i = 0; loaded && i < row_count; i++) {
        if (levels) {
            (void)printf("%3d %3d %-16s %+.2f\n", rows[i].bank, rows[i].number, rows[i].name,
                         bound.loudness - rig_loudness(&rows[i]));
        } else {
            check_row(&rows[i]);
        }
    }
    rig_close();
    return failed ? 1 : 0;
}
