// SPDX-License-Identifier: MIT
// Bars, tongues and tubes, by the ratios of their modes (Fletcher and Rossing, The Physics
// of Musical Instruments, chapters 2 and 19; Rossing, Science of Percussion Instruments).
#include "bankmath.h"
#include "tone.h"
#include "voices.h"

typedef struct {
    double ratio;
    double amp;
    double loss; ///< Decay against that of the first mode.
} Mode;

static void bar_render(Tone *tone, const Mode *modes, int count, double sigma, Wave *wave)
{
    for (int i = 0; i < count; i++) {
        tone_add(tone, modes[i].ratio, modes[i].amp, sigma * modes[i].loss);
    }
    tone_render(tone, wave);
}

// Steel plates over wooden boxes tuned to the first mode, felt hammers. A free bar has
// modes 1 : 2.756 : 5.404; the box favours the first.
void celesta_voice(int key, Wave *wave)
{
    static const Mode modes[] = {{1.0, 1.0, 1.0},
                                 {2.756, 0.32, 3.2},
                                 {5.404, 0.16, 8.0},
                                 {2.0, 0.10, 1.6},
                                 {8.933, 0.02, 14.0}};
    Tone tone = tone_new(key_hz(key), 10000.0, ramp(key, 48, 0.48, 100, 0.28), 0.05, 0.002);
    bar_render(&tone, modes, 5, ramp_log(key, 48, 1.5, 104, 4.2), wave);
    burst_add(wave, (Burst){700.0, 0.8, 0.002, 0.04, 0.03}, 'C', key);
}

// The comb of a music box: tongues clamped at one end, 1 : 6.267 : 17.55, plucked by a pin.
// The board below rings along an octave and a twelfth above.
void music_box_voice(int key, Wave *wave)
{
    static const Mode modes[] = {{1.0, 1.0, 1.0},
                                 {6.267, 0.24, 4.5},
                                 {17.55, 0.02, 12.0},
                                 {2.0, 0.20, 1.5},
                                 {3.0, 0.05, 2.0}};
    Tone tone = tone_new(key_hz(key), 13500.0, ramp(key, 48, 0.50, 100, 0.30), 0.05, 0.0015);
    bar_render(&tone, modes, 5, ramp_log(key, 48, 1.6, 104, 3.6), wave);
    burst_add(wave, (Burst){2600.0, 1.0, 0.001, 0.02, 0.03}, 'M', key);
}

// Vibraphone bars are undercut until the second mode is two octaves up and the third near
// ten times; the tube below feeds the first. Soft yarn mallets leave little of the rest.
static void vibraphone(int key, const Mode modes[4], double top_hz, double mallet, Wave *wave)
{
    Tone tone = tone_new(key_hz(key), top_hz, ramp(key, 48, 0.65, 96, 0.32), 0.06, 0.005);
    bar_render(&tone, modes, 4, ramp_log(key, 48, 0.75, 96, 2.0), wave);
    burst_add(wave, (Burst){350.0, 0.9, 0.003, 0.05, mallet}, 'V', key);
    burst_add(wave, (Burst){1500.0, 0.7, 0.003, 0.02, 0.5 * mallet}, 'v', key);
}

void vibraphone_voice(int key, Wave *wave)
{
    static const Mode modes[] = {
        {1.0, 1.0, 1.0}, {4.0, 0.20, 3.0}, {10.0, 0.04, 14.0}, {2.0, 0.02, 1.3}};
    vibraphone(key, modes, 6800.0, 0.03, wave);
}

// A stronger blow winds the yarn tighter: more of the upper modes, and the mallet is heard.
void vibraphone_strong_voice(int key, Wave *wave)
{
    static const Mode modes[] = {
        {1.0, 1.0, 1.0}, {4.0, 0.38, 3.0}, {10.0, 0.14, 12.0}, {2.0, 0.03, 1.3}};
    vibraphone(key, modes, 9900.0, 0.06, wave);
}

// Rosewood, tuned like the vibraphone but with a third mode near 9.2 and short decays.
void marimba_voice(int key, Wave *wave)
{
    static const Mode modes[] = {
        {1.0, 1.0, 1.0}, {4.0, 0.34, 3.0}, {9.2, 0.10, 7.0}, {16.2, 0.015, 12.0}};
    Tone tone = tone_new(key_hz(key), 6800.0, ramp(key, 36, 0.5, 96, 0.25), 0.05, 0.003);
    bar_render(&tone, modes, 4, ramp_log(key, 36, 2.6, 96, 11.0), wave);
    burst_add(wave, (Burst){500.0, 0.8, 0.002, 0.05, 0.06}, 'W', key);
}

// A lamella over a bridge: its overtones lie near 5.4 and 14, not at those of a free
// tongue, as the bridge stands inside its length. The gourd knocks below.
void kalimba_voice(int key, Wave *wave)
{
    static const Mode modes[] = {
        {1.0, 1.0, 1.0}, {2.0, 0.06, 1.4}, {5.4, 0.44, 4.5}, {14.1, 0.04, 12.0}};
    Tone tone = tone_new(key_hz(key), 8000.0, ramp(key, 48, 0.5, 96, 0.3), 0.05, 0.003);
    bar_render(&tone, modes, 4, ramp_log(key, 48, 2.3, 96, 5.5), wave);
    burst_add(wave, (Burst){240.0, 2.0, 0.002, 0.08, 0.09}, 'K', key);
    burst_add(wave, (Burst){1900.0, 1.0, 0.001, 0.03, 0.03}, 'k', key);
}

// A tube has the modes of a free bar, 3^2 : 5^2 : 7^2 : 9^2 ... ; the ear takes 9, 11 and
// 13 as 2 : 3 : 4 of a note that is hardly there. A soft mallet and a little of that note
// itself make it plain for a melody.
void tubular_bell_voice(int key, Wave *wave)
{
    static const Mode modes[] = {{1.0, 0.70, 1.0},  {2.0, 1.0, 1.2},   {2.99, 0.55, 1.6},
                                 {4.17, 0.30, 2.3}, {5.56, 0.14, 3.4}, {7.13, 0.06, 5.0},
                                 {1.21, 0.05, 1.2}, {0.5, 0.22, 0.9}};
    Tone tone = tone_new(key_hz(key), 6800.0, ramp(key, 48, 0.75, 90, 0.5), 0.20, 0.004);
    bar_render(&tone, modes, 8, ramp_log(key, 48, 0.8, 90, 1.5), wave);
    burst_add(wave, (Burst){900.0, 0.7, 0.002, 0.05, 0.03}, 't', key);
}
