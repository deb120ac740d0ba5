// SPDX-License-Identifier: MIT
#include "measure.h"

#include <complex.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

static const double PI = 3.14159265358979323846;

Sound sound_part(Sound sound, double from_s, double to_s)
{
    size_t from = (size_t)(from_s * RATE);
    size_t to = (size_t)(to_s * RATE);
    to = to < sound.frames ? to : sound.frames;
    from = from < to ? from : to;
    return (Sound){sound.data + from, to - from};
}

double sound_peak(Sound sound)
{
    double peak = 0.0;
    for (size_t i = 0; i < sound.frames; i++) {
        peak = fmax(peak, fabs((double)sound.data[i]));
    }
    return peak;
}

double sound_rms(Sound sound)
{
    double sum = 0.0;
    for (size_t i = 0; i < sound.frames; i++) {
        sum += (double)sound.data[i] * (double)sound.data[i];
    }
    return sqrt(sum / fmax(1.0, (double)sound.frames));
}

double sound_mean(Sound sound)
{
    double sum = 0.0;
    for (size_t i = 0; i < sound.frames; i++) {
        sum += (double)sound.data[i];
    }
    return sum / fmax(1.0, (double)sound.frames);
}

double to_db(double amplitude)
{
    return 20.0 * log10(fmax(amplitude, 1e-10));
}

// The sound under a Hann window of `width` frames, moved down by `hz`. Both rotate by a product
// a frame, as a sine each would make the test slow.
static double complex pointer_at(Sound sound, size_t from, size_t width, double hz)
{
    const double turns = hz / RATE;
    const double complex step = cexp(-2.0 * PI * I * turns);
    const double complex arch_step = cexp(2.0 * PI * I / (double)width);
    double complex moved = cexp(-2.0 * PI * I * fmod(turns * (double)from, 1.0));
    double complex arch = 1.0;
    double complex sum = 0.0;
    for (size_t i = 0; i < width; i++) {
        sum += (0.5 - 0.5 * creal(arch)) * (double)sound.data[from + i] * moved;
        moved *= step;
        arch *= arch_step;
    }
    return sum;
}

// The pointer turns by the difference to `hz`; weighting each turn by its power gives the
// centre of the line, whatever vibrato and beating do to it. The window spans six periods
// so that the neighbouring harmonics stay out.
static double complex line_turn(Sound sound, double hz, size_t width)
{
    double complex turn = 0.0;
    double complex before = 0.0;
    for (size_t at = 0; at + width < sound.frames; at += width) {
        const double complex now = pointer_at(sound, at, width, hz);
        turn += conj(before) * now;
        before = now;
    }
    return turn;
}

double pitch_error(Sound left, Sound right, double hz, int harmonics)
{
    const size_t width = 4 * (size_t)fmax(0.005 * RATE, 1.5 * RATE / hz);
    double weighted = 0.0, weights = 0.0;
    for (int k = 1; k <= harmonics; k++) {
        const double complex turn =
            line_turn(left, hz * k, width) + line_turn(right, hz * k, width);
        const double off_hz = carg(turn) * RATE / (2.0 * PI * (double)width);
        weighted += cabs(turn) * 1200.0 * log2(1.0 + off_hz / (hz * k));
        weights += cabs(turn);
    }
    return weights > 0.0 ? weighted / weights : 1e9;
}

static void fft(double complex *x, size_t n)
{
    for (size_t i = 1, j = 0; i < n; i++) {
        size_t bit = n >> 1;
        for (; j & bit; bit >>= 1) {
            j ^= bit;
        }
        j ^= bit;
        if (i < j) {
            const double complex swap = x[i];
            x[i] = x[j];
            x[j] = swap;
        }
    }
    for (size_t len = 2; len <= n; len *= 2) {
        const double complex step = cexp(-2.0 * PI * I / (double)len);
        for (size_t i = 0; i < n; i += len) {
            double complex w = 1.0;
            for (size_t k = 0; k < len / 2; k++, w *= step) {
                const double complex odd = w * x[i + k + len / 2];
                x[i + k + len / 2] = x[i + k] - odd;
                x[i + k] += odd;
            }
        }
    }
}

enum { POINTS = 16384 };

