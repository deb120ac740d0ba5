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

// Running sums of the loop, moved down by `turns` a frame, over one turn of it and more.
static void moved_sums(const double *loop, size_t frames, double turns, size_t room, double *sum_x,
                       double *sum_y)
{
    const double c = turn_cos(turns), s = turn_sin(turns);
    double x = 1.0, y = 0.0, total_x = 0.0, total_y = 0.0;
    for (size_t i = 0; i < room; i++) {
        sum_x[i] = total_x;
        sum_y[i] = total_y;
        total_x += x * loop[i % frames];
        total_y -= y * loop[i % frames];
        const double next = c * x - s * y;
        y = s * x + c * y;
        x = next;
    }
}

// A mean over four whole periods lets one harmonic through and none of its neighbours. How
// far that pointer turns from one mean to the next tells the frequency.
double loop_cents(const double *loop, size_t frames, long cycles)
{
    enum { HARMONICS = 4 };
    const size_t span = 4 * frames / (size_t)cycles;
    const size_t room = frames + 2 * span;
    double *x = bank_alloc(room, sizeof *x), *y = bank_alloc(room, sizeof *y);
    double weighted = 0.0, weights = 1e-12;
    for (int k = 1; k <= HARMONICS; k++) {
        double along = 0.0, across = 0.0;
        const double turns = (double)k * (double)cycles / (double)frames;
        moved_sums(loop, frames, turns, room, x, y);
        for (size_t i = 0; i < frames; i += 8) {
            const double ax = x[i + span] - x[i], ay = y[i + span] - y[i];
            const double bx = x[i + 2 * span] - x[i + span];
            const double by = y[i + 2 * span] - y[i + span];
            along += ax * bx + ay * by;
            across += ax * by - ay * bx;
        }
        // A small angle is its own tangent, nearly.
        const double angle = along > 0.0 ? across / along : 0.0;
        const double shift = (angle - angle * angle * angle / 3.0) / (2.0 * BANK_PI);
        weighted += along * 1731.234 * shift / ((double)span * turns);
        weights += along;
    }
    free(x);
    free(y);
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
