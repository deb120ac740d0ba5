#include "session/taste.h"

#include "base/dice.h"
#include "base/fix.h"
#include "compose/streams.h"
#include "compose/texture.h"
#include "music/instrument.h"

#include <string.h>

// Steps that are heard and do not change the piece's character; a tune moves within an octave.
const TasteInfo taste_table[TASTE_COUNT] = {
    [TASTE_DENSITY] = {"density", 4, PARAM_DENSITY, 8},
    [TASTE_REGISTER] = {"register", 3, PARAM_REGISTER, 2},
    [TASTE_BRIGHTNESS] = {"brightness", 4, PARAM_BRIGHTNESS, 6},
    [TASTE_INSTRUMENT] = {"instrument", 2, -1, 0},
};

// Instruments that can take a tune over from one another: alike in attack, and in range.
enum { FAMILY = 5 };
static const char *const families[][FAMILY] = {
    {"felt piano", "vibraphone", "electric piano", "harp", "kalimba"},
    {"flute", "ocarina", "pan flute", "bowed glass", "choir pad"},
};

static int moved(Taste *taste, int kind, int way)
{
    const int steps = taste->steps[kind] + way;
    if (fix_abs(steps) > taste_table[kind].most) {
        return 0;
    }
    taste->steps[kind] = (int8_t)steps;
    taste->last = (uint8_t)kind;
    taste->way = (int8_t)way;
    return 1;
}

void taste_more(Taste *taste)
{
    taste->asked = (uint8_t)fix_min(taste->asked + 1, UINT8_MAX);
    if (taste->way != 0) {
        moved(taste, taste->last, taste->way);
    }
}

void taste_less(Taste *taste, uint64_t seed)
{
    enum { TRIES = 8 };
    const int before = taste->way != 0 ? taste->last : -1;
    Dice dice = dice_at(seed, STREAM_TASTE, taste->asked);
    taste->asked = (uint8_t)fix_min(taste->asked + 1, UINT8_MAX);
    if (before >= 0) {
        taste->steps[before] = (int8_t)(taste->steps[before] - taste->way);
    }
    for (int t = 0; t < TRIES; ++t) {
        const int kind = dice_below(&dice, TASTE_COUNT);
        if (kind != before && moved(taste, kind, dice_chance(&dice, 500) ? 1 : -1)) {
            return;
        }
    }
    taste->way = 0;
}

void taste_apply(const Taste *taste, const ParamSet *fixed, Params *params)
{
    for (int kind = 0; kind < TASTE_COUNT; ++kind) {
        const TasteInfo *const info = &taste_table[kind];
        if (info->param >= 0 && !fixed->fixed[info->param]) {
            const ParamInfo *const param = &param_table[info->param];
            int32_t *const value = &params->value[info->param];
            *value = fix_clamp(*value + taste->steps[kind] * info->step, param->min, param->max);
        }
    }
}

static int neighbour(const char *const *family, const char *name, int steps)
{
    for (int i = 0; i < FAMILY; ++i) {
        if (strcmp(family[i], name) == 0) {
            return instrument_find(family[fix_mod(i + steps, FAMILY)]);
        }
    }
    return -1;
}

int taste_instrument(const Taste *taste, const PartSpec *part)
{
    const char *const name = instrument_table[part->instrument].name;
    const int steps = taste->steps[TASTE_INSTRUMENT];
    if (steps == 0 || !texture_table[part->texture]->is_tune) {
        return part->instrument;
    }
    for (size_t f = 0; f < sizeof families / sizeof families[0]; ++f) {
        const int other = neighbour(families[f], name, steps);
        if (other >= 0) {
            return other;
        }
    }
    return part->instrument;
}

Taste taste_held(Taste taste)
{
    for (int kind = 0; kind < TASTE_COUNT; ++kind) {
        const int most = taste_table[kind].most;
        taste.steps[kind] = (int8_t)fix_clamp(taste.steps[kind], -most, most);
    }
    taste.way = 0;
    return taste;
}
