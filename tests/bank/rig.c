// SPDX-License-Identifier: MIT
#include "rig.h"

#include <ebur128.h>
#include <fluidsynth.h>
#include <math.h>
#include <stdio.h>

enum { LONGEST_S = 30, MIDDLE_VELOCITY = 64 };

static struct {
    fluid_settings_t *settings;
    fluid_synth_t *synth;
    float left[RATE * LONGEST_S], right[RATE * LONGEST_S], both[RATE * LONGEST_S];
    char warning[200];
} rig;

static void keep_warning(int level, const char *message, void *data)
{
    (void)level;
    (void)data;
    (void)snprintf(rig.warning, sizeof rig.warning, "%s", message);
}

bool rig_open(const char *path)
{
    for (int level = FLUID_PANIC; level <= FLUID_WARN; level++) {
        (void)fluid_set_log_function(level, keep_warning, NULL);
    }
    rig.settings = new_fluid_settings();
    (void)fluid_settings_setnum(rig.settings, "synth.sample-rate", RATE);
    (void)fluid_settings_setnum(rig.settings, "synth.gain", 1.0);
    (void)fluid_settings_setint(rig.settings, "synth.reverb.active", 0);
    (void)fluid_settings_setint(rig.settings, "synth.chorus.active", 0);
    rig.synth = new_fluid_synth(rig.settings);
    return fluid_synth_sfload(rig.synth, path, 1) != FLUID_FAILED && rig.warning[0] == '\0';
}

void rig_close(void)
{
    delete_fluid_synth(rig.synth);
    delete_fluid_settings(rig.settings);
}

const char *rig_warning(void)
{
    return rig.warning;
}

static size_t play(size_t at, double seconds)
{
    const size_t frames = (size_t)(seconds * RATE);
    (void)fluid_synth_write_float(rig.synth, (int)frames, rig.left + at, 0, 1, rig.right + at, 0,
                                  1);
    return at + frames;
}

// Voices that still sound would be counted with the next note, so they are cut and waited for.
bool rig_fresh(const Row *row)
{
    (void)fluid_synth_all_sounds_off(rig.synth, -1);
    for (int i = 0; i < 50 && fluid_synth_get_active_voice_count(rig.synth) > 0; i++) {
        (void)play(0, 0.02);
    }
    (void)fluid_synth_system_reset(rig.synth);
    return fluid_synth_program_select(rig.synth, 0, 1, row->bank, row->number) == FLUID_OK;
}

Heard rig_note(const Row *row, int key, int velocity, double hold_s, double tail_s, int number,
               int value)
{
    (void)rig_fresh(row);
    if (number > 0) {
        (void)fluid_synth_cc(rig.synth, 0, number, value);
    }
    (void)fluid_synth_noteon(rig.synth, 0, key, velocity);
    size_t at = play(0, hold_s);
    (void)fluid_synth_noteoff(rig.synth, 0, key);
    at = play(at, tail_s);
    for (size_t i = 0; i < at; i++) {
        rig.both[i] = 0.5f * (rig.left[i] + rig.right[i]);
    }
    return (Heard){{rig.left, at}, {rig.right, at}, {rig.both, at}};
}

int rig_voices(const Row *row)
{
    (void)rig_fresh(row);
    (void)fluid_synth_noteon(rig.synth, 0, row->middle, MIDDLE_VELOCITY);
    (void)play(0, 0.01);
    return fluid_synth_get_active_voice_count(rig.synth);
}

double rig_loudness(const Row *row)
{
    const int notes = row->kind == NOISE ? 1 : 7;
    const double hold = row->kind == NOISE ? 24.0 : 1.0;
    double result = -HUGE_VAL;
    size_t at = 0;
    (void)rig_fresh(row);
    for (int i = 0; i < notes; i++) {
        const int key = row->middle + 2 * i;
        (void)fluid_synth_noteon(rig.synth, 0, key, MIDDLE_VELOCITY);
        at = play(at, hold);
        (void)fluid_synth_noteoff(rig.synth, 0, key);
        at = play(at, 0.2);
    }
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
