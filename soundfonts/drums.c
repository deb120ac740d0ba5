// SPDX-License-Identifier: MIT
// A few soft percussion sounds: hands, brushes, seeds.
#include "bankmath.h"
#include "filter.h"
#include "tone.h"
#include "voices.h"

// Noise of one band under an arch: rises, then falls by 60 dB in `decay_s`.
static void swish(Wave *wave, double hz, double q, double rise_s, double decay_s, unsigned purpose)
{
    Dice dice = dice_new(purpose, 0);
    wave_new(wave, rise_s + 1.2 * decay_s, 32000.0);
    for (size_t i = 0; i < wave->frames; i++) {
        wave->data[i] = dice_swing(&dice);
    }
    filter_run(filter_band(hz, q, wave->rate), wave->data, wave->frames);
    for (size_t i = 0; i < wave->frames; i++) {
        const double t = (double)i / wave->rate;
        const double up = bank_min(t / rise_s, 1.0);
        const double down = t > rise_s ? bank_exp(-6.9 * (t - rise_s) / decay_s) : 1.0;
        const double end = bank_min(8.0 * (1.0 - (double)i / (double)wave->frames), 1.0);
        wave->data[i] *= up * up * down * end;
    }
}

// Seeds gather on the far wall before they strike: a slow rise, a quick stop.
void shaker_voice(int key, Wave *wave)
{
    (void)key;
    swish(wave, 5200.0, 0.8, 0.025, 0.07, 1001);
}

void brush_voice(int key, Wave *wave)
{
    (void)key;
    swish(wave, 2600.0, 0.4, 0.006, 0.16, 1002);
}

void brush_swish_voice(int key, Wave *wave)
{
    (void)key;
    swish(wave, 3000.0, 0.4, 0.16, 0.30, 1003);
}

// Modes of a round membrane, 1 : 1.594 : 2.136 : 2.296 : 2.653 : 2.918 (zeros of Bessel
// functions; Fletcher and Rossing, chapter 3). The lowest loses most to the air.
void frame_drum_voice(int key, Wave *wave)
{
    static const double ratio[] = {1.0, 1.594, 2.136, 2.296, 2.653, 2.918};
    static const double amp[] = {1.0, 0.5, 0.28, 0.18, 0.12, 0.08};
    static const double sigma[] = {11.0, 9.0, 13.0, 15.0, 19.0, 23.0};
    Tone tone = tone_new(key_hz(key), 4800.0, 0.8, 0.0, 0.004);
    for (int i = 0; i < 6; i++) {
        tone_add(&tone, ratio[i], amp[i], sigma[i]);
    }
    tone_render(&tone, wave);
    burst_add(wave, (Burst){900.0, 0.6, 0.003, 0.07, 0.20}, 'D', key);
}

void rim_voice(int key, Wave *wave)
{
    Tone tone = tone_new(key_hz(key), 9900.0, 0.16, 0.0, 0.001);
    tone_add(&tone, 1.0, 0.8, 75.0);
    tone_add(&tone, 2.31, 0.5, 90.0);
    tone_add(&tone, 3.87, 0.2, 120.0);
    tone_render(&tone, wave);
    burst_add(wave, (Burst){2200.0, 1.0, 0.001, 0.03, 0.15}, 'I', key);
}
