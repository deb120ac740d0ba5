// SPDX-License-Identifier: MIT
#include "assemble.h"

#include "bankmath.h"
#include "level.h"

#include <stdio.h>
#include <stdlib.h>

// Sources of modulators (specification 8.2.1): index, 0x80 for a controller, 0x100 for
// "falling", 0x200 for bipolar.
enum {
    FROM_SOFTNESS = 0x0102,   // velocity, falling
    FROM_BRIGHTNESS = 0x02ca, // controller 74, bipolar
    FROM_ATTACK = 0x02c9,     // controller 73, bipolar
    FROM_RELEASE = 0x02c8     // controller 72, bipolar
};

static const double peak_level = 0.85;  // of full scale, for every sample
static const double bank_level = -22.5; // K-weighted, dB, at full velocity
static const double half_velocity = 63.0 / 128.0;

static long timecents(double seconds)
{
    return bank_round(1200.0 * bank_log2(bank_max(seconds, 0.001)));
}

static long cents_of(double hz)
{
    return bank_round(bank_min(1200.0 * bank_log2(hz / 8.1757989156), 13500.0));
}

static void wave_normalise(Wave *wave)
{
    double mean = 0.0;
    const size_t from = wave->loop_end ? wave->loop_start : 0;
    const size_t to = wave->loop_end ? wave->loop_end : wave->frames;
    for (size_t i = from; i < to; i++) {
        mean += wave->data[i] / (double)(to - from);
    }
    for (size_t i = 0; i < wave->frames; i++) {
        wave->data[i] -= wave->loop_end ? mean : 0.0;
    }
    const double scale = peak_level / bank_max(wave_peak(wave), 1e-9);
    for (size_t i = 0; i < wave->frames; i++) {
        wave->data[i] *= scale;
    }
}

static int store_samples(Assembly *assembly, const Layer *layer, int key, const Wave *wave)
{
    char name[20];
    int16_t *data = bank_alloc(wave->frames, sizeof *data);
    for (size_t i = 0; i < wave->frames; i++) {
        data[i] = (int16_t)bank_round(32767.0 * wave->data[i]);
    }
    (void)snprintf(name, sizeof name, "%.14s %d", layer->label, key);
    const Sf2Sample sample = {
        name, data, wave->frames, wave->loop_start, wave->loop_end, bank_round(wave->rate), key};
    const int number = sf2_sample(&assembly->sf2, &sample);
    free(data);
    return number;
}

static const Stored *stored_sample(Assembly *assembly, const Layer *layer, int key)
{
    for (int i = 0; i < assembly->stored_count; i++) {
        const Stored *stored = &assembly->stored[i];
        if (stored->voice == layer->voice && stored->key == key) {
            return stored;
        }
    }
    if (assembly->stored_count == ASSEMBLE_SAMPLES) {
        (void)fputs("mkbank: more samples than ASSEMBLE_SAMPLES\n", stderr);
        exit(1);
    }
    Stored *stored = &assembly->stored[assembly->stored_count++];
    *stored = (Stored){.voice = layer->voice, .key = key};
    layer->voice(key, &stored->wave);
    wave_normalise(&stored->wave);
    stored->number = store_samples(assembly, layer, key, &stored->wave);
    return stored;
}

static double cutoff_at(const Layer *layer, int key)
{
    return layer->cutoff_hz * bank_exp2(layer->track * (key - 60) / 12.0);
}

// The ear finds high notes of equal loudness sharper, so they step back a little.
static double level_curve(int key)
{
    return ramp(key, 72, 0.0, 96, -3.0);
}

static double zone_attenuation_db(const Program *program, const Layer *layer, int key,
                                  const Wave *wave)
{
    const double darker = layer->velocity_cents * half_velocity - 0.6 * layer->bloom_cents;
    const double cutoff = cutoff_at(layer, key) * bank_exp2(-darker / 1200.0);
    const double loudness = wave_loudness(wave, layer->attack_s, cutoff);
    const double wanted = bank_level + program->trim_db + layer->level_db + level_curve(key);
    return loudness - wanted;
}

static void put_envelope(Sf2 *sf2, const Layer *layer, const Wave *wave)
{
    sf2_gen(sf2, GEN_ATTACK, timecents(layer->attack_s));
    if (wave->decay_db > 0.0) {
        sf2_gen(sf2, GEN_DECAY, timecents(96.0 / wave->decay_db));
        sf2_gen(sf2, GEN_SUSTAIN, 1000);
    }
    sf2_gen(sf2, GEN_RELEASE, timecents(layer->release_s * 96.0 / 60.0));
}

static void put_motion(Sf2 *sf2, const Layer *layer)
{
    if (layer->vib_cents > 0.0) {
        sf2_gen(sf2, GEN_VIB_TO_PITCH, bank_round(layer->vib_cents));
        sf2_gen(sf2, GEN_VIB_FREQ, cents_of(layer->vib_hz));
        sf2_gen(sf2, GEN_VIB_DELAY, timecents(layer->vib_delay_s));
    }
    if (layer->trem_db > 0.0) {
        sf2_gen(sf2, GEN_MOD_LFO_TO_VOLUME, bank_round(10.0 * layer->trem_db));
        sf2_gen(sf2, GEN_MOD_LFO_FREQ, cents_of(layer->trem_hz));
    }
    if (layer->waft_cents > 0.0) {
        sf2_gen(sf2, GEN_MOD_LFO_TO_FILTER, bank_round(layer->waft_cents));
        sf2_gen(sf2, GEN_MOD_LFO_FREQ, cents_of(layer->waft_hz));
    }
}

