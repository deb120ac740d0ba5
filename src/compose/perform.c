#include "compose/perform.h"

#include "base/dice.h"
#include "base/fix.h"
#include "compose/streams.h"
#include "compose/texture.h"
#include "music/instrument.h"

enum {
    VELOCITY_AT_0_DB = 80,
    OCTAVE_Q = 4096,
    // log2(10) / 40 in 1/4096 octave for a tenth of a dB: velocity = 80 * 10^(dB / 40).
    Q_PER_DB10_X100 = 3402,
    ACCENT_DB10 = 5,         ///< Downbeat over other beats; evidence 3.2: accents under a third.
    LEVEL_NOISE_DB10 = 21,   ///< Spread of the bell: sd 0.7 dB (KTH level noise 1 dB at k = 1).
    ARCH_DB10 = 40,          ///< Depth of the arch in level at 100 %: 4 dB from middle to end.
    ARCH_TIME_PERMILLE = 60, ///< Slowing at both ends of the phrase at 100 %: 6 % of tempo.
};

int32_t perform_velocity(int32_t level_db10)
{
    const int32_t q = fix_log2(VELOCITY_AT_0_DB) +
                      (int32_t)fix_div_round((int64_t)level_db10 * Q_PER_DB10_X100, 100);
    return fix_clamp(fix_exp2(fix_max(q, 0)), 1, 127);
}

int32_t perform_attack(const Params *params)
{
    return fix_log2(params->value[PARAM_ATTACK]) - fix_log2(param_table[PARAM_ATTACK].corner[0]);
}

// Position in the phrase, 0..1000.
static int32_t place(const Phrase *phrase, int32_t tick)
{
    return fix_clamp((int32_t)((int64_t)tick * 1000 / fix_max(1, phrase->ticks)), 0, 1000);
}

// A parabola that rises to the middle and falls to the end (KTH phrase arch, power 2).
static int32_t arch_db10(const Phrase *phrase, const Params *params, int32_t tick)
{
    const int32_t x = place(phrase, tick) - 450; // turning point .4-.5, evidence 5.3
    const int32_t fall = (int32_t)((int64_t)x * x * ARCH_DB10 / (550 * 550));
    return -fall * params->value[PARAM_ARCH] / 100;
}

// The same arch in time: the phrase begins and ends a little slower and makes up for it in between,
// so that it lasts exactly its bars. x(1-x)(1-2x) shifts without moving the ends.
static int32_t arch_ticks(const Phrase *phrase, const Params *params, int32_t tick)
{
    if (tick <= 0 || tick >= phrase->ticks) {
        return 0;
    }
    const int64_t x = place(phrase, tick);
    const int64_t bend = x * (1000 - x) * (1000 - 2 * x) / 1000000; // per mille of the phrase
    const int64_t depth = (int64_t)ARCH_TIME_PERMILLE * params->value[PARAM_ARCH] / 100;
    return (int32_t)(bend * depth * phrase->ticks / 1000000);
}

static int32_t accent_db10(const Phrase *phrase, int32_t tick)
{
    const int32_t bar = metre_table[phrase->metre].bar_ticks;
    const int strength = metre_strength(phrase->metre, fix_mod(tick, bar));
    return strength == 3 ? ACCENT_DB10 : strength == 0 ? -ACCENT_DB10 : 0;
}

static int32_t ms_to_ticks(int32_t ms, int32_t tempo_bpm)
{
    return (int32_t)((int64_t)ms * tempo_bpm * TICKS_PER_QUARTER / 60000 / 1000);
}

// The ensemble's common clock wanders: pink noise on the beat grid, four octaves of dice that are
// thrown anew each 1, 2, 4 and 8 beats (Voss), since correlated deviation is preferred over white
// (Hennig 2011). Bounded by 2 % of a beat, evidence 5.5.
static int32_t clock_at(uint64_t seed, int64_t beat)
{
    enum { OCTAVES = 4, SPREAD = 5 }; // ticks an octave: 4 * 5 = 20 = 2 % of 960
    int32_t sum = 0;
    for (uint32_t octave = 0; octave < OCTAVES; ++octave) {
        Dice dice = dice_at(seed, STREAM_CLOCK + 16 * octave, (uint64_t)(beat >> octave));
        sum += dice_range(&dice, -SPREAD, SPREAD);
    }
    return sum;
}

static int32_t clock_ticks(const Phrase *phrase, uint64_t seed, int32_t tick)
{
    const int32_t beat_ticks = TICKS_PER_QUARTER;
    const int32_t beat = fix_div_floor(tick, beat_ticks);
    const int64_t first = phrase->number * 64; // beats of one phrase do not reach the next one's
    return fix_lerp(clock_at(seed, first + beat), clock_at(seed, first + beat + 1),
                    fix_mod(tick, beat_ticks), beat_ticks);
}

// Struck tones vary by motor noise; slow ones are begun ahead, so that they speak on the beat.
static int32_t onset_shift(const Phrase *phrase, const PartSpec *part, const Params *params,
                           uint64_t seed, Dice *dice, const Note *note, int32_t tempo_bpm)
{
    enum { SPEAKS_AFTER = 3 }; // a third of the attack is where a slow tone is first heard [D]
    const Instrument *const instrument = &instrument_table[part->instrument];
    const int32_t noise = dice_bell(dice, ms_to_ticks(3 * params->value[PARAM_TIMING], tempo_bpm));
    const int32_t attack_q = fix_log2(instrument->attack_ms) + perform_attack(params);
    const int32_t attack_ms = fix_exp2(fix_max(attack_q, 0));
    const int32_t ahead = ms_to_ticks(attack_ms / SPEAKS_AFTER, tempo_bpm);
    return arch_ticks(phrase, params, note->tick) + clock_ticks(phrase, seed, note->tick) + noise -
           ahead;
}

void perform_slot(const Phrase *phrase, const PartSpec *parts, const Params *params, uint64_t seed,
                  int64_t slot_number, int32_t tempo_bpm, NoteList *notes)
{
    Dice timing = dice_at(seed, STREAM_TIMING, (uint64_t)slot_number);
    Dice level = dice_at(seed, STREAM_LEVEL, (uint64_t)slot_number);
    for (int32_t i = 0; i < notes->count; ++i) {
        Note *const note = &notes->notes[i];
        const PartSpec *const part = &parts[note->part];
        const int32_t played = note->velocity + arch_db10(phrase, params, note->tick) +
                               accent_db10(phrase, note->tick) +
                               dice_bell(&level, LEVEL_NOISE_DB10);
        const int32_t shift = onset_shift(phrase, part, params, seed, &timing, note, tempo_bpm);
        const int32_t amount = params->value[PARAM_PERFORMANCE];
        note->velocity = (int16_t)perform_velocity(params->value[PARAM_LEVEL] + part->level_db10 +
                                                   played * amount / 100);
        note->tick += shift * amount / 100;
        note->length = fix_max(note->length, TICKS_PER_SIXTEENTH / 2);
    }
}
