// SPDX-License-Identifier: MIT
// Each player is one phase that turns a whole number of times in the loop and wanders on
// the way: slow drift and vibrato are sines of whole numbers of turns too, so the ends meet
// exactly. Harmonic k runs at k times that phase, which keeps one player's partials
// together as on a real string, while players beat against each other.
#include "ensemble.h"

#include "bankmath.h"
#include "filter.h"

#include <stdlib.h>

enum {
    DRIFTS = 3,
    PLAYERS = 8,
    AGREED = 8, ///< Harmonics whose mean pitch is looked after: those above are heard as colour.
    LOOKS = 256,
    TRIES = 32
};

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
        .hz = hz, .loop_s = loop_s, .rate = wave_rate(top_hz), .players = players, .side = 0.75};
}

void ensemble_fill(Ensemble *e, Spectrum *spectrum, double top_hz)
{
    e->count = 0;
    for (int k = 1; k <= ENSEMBLE_HARMONICS && (double)k * e->hz < top_hz; k++) {
        e->amp[e->count++] = spectrum(k, (double)k * e->hz, e->hz);
    }
}

// A phase of d sin(2 pi w x) turns, x from 0 to 1 over the loop, runs 2 pi d w turns fast at most:
// a swing of c cents needs d = c / 1731 * cycles / (2 pi w).
static Wobble wobble(double cents, long turns, long cycles, Dice *dice)
{
    const double depth = cents / 1731.234 * (double)cycles / (2.0 * BANK_PI * (double)turns);
    return (Wobble){turns, depth, dice_unit(dice)};
}

// Players stand at 0, -1, +1, -2, +2 ... steps from the note. In a low note one turn of the loop
// is too large a step: there they drift alone.
static Player player_new(const Ensemble *e, Loop loop, int index, Dice *dice)
{
    const double seconds = (double)loop.frames / e->rate;
    const long place = index % 2 ? -(index + 1) / 2 : index / 2;
    const double step = e->detune_cents / 1731.234 * (double)loop.cycles;
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

typedef struct {
    Player player[PLAYERS];
    double gain[PLAYERS];
    double phase[PLAYERS][ENSEMBLE_HARMONICS]; ///< Turns.
} Section;

// How far one harmonic of a section is from where it belongs with the phases `start`: its mean
// pitch in cents, the mean of each look at it weighted by power, and its mean level in decibels.
// x and y hold the players' pointers against a steady one of `cycles` turns.
static double harmonic_fault(const Ensemble *e, double x[][LOOKS], double y[][LOOKS],
                             const double *start, double cycles, double wanted_power)
{
    double before_x = 0.0, before_y = 0.0, turned = 0.0, power = 1e-12, least = 1e9;
    for (int i = 0; i <= LOOKS; i++) {
        double sum_x = 0.0, sum_y = 0.0;
        for (int p = 0; p < e->players; p++) {
            const double c = turn_cos(start[p]), s = turn_sin(start[p]);
            sum_x += c * x[p][i % LOOKS] - s * y[p][i % LOOKS];
            sum_y += s * x[p][i % LOOKS] + c * y[p][i % LOOKS];
        }
        if (i > 0) {
            turned += before_x * sum_y - before_y * sum_x;
            const double now = sum_x * sum_x + sum_y * sum_y;
            power += now;
            least = bank_min(least, now);
        }
        before_x = sum_x;
        before_y = sum_y;
    }
    const double cents = 1731.234 * turned / power * LOOKS / (2.0 * BANK_PI * cycles);
    const double level = 3.0103 * bank_log2(power / LOOKS / wanted_power);
    const double hole = -3.0103 * bank_log2(bank_max(least * LOOKS / power, 1e-6));
    return bank_abs(cents) + 0.5 * bank_abs(level) + 0.3 * hole;
}

// Players of unlike pace pull a harmonic up or down by cents, each harmonic elsewhere, by how
// their phases meet. Of some throws of the dice the one is kept that leaves it where it
// belongs: so the note is in tune however dark a filter makes it.
static void agree(const Ensemble *e, Section *s, int k, long cycles, Dice *dice)
{
    static double x[PLAYERS][LOOKS], y[PLAYERS][LOOKS];
    double least = 1e9, power = 0.0;
    for (int p = 0; p < e->players; p++) {
        power += s->gain[p] * s->gain[p];
        for (int i = 0; i < LOOKS; i++) {
            const double part = (double)i / LOOKS;
            const double lead = player_turns(&s->player[p], part) - part * (double)cycles;
            x[p][i] = s->gain[p] * turn_cos((double)(k + 1) * lead);
            y[p][i] = s->gain[p] * turn_sin((double)(k + 1) * lead);
        }
    }
    for (int try = 0; try < TRIES; try++) {
        double start[PLAYERS];
        for (int p = 0; p < e->players; p++) {
            start[p] = dice_unit(dice);
        }
        const double off = harmonic_fault(e, x, y, start, (double)((k + 1) * cycles), power);
        for (int p = 0; off < least && p < e->players; p++) {
            s->phase[p][k] = start[p];
        }
        least = bank_min(least, off);
    }
}

static Section section_new(const Ensemble *e, Loop loop, Dice *dice)
{
    Section s = {0};
    double gain = 1.0;
    for (int p = 0; p < e->players; p++, gain *= e->side) {
        s.player[p] = player_new(e, loop, p, dice);
        s.gain[p] = gain;
        for (int k = 0; k < e->count; k++) {
            s.phase[p][k] = dice_unit(dice);
        }
    }
    for (int k = 0; e->players > 1 && k < AGREED && k < e->count; k++) {
        agree(e, &s, k, loop.cycles, dice);
    }
    return s;
}

// Harmonic k of the pointer (x, y) is its k-th power, made by one complex product each.
static void player_add(const Ensemble *e, const Section *section, int p, double *loop,
                       size_t frames)
{
    const Player *player = &section->player[p];
    double phase_x[ENSEMBLE_HARMONICS];
    double phase_y[ENSEMBLE_HARMONICS];
    for (int k = 0; k < e->count; k++) {
        const double turns = section->phase[p][k];
        phase_x[k] = section->gain[p] * e->amp[k] * turn_sin(turns);
        phase_y[k] = section->gain[p] * e->amp[k] * turn_cos(turns);
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
    const Section section = section_new(e, fit, &dice);
    for (int p = 0; p < e->players; p++) {
        player_add(e, &section, p, loop, fit.frames);
    }
    loop_level(loop, fit.frames, e->rate, e->level);
    *frames = fit.frames;
    return loop;
}

void ensemble_wave(const Ensemble *e, double *loop, size_t frames, Wave *wave)
{
    double heard = e->hz; // looked for again where it was found, as the window moves along
    for (int i = 0; i < 3; i++) {
        heard *= bank_exp2(loop_cents(loop, frames, e->rate, heard) / 1200.0);
    }
    wave_from_loop(wave, loop, frames, (double)bank_round(e->rate * e->hz / heard));
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
