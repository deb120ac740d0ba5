// SPDX-License-Identifier: MIT
#include "wave.h"

#include "bankmath.h"
#include "filter.h"

#include <stdlib.h>
#include <string.h>

enum { GUARD = 24 }; // frames around a loop: the format asks for 8, long interpolators more

void wave_new(Wave *wave, double seconds, double rate)
{
    *wave = (Wave){.frames = (size_t)bank_round(seconds * rate), .rate = rate};
    wave->data = bank_alloc(wave->frames, sizeof *wave->data);
}

void wave_free(Wave *wave)
{
    free(wave->data);
    *wave = (Wave){0};
}

static double peak_of(const double *data, size_t frames)
{
    double peak = 0.0;
    for (size_t i = 0; i < frames; i++) {
        peak = bank_max(peak, bank_abs(data[i]));
    }
    return peak;
}

double wave_peak(const Wave *wave)
{
    return peak_of(wave->data, wave->frames);
}

// A third of the rate: players interpolate over four points, which mirrors what lies
// higher back into the audible range.
double wave_rate(double top_hz)
{
    static const double rates[] = {16000.0, 22050.0, 32000.0, 44100.0};
    for (size_t i = 0; i < 3; i++) {
        if (top_hz <= rates[i] / 3.2) {
            return rates[i];
        }
    }
    return rates[3];
}

Loop loop_fit(double hz, double seconds, double rate)
{
    const long first = bank_round(bank_max(hz * seconds, 1.0));
    Loop best = {0, 0};
    double best_error = 1.0;
    for (long cycles = first; cycles < first + 12; cycles++) {
        const double exact = (double)cycles * rate / hz;
        const double frames = (double)bank_round(exact);
        const double error = bank_abs(frames / exact - 1.0);
        if (error < best_error) {
            best_error = error;
            best = (Loop){(size_t)frames, cycles};
        }
    }
    return best;
}

void wave_from_loop(Wave *wave, const double *loop, size_t frames, double rate)
{
    *wave = (Wave){.frames = frames + 2 * GUARD, .rate = rate};
    wave->data = bank_alloc(wave->frames, sizeof *wave->data);
    for (size_t i = 0; i < wave->frames; i++) {
        wave->data[i] = loop[(i + frames - GUARD) % frames];
    }
    wave->loop_start = GUARD;
    wave->loop_end = GUARD + frames;
}

// The loop under a Hann window of `width` frames, moved down by `turns` a frame.
static void pointer_at(const double *loop, size_t frames, size_t from, size_t width, double turns,
                       double *x, double *y)
{
    *x = 0.0;
    *y = 0.0;
    for (size_t i = 0; i < width; i++) {
        const double hann = 0.5 - 0.5 * turn_cos((double)i / (double)width);
        const double moved = hann * loop[(from + i) % frames];
        *x += moved * turn_cos(turns * (double)(from + i));
        *y -= moved * turn_sin(turns * (double)(from + i));
    }
}

// A window of six periods, or of 20 ms, lets one harmonic through and none of its neighbours.
// How far its pointer turns from one window to the next tells the frequency; the power weighs
// each turn, and the lower harmonics count more, as they do behind the presets' filters.
double loop_cents(const double *loop, size_t frames, double rate, double hz)
{
    enum { HARMONICS = 4, OVERLAP = 4 };
    const size_t width = (size_t)(rate * bank_max(6.0 / hz, 0.02));
    const size_t hop = width / OVERLAP;
    double weighted = 0.0, weights = 1e-12;
    for (int k = 1; k <= HARMONICS; k++) {
        const double turns = (double)k * hz / rate;
        double before_x = 0.0, before_y = 0.0, along = 0.0, across = 0.0;
        for (size_t at = 0; at <= frames; at += hop) {
            double x, y;
            pointer_at(loop, frames, at, width, turns, &x, &y);
            along += before_x * x + before_y * y;
            across += before_x * y - before_y * x;
            before_x = x;
            before_y = y;
        }
        // A small angle is its own tangent, nearly.
        const double angle = along > 0.0 ? across / along : 0.0;
        const double shift = (angle - angle * angle * angle / 3.0) / (2.0 * BANK_PI);
        const double weight = along / (k * k);
        weighted += weight * 1731.234 * shift / ((double)hop * turns);
        weights += weight;
    }
    return weighted / weights;
}

// Mean power of the window of `width` frames centred on each frame, around the loop.
static void power_around(const double *loop, size_t frames, size_t width, double *power)
{
    double sum = 0.0;
    for (size_t i = 0; i < width; i++) {
        const double x = loop[(i + frames - width / 2) % frames];
        sum += x * x;
    }
    for (size_t i = 0; i < frames; i++) {
        const double gone = loop[(i + frames - width / 2) % frames];
        const double next = loop[(i + frames - width / 2 + width) % frames];
        power[i] = sum / (double)width;
        sum += next * next - gone * gone;
    }
}

// Levels are taken below 900 Hz, about what the presets' filters let through.
void loop_level(double *loop, size_t frames, double rate, double amount)
{
    const size_t width = (size_t)bank_round(bank_min(0.15 * rate, 0.25 * (double)frames));
    double *power = bank_alloc(frames, sizeof *power);
    double *heard = bank_alloc(frames, sizeof *heard);
    for (int pass = 0; pass < 3; pass++) {
        memcpy(heard, loop, frames * sizeof *heard);
        filter_ring(filter_low(900.0, 0.7071, rate), heard, frames);
        power_around(heard, frames, width, power);
        double mean = 0.0;
        for (size_t i = 0; i < frames; i++) {
            mean += power[i] / (double)frames;
        }
        for (size_t i = 0; i < frames; i++) {
            const double ratio = bank_max(power[i] / mean, 0.02);
            loop[i] *= bank_pow(ratio, -0.5 * amount);
        }
    }
    free(power);
    free(heard);
}

static double burst_gain(Burst burst, double seconds)
{
    const double rise = bank_min(seconds / burst.rise_s, 1.0);
    return rise * bank_exp(-6.9 * seconds / burst.decay_s);
}

void burst_add(Wave *wave, Burst burst, unsigned purpose, int key)
{
    const double seconds = bank_min(burst.decay_s, (double)wave->frames / wave->rate);
    size_t frames = (size_t)(seconds * wave->rate);
    if (wave->loop_end && frames > wave->loop_start) {
        frames = wave->loop_start;
    }
    double *noise = bank_alloc(frames, sizeof *noise);
    Dice dice = dice_new(purpose, key);
    for (size_t i = 0; i < frames; i++) {
        noise[i] = dice_swing(&dice);
    }
    filter_run(filter_band(burst.hz, burst.q, wave->rate), noise, frames);
    for (size_t i = 0; i < frames; i++) {
        const double left = (double)(frames - i) / (double)frames;
        noise[i] *= burst_gain(burst, (double)i / wave->rate) * bank_min(4.0 * left, 1.0);
    }
    const double scale = burst.level * wave_peak(wave) / bank_max(peak_of(noise, frames), 1e-9);
    for (size_t i = 0; i < frames; i++) {
        wave->data[i] += scale * noise[i];
    }
    free(noise);
}
