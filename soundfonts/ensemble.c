// SPDX-License-Identifier: MIT
// Each player is one phase that turns a whole number of times in the loop and wanders on
// the way: slow drift and vibrato are sines of whole numbers of turns too, so the ends meet
// exactly. Harmonic k runs at k times that phase, which keeps one player's partials
// together as on a real string, while players beat against each other.
#include "ensemble.h"

#include "bankmath.h"
#include "filter.h"

#include <stdlib.h>

enum { DRIFTS = 3 };

// A sine of whole turns in the phase of a player: `depth` in turns of the fundamental.
typedef struct {
    long turns;
    double depth;
    double start;
} Wobble;

typedef struct {
    long cycles;
    Wobble wobble[DRIFTS + 1];
} Player;

Ensemble ensemble_new(double hz, double top_hz, double loop_s, int players)
{
    return (Ensemble){
        .hz = hz, .loop_s = loop_s, .rate = wave_rate(top_hz), .players = players, .side = 0.85};
}

void ensemble_fill(Ensemble *e, Spectrum *spectrum, double top_hz)
{
    e->count = 0;
    for (int k = 1; k <= ENSEMBLE_HARMONICS && (double)k * e->hz < top_hz; k++) {
        e->amp[e->count++] = spectrum(k, (double)k * e->hz, e->hz);
    }
}

// Frequency swing of c cents at w turns a loop is c / 1731 * cycles / w turns of phase.
static Wobble wobble(double cents, long turns, long cycles, Dice *dice)
{
    const double depth = cents / 1731.234 * (double)cycles / (double)turns;
    return (Wobble){turns, depth, dice_unit(dice)};
}

// Players stand at 0, -1, +1, -2, +2 ... steps from the note. No two share a frequency: with
// phases of their own they would cancel or double for the whole loop.
static Player player_new(const Ensemble *e, Loop loop, int index, Dice *dice)
{
    const double seconds = (double)loop.frames / e->rate;
    const long place = index % 2 ? -(index + 1) / 2 : index / 2;
    const double step = bank_max(e->detune_cents / 1731.234 * (double)loop.cycles, 1.0);
    Player player = {.cycles = loop.cycles + place * bank_round(step)};
    for (long w = 1; w <= DRIFTS; w++) {
        player.wobble[w - 1] = wobble(e->drift_cents / (double)DRIFTS, w, loop.cycles, dice);
    }
    const double vib_hz = e->vib_hz * (1.0 + 0.07 * (double)place);
    const long turns = bank_round(bank_max(vib_hz * seconds, 1.0));
    player.wobble[DRIFTS] = wobble(e->vib_cents, turns, loop.cycles, dice);
    return player;
}

static double player_turns(const Player *player, double part)
{
    double turns = part * (double)player->cycles;
    for (int w = 0; w <= DRIFTS; w++) {
        const Wobble *wob = &player->wobble[w];
        if (wob->depth > 0.0) {
            turns += wob->depth * turn_sin(part * (double)wob->turns + wob->start);
        }
    }
    return turns;
}

// Harmonic k of the pointer (x, y) is its k-th power, made by one complex product each.
static void player_add(const Ensemble *e, const Player *player, double gain, Dice *dice,
                       double *loop, size_t frames)
{
    double phase_x[ENSEMBLE_HARMONICS];
    double phase_y[ENSEMBLE_HARMONICS];
    for (int k = 0; k < e->count; k++) {
        const double turns = dice_unit(dice);
        phase_x[k] = gain * e->amp[k] * turn_sin(turns);
        phase_y[k] = gain * e->amp[k] * turn_cos(turns);
    }
    for (size_t i = 0; i < frames; i++) {
        const double turns = player_turns(player, (double)i / (double)frames);
        const double c = turn_cos(turns), s = turn_sin(turns);
        double x = c, y = s, sum = 0.0;
        for (int k = 0; k < e->count; k++) {
            sum += phase_x[k] * x + phase_y[k] * y;
            const double next = c * x - s * y;
            y = s * x + c * y;
            x = next;
        }
        loop[i] += sum;
    }
}

double *ensemble_loop(const Ensemble *e, unsigned purpose, int key, size_t *frames)
{
    const Loop fit = loop_fit(e->hz, e->loop_s, e->rate);
    double *loop = bank_alloc(fit.frames, sizeof *loop);
    Dice dice = dice_new(purpose, key);
    double gain = 1.0;
    for (int p = 0; p < e->players; p++, gain *= e->side) {
        const Player player = player_new(e, fit, p, &dice);
        player_add(e, &player, gain, &dice, loop, fit.frames);
    }
    loop_level(loop, fit.frames, e->rate, e->level);
    *frames = fit.frames;
    return loop;
}

void ensemble_wave(const Ensemble *e, double *loop, size_t frames, Wave *wave)
{
    const long cycles = bank_round(e->hz * (double)frames / e->rate);
    const double cents = loop_cents(loop, frames, cycles) +
                         1731.234 * ((double)cycles * e->rate / ((double)frames * e->hz) - 1.0);
    const double rate = e->rate * bank_exp2(-cents / 1200.0);
    wave_from_loop(wave, loop, frames, (double)bank_round(rate));
    free(loop);
}

void ensemble_render(const Ensemble *e, unsigned purpose, int key, Wave *wave)
{
    size_t frames = 0;
    double *loop = ensemble_loop(e, purpose, key, &frames);
    ensemble_wave(e, loop, frames, wave);
}

void loop_breath(double *loop, size_t frames, double rate, double hz, double q, double level,
                 unsigned purpose)
{
    double *noise = bank_alloc(frames, sizeof *noise);
    double loudest = 0.0, noisiest = 1e-9;
    Dice dice = dice_new(purpose, (int)frames);
    for (size_t i = 0; i < frames; i++) {
        noise[i] = dice_swing(&dice);
    }
    filter_ring(filter_band(hz, q, rate), noise, frames);
    for (size_t i = 0; i < frames; i++) {
        loudest = bank_max(loudest, bank_abs(loop[i]));
        noisiest = bank_max(noisiest, bank_abs(noise[i]));
    }
    for (size_t i = 0; i < frames; i++) {
        loop[i] += noise[i] * level * loudest / noisiest;
    }
    free(noise);
}

double formant_gain(const Formant *formants, int count, double floor_db, double hz)
{
    double power = db_amp(floor_db) * db_amp(floor_db);
    for (int i = 0; i < count; i++) {
        const double off = 2.0 * (hz - formants[i].hz) / formants[i].width_hz;
        power += db_amp(2.0 * formants[i].db) / (1.0 + off * off);
    }
    return bank_sqrt(power);
}
