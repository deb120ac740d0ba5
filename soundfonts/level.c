// SPDX-License-Identifier: MIT
#include "level.h"

#include "bankmath.h"
#include "filter.h"

// The two filters of ITU-R BS.1770 at any rate: a shelf of 4 dB above 1.7 kHz for the head,
// then a high-pass. The analogue values behind the standard's 48 kHz table.
static Filter k_shelf(double rate)
{
    const double turns = 1681.974450955533 / rate * 0.5;
    const double k = turn_sin(turns) / turn_cos(turns);
    const double q = 0.7071752369554196;
    const double high = db_amp(3.999843853973347);
    const double band = bank_pow(high, 0.4996667741545416);
    const double a0 = 1.0 + k / q + k * k;
    return (Filter){(high + band * k / q + k * k) / a0,
                    2.0 * (k * k - high) / a0,
                    (high - band * k / q + k * k) / a0,
                    2.0 * (k * k - 1.0) / a0,
                    (1.0 - k / q + k * k) / a0,
                    0.0,
                    0.0};
}

static Filter k_high(double rate)
{
    const double turns = 38.13547087602444 / rate * 0.5;
    const double k = turn_sin(turns) / turn_cos(turns);
    const double q = 0.5003270373238773;
    const double a0 = 1.0 + k / q + k * k;
    return (Filter){1.0, -2.0, 1.0, 2.0 * (k * k - 1.0) / a0, (1.0 - k / q + k * k) / a0, 0.0, 0.0};
}

static double frame_at(const Wave *wave, size_t i)
{
    if (wave->loop_end && i >= wave->loop_end) {
        const size_t turn = wave->loop_end - wave->loop_start;
        i = wave->loop_start + (i - wave->loop_start) % turn;
    }
    return i < wave->frames ? wave->data[i] : 0.0;
}

double wave_loudness(const Wave *wave, double attack_s, double cutoff_hz)
{
    const bool long_loop = (double)wave->frames > 8.0 * wave->rate;
    const size_t frames = long_loop ? wave->frames : (size_t)wave->rate;
    const double decay_step = db_amp(-wave->decay_db / wave->rate);
    Filter shelf = k_shelf(wave->rate), high = k_high(wave->rate);
    Filter low = filter_low(cutoff_hz, 0.7071, wave->rate);
    double power = 1e-12, decay = 1.0;
    for (size_t i = 0; i < frames; i++) {
        const double seconds = (double)i / wave->rate;
        const double rise = attack_s > 0.0 ? bank_min(seconds / attack_s, 1.0) : 1.0;
        double x = frame_at(wave, i) * rise * decay;
        x = filter_step(&high, filter_step(&shelf, filter_step(&low, x)));
        power += x * x / (double)frames;
        decay *= decay_step;
    }
    return 0.5 * amp_db(power);
}
