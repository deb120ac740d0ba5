// SPDX-License-Identifier: MIT
// Sets six programs of the bank beside recordings, those of FluidR3: test_beside BANK.sf2
//
// The bank is meant to be darker and calmer than a General MIDI font, so nothing has to be equal;
// but a piano must die away as a piano does. With --figures it prints what it measures.
#define _POSIX_C_SOURCE 200809L

#include "measure.h"

#include <fluidsynth.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { KEYS = 3, PARTIALS = 3, HOLD_S = 3, TAIL_S = 2, VELOCITY = 80 };

/// What is compared, as a factor of ours over theirs.
typedef enum { ATTACK, DECAY, RELEASE, CENTROID, PARTIAL_DECAY, FIGURES } Figure;

static const char *const figure_names[FIGURES] = {"attack time", "decay time", "release time",
                                                  "centroid", "decay of upper partials"};

// Bounds of the factors; {0, 0} = does not apply. Attacks below 20 ms count as 20 ms. What lies
// away from 1 is meant: darker than General MIDI, vibraphone with its pedal down, a harp that is
// damped at rests, strings that speak sooner.
static const struct {
    const char *name;
    int program;
    int keys[KEYS];
    double partials[PARTIALS]; ///< Frequency ratios of those that are followed.
    double bounds[FIGURES][2]; ///< In the order of Figure.
} rows[] = {
    {"piano", 0, {48, 60, 72}, {2, 3, 4}, {{.7, 1.5}, {.7, 1.5}, {.6, 1.8}, {.5, 1}, {.6, 1.6}}},
    {"vibraphone", 11, {60, 67, 72}, {4}, {{.5, 1.5}, {1, 2.3}, {2.5, 5.5}, {.7, 1.5}, {.25, .7}}},
    {"harp", 46, {48, 60, 72}, {2, 3, 4}, {{.7, 1.5}, {1.2, 2.5}, {.4, 1}, {.8, 1.7}, {.6, 1.6}}},
    {"guitar", 24, {48, 55, 64}, {2, 3, 4}, {{.7, 1.5}, {.7, 1.7}, {.4, 1.1}, {.4, 1}, {.25, .8}}},
    {"strings", 48, {48, 60, 72}, {0}, {{.35, 1}, {0, 0}, {.5, 1.2}, {.4, .9}, {0, 0}}},
    {"flute", 73, {67, 72, 79}, {0}, {{.5, 1.6}, {0, 0}, {1, 2.5}, {.4, 1}, {0, 0}}},
};

enum { ROWS = sizeof rows / sizeof rows[0], FRAMES = RATE * (HOLD_S + TAIL_S) };

static const char *const theirs[] = {"/usr/share/sounds/sf2/FluidR3_GM.sf2",
                                     "/usr/share/soundfonts/FluidR3_GM.sf2",
                                     "/usr/local/share/soundfonts/FluidR3_GM.sf2"};

static fluid_synth_t *open_font(fluid_settings_t *settings, const char *path)
{
    fluid_synth_t *const synth = new_fluid_synth(settings);
    if (synth != NULL && fluid_synth_sfload(synth, path, 1) == FLUID_FAILED) {
        delete_fluid_synth(synth);
        return NULL;
    }
    return synth;
}

static Sound note(fluid_synth_t *synth, int program, int key)
{
    static float left[FRAMES], right[FRAMES];
    (void)fluid_synth_system_reset(synth);
    (void)fluid_synth_program_change(synth, 0, program);
    (void)fluid_synth_noteon(synth, 0, key, VELOCITY);
    (void)fluid_synth_write_float(synth, RATE * HOLD_S, left, 0, 1, right, 0, 1);
    (void)fluid_synth_noteoff(synth, 0, key);
    (void)fluid_synth_write_float(synth, RATE * TAIL_S, left, RATE * HOLD_S, 1, right,
                                  RATE * HOLD_S, 1);
    for (int i = 0; i < FRAMES; i++) {
        left[i] = 0.5f * (left[i] + right[i]);
    }
    return (Sound){left, FRAMES};
}

// Amplitude of the strongest component within 2 % of a frequency, in 0.1 s from `at_s`.
static double partial(Sound sound, double at_s, double hz)
{
    const Sound part = sound_part(sound, at_s, at_s + 0.1);
    double best = 0.0;
    for (int step = -8; step <= 8; step++) {
        const double w = 2.0 * M_PI * hz * (1.0 + 0.0025 * step) / RATE;
        double re = 0.0, im = 0.0;
        for (size_t i = 0; i < part.frames; i++) {
            const double window = 0.5 - 0.5 * cos(2.0 * M_PI * (double)i / (double)part.frames);
            re += window * part.data[i] * cos(w * (double)i);
            im += window * part.data[i] * sin(w * (double)i);
        }
        best = fmax(best, hypot(re, im));
    }
    return best;
}

