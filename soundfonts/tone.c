// SPDX-License-Identifier: MIT
// A decaying tone in a looped sampler. The player can only make one exponential decay, so
// it gets the slowest one, and every partial in the samples is written divided by it: fast
// partials still die away, slow ones stand still. When only the slow ones are left the loop
// takes over. The loop holds whole periods of every partial in it (frequencies move to the
// nearest such value, the fundamental by less than half a cent), so it has no seam.
#include "tone.h"

#include "bankmath.h"

Tone tone_new(double hz, double top_hz, double head_s, double loop_s, double rise_s)
{
    return (Tone){.hz = hz, .top_hz = top_hz, .head_s = head_s, .loop_s = loop_s, .rise_s = rise_s};
}

static void tone_push(Tone *tone, Partial partial)
{
    if (tone->count < TONE_PARTIALS && partial.ratio * tone->hz < tone->top_hz) {
        tone->part[tone->count++] = partial;
    }
}

void tone_add(Tone *tone, double ratio, double amp, double sigma)
{
    tone_push(tone, (Partial){ratio, amp, sigma, sigma, 0.0, false});
}

void tone_add_two(Tone *tone, double ratio, double amp, double sigma, double slow, double share)
{
    tone_push(tone, (Partial){ratio, amp, sigma, slow, share, false});
}

void tone_add_brief(Tone *tone, double ratio, double amp, double sigma)
{
    tone_push(tone, (Partial){ratio, amp, sigma, sigma, 0.0, true});
}

static double floor_sigma(const Tone *tone)
{
    double strongest = 0.0;
    double sigma = 1e9;
    for (int i = 0; i < tone->count; i++) {
        strongest = bank_max(strongest, tone->part[i].amp);
    }
    for (int i = 0; i < tone->count; i++) {
        const Partial *p = &tone->part[i];
        if (!p->brief && p->amp > 0.1 * strongest) {
            sigma = bank_min(sigma, p->share > 0.0 ? p->slow : p->sigma);
        }
    }
    return sigma < 1e9 ? sigma : 1.0;
}

// One partial by a rotating pointer: two multiplications a frame instead of a sine.
static void partial_render(const Partial *p, double turns, double sigma, size_t head, Wave *wave)
{
    const double dt = 1.0 / wave->rate;
    const double c = turn_cos(turns), s = turn_sin(turns);
    const double fast_step = bank_exp((sigma - p->sigma) * dt);
    const double slow_step = bank_exp((sigma - p->slow) * dt);
    double fast = p->amp * (1.0 - p->share), slow = p->amp * p->share;
    double x = 1.0, y = 0.0;
    const size_t last = p->brief ? head : wave->frames;
    for (size_t i = 0; i < last; i++) {
        const double left = (double)(head - i) / (double)head;
        const double edge = p->brief ? bank_min(3.0 * left, 1.0) : 1.0;
        wave->data[i] += (fast + slow) * edge * y;
        const double next = c * x - s * y;
        y = s * x + c * y;
        x = next;
        if (i < head) {
            fast *= fast_step;
            slow *= slow_step;
        }
    }
}

static void soften_start(Wave *wave, double seconds)
{
    const size_t frames = (size_t)(seconds * wave->rate);
    for (size_t i = 0; i < frames && i < wave->frames; i++) {
        wave->data[i] *= 0.5 - 0.5 * turn_cos(0.5 * (double)i / (double)frames);
    }
}

static void fade_end(Wave *wave)
{
    const size_t frames = wave->frames / 4;
    for (size_t i = 0; i < frames; i++) {
        wave->data[wave->frames - 1 - i] *= (double)i / (double)frames;
    }
}

static void render_once(const Tone *tone, Wave *wave)
{
    wave_new(wave, tone->head_s, wave_rate(tone->top_hz));
    for (int i = 0; i < tone->count; i++) {
        const double turns = tone->part[i].ratio * tone->hz / wave->rate;
        partial_render(&tone->part[i], turns, 0.0, wave->frames, wave);
    }
    fade_end(wave);
}

static void render_looped(const Tone *tone, Wave *wave)
{
    const double rate = wave_rate(tone->top_hz);
    const Loop loop = loop_fit(tone->hz, tone->loop_s, rate);
    const size_t head = (size_t)bank_round(tone->head_s * rate);
    const double sigma = floor_sigma(tone);
    wave_new(wave, (double)(head + loop.frames + 24) / rate, rate);
    for (int i = 0; i < tone->count; i++) {
        const Partial *p = &tone->part[i];
        const long cycles = bank_round(p->ratio * (double)loop.cycles);
        const double turns =
            p->brief ? p->ratio * tone->hz / rate : (double)cycles / (double)loop.frames;
        partial_render(p, turns, sigma, head, wave);
    }
    wave->loop_start = head;
    wave->loop_end = head + loop.frames;
    wave->decay_db = sigma * 8.685889638;
}

void tone_render(const Tone *tone, Wave *wave)
{
    if (tone->loop_s > 0.0) {
        render_looped(tone, wave);
    } else {
        render_once(tone, wave);
    }
    soften_start(wave, tone->rise_s);
}