// The modulation envelope starts high and falls, or, for negative cents, rises slowly.
static void put_filter(Sf2 *sf2, const Layer *layer, int key)
{
    const double start = layer->bloom_cents < 0.0 ? layer->bloom_cents : 0.0;
    const double cutoff = cutoff_at(layer, key) * bank_exp2(start / 1200.0);
    sf2_gen(sf2, GEN_FILTER_FC, cents_of(cutoff));
    if (layer->bloom_cents > 0.0) {
        sf2_gen(sf2, GEN_MOD_ENV_TO_FILTER, bank_round(layer->bloom_cents));
        sf2_gen(sf2, GEN_MOD_DECAY, timecents(layer->bloom_s));
        sf2_gen(sf2, GEN_MOD_SUSTAIN, 1000);
    } else if (layer->bloom_cents < 0.0) {
        sf2_gen(sf2, GEN_MOD_ENV_TO_FILTER, bank_round(-layer->bloom_cents));
        sf2_gen(sf2, GEN_MOD_ATTACK, timecents(layer->bloom_s));
    }
    sf2_gen(sf2, GEN_MOD_RELEASE, timecents(bank_max(layer->release_s, 0.2)));
}

static void put_place(Sf2 *sf2, const Layer *layer, int key, const Wave *wave)
{
    const double pan = layer->pan + layer->spread * ramp(key, 36, -1.0, 96, 1.0);
    const long start = bank_round(layer->start_s * wave->rate);
    sf2_gen(sf2, GEN_PAN, bank_round(500.0 * bank_min(bank_max(pan, -1.0), 1.0)));
    if (start > 0 && (size_t)start < wave->loop_end) {
        sf2_gen(sf2, GEN_START, start % 32768);
        sf2_gen(sf2, GEN_START_COARSE, start / 32768);
    }
    if (layer->detune_cents < 0.0 || layer->detune_cents > 0.0) {
        sf2_gen(sf2, GEN_FINE_TUNE, bank_round(layer->detune_cents));
    }
    if (layer->scale_cents < 0.0 || layer->scale_cents > 0.0) {
        sf2_gen(sf2, GEN_SCALE_TUNE, bank_round(bank_max(layer->scale_cents, 0.0)));
    }
}

static double put_zone(Assembly *assembly, const Program *program, const Layer *layer, int key,
                       int low, int high)
{
    Sf2 *sf2 = &assembly->sf2;
    const Stored *stored = stored_sample(assembly, layer, key);
    const double down = zone_attenuation_db(program, layer, key, &stored->wave);
    sf2_zone(sf2);
    sf2_key_range(sf2, low, high);
    if (layer->strong) {
        sf2_velocity_range(sf2, layer->soft, layer->strong);
    }
    // Players multiply this generator by 0.4, as the EMU8000 chip did.
    sf2_gen(sf2, GEN_ATTENUATION, bank_round(25.0 * bank_max(down, 0.0)));
    put_envelope(sf2, layer, &stored->wave);
    put_filter(sf2, layer, key);
    put_motion(sf2, layer);
    put_place(sf2, layer, key, &stored->wave);
    if (stored->wave.loop_end) {
        sf2_gen(sf2, GEN_SAMPLE_MODES, 1);
    }
    sf2_mod(sf2, FROM_SOFTNESS, GEN_FILTER_FC, -(int)layer->velocity_cents);
    sf2_gen(sf2, GEN_SAMPLE, stored->number);
    return bank_max(-down, 0.0);
}

static double put_layer(Assembly *assembly, const Program *program, const Layer *layer)
{
    const int high = layer->high ? layer->high : 127;
    int low = layer->low;
    double missing = 0.0;
    for (int key = layer->first; key <= layer->last; key += layer->step) {
        const bool last = key + layer->step > layer->last;
        const int top = last ? high : key + layer->step / 2;
        const int sampled = key + layer->borrow * layer->step;
        const int from =
            sampled > layer->last ? sampled - 2 * layer->borrow * layer->step : sampled;
        missing = bank_max(missing, put_zone(assembly, program, layer, from, low, top));
        low = top + 1;
    }
    return missing;
}

double assemble_program(Assembly *assembly, const Program *program)
{
    Sf2 *sf2 = &assembly->sf2;
    double missing = 0.0;
    sf2_preset(sf2, program->name, program->bank, program->number);
    sf2_zone(sf2); // the global zone: what all zones share
    sf2_gen(sf2, GEN_REVERB, bank_round(1000.0 * program->reverb));
    sf2_mod(sf2, FROM_BRIGHTNESS, GEN_FILTER_FC, 2400);
    sf2_mod(sf2, FROM_ATTACK, GEN_ATTACK, 2400);
    sf2_mod(sf2, FROM_RELEASE, GEN_RELEASE, 2400);
    for (int i = 0; i < program->layer_count; i++) {
        missing = bank_max(missing, put_layer(assembly, program, &program->layers[i]));
    }
    return missing;
}

void assembly_free(Assembly *assembly)
{
    for (int i = 0; i < assembly->stored_count; i++) {
        wave_free(&assembly->stored[i].wave);
    }
    sf2_free(&assembly->sf2);
    *assembly = (Assembly){0};
}