// Amplitudes of the first POINTS / 2 lines under a Hann window; false when memory is short.
static bool spectrum(Sound sound, double *amplitude)
{
    double complex *x = calloc(POINTS, sizeof *x);
    if (!x) {
        return false;
    }
    for (size_t i = 0; i < POINTS && i < sound.frames; i++) {
        const double hann = 0.5 - 0.5 * cos(2.0 * PI * (double)i / POINTS);
        x[i] = hann * (double)sound.data[i];
    }
    fft(x, POINTS);
    for (size_t i = 0; i < POINTS / 2; i++) {
        amplitude[i] = cabs(x[i]);
    }
    free(x);
    return true;
}

double centroid(Sound sound)
{
    double amplitude[POINTS / 2];
    double sum = 0.0, weighted = 0.0;
    if (!spectrum(sound, amplitude)) {
        return NAN;
    }
    for (size_t i = 1; i < POINTS / 2; i++) {
        sum += amplitude[i];
        weighted += amplitude[i] * (double)i * RATE / POINTS;
    }
    return sum > 0.0 ? weighted / sum : 0.0;
}

double level_above(Sound sound, double hz)
{
    double amplitude[POINTS / 2];
    double all = 1e-20, high = 0.0;
    if (!spectrum(sound, amplitude)) {
        return NAN;
    }
    for (size_t i = 1; i < POINTS / 2; i++) {
        const double power = amplitude[i] * amplitude[i];
        all += power;
        high += (double)i * RATE / POINTS > hz ? power : 0.0;
    }
    return 0.5 * to_db(high / all);
}

enum { WINDOWS_A_SECOND = 100 };

// RMS in windows of 20 ms, every 10 ms.
static size_t level_track(Sound sound, double *level, size_t room)
{
    const size_t hop = RATE / WINDOWS_A_SECOND;
    size_t count = 0;
    for (size_t at = 0; at + 2 * hop <= sound.frames && count < room; at += hop) {
        level[count++] = sound_rms((Sound){sound.data + at, 2 * hop});
    }
    return count;
}

double rise_time(Sound sound, double wanted)
{
    double level[400];
    const size_t count = level_track(sound, level, 400);
    for (size_t i = 0; i < count; i++) {
        if (level[i] > 0.708 * wanted) {
            return (double)i / WINDOWS_A_SECOND;
        }
    }
    return 1e9;
}

double attack_time(Sound sound)
{
    double level[400];
    const size_t count = level_track(sound, level, 400);
    double highest = 0.0;
    for (size_t i = 0; i < count; i++) {
        highest = fmax(highest, level[i]);
    }
    return rise_time(sound, highest);
}

double level_ripple(Sound left, Sound right, double low_hz, double high_hz)
{
    double level[1200], other[1200];
    const size_t count = level_track(left, level, 1200);
    (void)level_track(right, other, 1200);
    double mean = 0.0, worst = 0.0;
    for (size_t i = 0; i < count; i++) {
        level[i] = to_db(hypot(level[i], other[i]));
        mean += level[i] / (double)count;
    }
    for (double hz = low_hz; hz <= high_hz; hz += 0.03) {
        double complex sum = 0.0;
        for (size_t i = 0; i < count; i++) {
            const double hann = 1.0 - cos(2.0 * PI * (double)i / (double)count);
            sum +=
                hann * (level[i] - mean) * cexp(-2.0 * PI * I * hz * (double)i / WINDOWS_A_SECOND);
        }
        worst = fmax(worst, 4.0 * cabs(sum) / (double)count);
    }
    return worst;
}

static double bend_at(Sound sound, size_t i)
{
    const float *const x = sound.data + i;
    return (double)x[0] - 2.0 * (double)x[1] + (double)x[2];
}

// Against blocks on both sides, since a tone that dies away bends less and less.
double click_factor(Sound sound)
{
    enum { BLOCK = RATE / 50 };
    const size_t blocks = sound.frames < 2 ? 0 : (sound.frames - 2) / BLOCK;
    double before = 0.0, here = 0.0, sharpest = 0.0, worst = 0.0;
    for (size_t b = 0; b < blocks; b++) {
        double power = 0.0, largest = 0.0;
        for (size_t i = b * BLOCK; i < (b + 1) * BLOCK; i++) {
            const double bend = fabs(bend_at(sound, i));
            power += bend * bend;
            largest = fmax(largest, bend);
        }
        const double usual = sqrt((before + power) / (2 * BLOCK));
        if (b > 1 && usual > 1e-7) {
            worst = fmax(worst, sharpest / usual);
        }
        before = here;
        here = power;
        sharpest = largest;
    }
    return worst;
}
