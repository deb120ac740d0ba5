// SPDX-License-Identifier: MIT
// Strings and tines under a hammer.
#include "bankmath.h"
#include "tone.h"
#include "voices.h"

// Damping of piano strings, sigma = b1 + b2 (2 pi f / c)^2: values for C2, C4 and C7 from
// Bensa, Bilbao, Kronland-Martinet and Smith, JASA 114 (2003), table I.
typedef struct {
    double b1;
    double b2;
    double speed; ///< Of waves on the string, m/s.
} StringLoss;

static StringLoss string_loss(int key)
{
    if (key < 60) {
        return (StringLoss){ramp_log(key, 36, 0.25, 60, 1.1), ramp_log(key, 36, 7.5e-5, 60, 2.7e-4),
                            ramp_log(key, 36, 160.9, 60, 329.6)};
    }
    return (StringLoss){ramp_log(key, 60, 1.1, 96, 9.17), ramp_log(key, 60, 2.7e-4, 96, 2.1e-3),
                        ramp_log(key, 60, 329.6, 96, 418.6)};
}

static double string_sigma(StringLoss loss, double hz)
{
    const double wave_number = 2.0 * BANK_PI * hz / loss.speed;
    return loss.b1 + loss.b2 * wave_number * wave_number;
}

// Inharmonicity B of f_k = k f0 sqrt(1 + B k^2), about the middle of the pianos in
// Fletcher and Rossing, The Physics of Musical Instruments, chapter 12.
static double inharmonicity(int key)
{
    return key < 48 ? ramp_log(key, 24, 2.0e-4, 48, 1.6e-4) : ramp_log(key, 48, 1.6e-4, 96, 6.0e-3);
}

// How a key was struck. The stronger the blow, the harder the felt: it leaves the string sooner.
typedef struct {
    double hardness; ///< Against a middling blow.
    double knock;    ///< Of the key bed, against the tone.
    double felt;     ///< Its rustle, the same.
    double treble;   ///< Key from which partials up to `high_hz` are kept, else to `top_hz`.
    double top_hz, high_hz;
} Blow;

// A soft hammer stays on the string for 2 ms and more and so cannot excite what turns
// over several times meanwhile; felt between hammer and string makes that longer still.
static double hammer_spectrum(double hz, int key, const Blow *blow)
{
    const double corner = blow->hardness * ramp_log(key, 28, 650.0, 96, 3200.0);
    return 1.0 / (1.0 + bank_pow(hz / corner, 2.0));
}

// A soundboard radiates little below its first resonances, near 90 Hz.
static double soundboard(double hz)
{
    const double part = hz / 90.0;
    return part * part / (1.0 + part * part);
}

static const double strike_place = 0.118; // of the string's length, a usual 1/8.5

static void piano_partials(Tone *tone, int key, const Blow *blow)
{
    Dice dice = dice_new('b', key); // both layers beat alike
    const StringLoss loss = string_loss(key);
    const double b = inharmonicity(key);
    for (int k = 1; k <= 60; k++) {
        const double ratio = k * bank_sqrt((1.0 + b * k * k) / (1.0 + b));
        const double hz = ratio * tone->hz;
        const double shape = bank_abs(turn_sin(0.5 * k * strike_place));
        const double amp = shape * hammer_spectrum(hz, key, blow) * soundboard(hz);
        // Prompt sound and aftersound: the strings of a note first push the bridge
        // together, then against each other (Weinreich, JASA 62, 1977).
        const double sigma = string_sigma(loss, hz);
        tone_add_two(tone, ratio, amp, 1.9 * sigma, 0.55 * sigma, 0.22);
        // No tuner makes the three strings equal: each partial beats at a pace of its own.
        const double beat_hz = 0.4 + 1.3 * dice_unit(&dice);
        tone_add_brief(tone, ratio + beat_hz / tone->hz, 0.40 * amp, 1.4 * sigma);
    }
}

static void piano(int key, const Blow *blow, Wave *wave)
{
    const double head = ramp(key, 28, 1.15, 96, 0.38);
    const double top = key < blow->treble ? blow->top_hz : blow->high_hz;
    Tone tone = tone_new(key_hz(key), top, head, 0.22, 0.006);
    piano_partials(&tone, key, blow);
    tone_render(&tone, wave);
    // The key bed and the felt: a low knock and a breath of cloth.
    burst_add(wave, (Burst){140.0, 1.2, 0.004, 0.10, blow->knock}, 'T', key);
    burst_add(wave, (Burst){900.0, 0.7, 0.003, 0.06, blow->felt}, 'F', key);
}

void felt_piano_voice(int key, Wave *wave)
{
    static const Blow soft = {0.8, 0.08, 0.06, 66, 4900.0, 6800.0};
    piano(key, &soft, wave);
}

void felt_piano_strong_voice(int key, Wave *wave)
{
    static const Blow strong = {1.4, 0.14, 0.04, 62, 5600.0, 8000.0};
    piano(key, &strong, wave);
}

// The pickup of a Rhodes piano bends the tine's nearly pure swing into harmonics. The k-th
// grows with the k-th power of the swing, so it also dies k times as fast. The tine itself
// rings for a moment at the modes of a clamped bar, 6.27 and 17.5 (Fletcher and Rossing, 2).
static void rhodes(int key, double swing, double top_hz, Wave *wave)
{
    static const double amp[] = {1.0, 0.42, 0.16, 0.10, 0.045, 0.025, 0.012, 0.008};
    const double sigma = ramp_log(key, 28, 0.55, 96, 2.2);
    Tone tone = tone_new(key_hz(key), top_hz, ramp(key, 28, 0.9, 96, 0.4), 0.12, 0.003);
    const double bright = ramp(key, 36, 1.0, 90, 0.5);
    double grown = 1.0;
    for (int k = 1; k <= 8; k++, grown *= swing) {
        tone_add(&tone, k, grown * amp[k - 1] * (k == 1 ? 1.0 : bright), sigma * (0.7 + 0.3 * k));
    }
    tone_add_brief(&tone, 6.27, 0.10 * swing * bright, 14.0);
    tone_add_brief(&tone, 17.55, 0.03 * swing * bright, 30.0);
    tone_render(&tone, wave);
    burst_add(wave, (Burst){420.0, 0.9, 0.002, 0.05, 0.04}, 'R', key);
}

void electric_piano_voice(int key, Wave *wave)
{
    rhodes(key, 0.90, 4900.0, wave);
}

void electric_piano_strong_voice(int key, Wave *wave)
{
    rhodes(key, 1.25, 6800.0, wave);
}