// Seconds for 60 dB at the rate at which a level falls from a to b within `seconds`.
static double fall_time(double a, double b, double seconds)
{
    return 60.0 * seconds / fmax(to_db(a / b), 1.0);
}

// Seconds after the key is let go until the level is 30 dB below that before.
static double release_time(Sound sound)
{
    const double before = sound_rms(sound_part(sound, HOLD_S - 0.1, HOLD_S));
    double t = 0.0;
    while (t < TAIL_S - 0.05 &&
           sound_rms(sound_part(sound, HOLD_S + t, HOLD_S + t + 0.02)) > 0.0316 * before) {
        t += 0.01;
    }
    return t;
}

static double partial_decay(Sound sound, const double ratios[PARTIALS], double hz)
{
    double sum = 0.0;
    int count = 0;
    for (int i = 0; i < PARTIALS && ratios[i] > 0.0; i++) {
        const double f = ratios[i] * hz;
        sum += log(fall_time(partial(sound, 0.1, f), partial(sound, 0.5, f), 0.4));
        count++;
    }
    return count > 0 ? exp(sum / count) : 1.0;
}

static void measure(fluid_synth_t *synth, int row, double figures[FIGURES])
{
    for (int i = 0; i < FIGURES; i++) {
        figures[i] = 0.0;
    }
    for (int k = 0; k < KEYS; k++) {
        const int key = rows[row].keys[k];
        const double hz = 440.0 * pow(2.0, (key - 69) / 12.0);
        const Sound sound = note(synth, rows[row].program, key);
        const double a = sound_rms(sound_part(sound, 0.2, 0.3));
        const double b = sound_rms(sound_part(sound, 1.2, 1.3));
        figures[ATTACK] += log(fmax(attack_time(sound_part(sound, 0.0, HOLD_S)), 0.02));
        figures[DECAY] += log(fall_time(a, b, 1.0));
        figures[RELEASE] += log(fmax(release_time(sound), 0.02));
        figures[CENTROID] += log(centroid(sound_part(sound, 0.1, 1.1)));
        figures[PARTIAL_DECAY] += log(partial_decay(sound, rows[row].partials, hz));
    }
    for (int i = 0; i < FIGURES; i++) {
        figures[i] = exp(figures[i] / KEYS);
    }
}

static int compare(int row, const double ours[FIGURES], const double other[FIGURES], bool print)
{
    int failures = 0;
    for (int i = 0; i < FIGURES; i++) {
        const double *const bound = rows[row].bounds[i];
        const double factor = ours[i] / other[i];
        const bool good = factor >= bound[0] && factor <= bound[1];
        if (print) {
            (void)printf("%-10s %-24s %8.3f %8.3f  factor %.2f\n", rows[row].name, figure_names[i],
                         ours[i], other[i], factor);
        } else if (bound[1] > 0.0) {
            (void)printf("%s - beside: %s: %s (%.3f, recorded %.3f, wanted %.2f to %.2f of it)\n",
                         good ? "ok" : "not ok", rows[row].name, figure_names[i], ours[i], other[i],
                         bound[0], bound[1]);
            failures += !good;
        }
    }
    return failures;
}

static const char *find_theirs(void)
{
    for (size_t i = 0; i < sizeof theirs / sizeof theirs[0]; i++) {
        if (access(theirs[i], R_OK) == 0) {
            return theirs[i];
        }
    }
    return NULL;
}

int main(int argc, char **argv)
{
    const char *const path = find_theirs();
    if (argc < 2) {
        (void)fputs("usage: test_beside BANK.sf2 [--figures]\n", stderr);
        return 2;
    }
    if (path == NULL) {
        (void)printf("ok - beside: six programs beside recordings # SKIP FluidR3 is not here\n");
        return 0;
    }
    fluid_settings_t *const settings = new_fluid_settings();
    (void)fluid_settings_setnum(settings, "synth.sample-rate", RATE);
    (void)fluid_settings_setint(settings, "synth.reverb.active", 0);
    (void)fluid_settings_setint(settings, "synth.chorus.active", 0);
    (void)fluid_settings_setint(settings, "synth.dynamic-sample-loading", 1);
    fluid_synth_t *const ours = open_font(settings, argv[1]);
    fluid_synth_t *const other = open_font(settings, path);
    const bool opened = ours != NULL && other != NULL;
    int failures = !opened;
    for (int row = 0; opened && row < ROWS; row++) {
        double our_figures[FIGURES], their_figures[FIGURES];
        measure(ours, row, our_figures);
        measure(other, row, their_figures);
        failures += compare(row, our_figures, their_figures, argc > 2);
    }
    delete_fluid_synth(ours);
    delete_fluid_synth(other);
    delete_fluid_settings(settings);
    return failures > 0;
}
