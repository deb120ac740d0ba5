#include "compose/param.h"

#include "base/fix.h"

#include <string.h>

const ParamInfo param_table[PARAM_COUNT] = {
#define X(id, key, unit, decimals, min, max, calm, low, bright, tense, curve, doc, source)         \
    [PARAM_##id] = {key,      unit,         doc, source, min, max, {calm, low, bright, tense},     \
                    decimals, CURVE_##curve},
#include "compose/param.def"
#undef X
};

int param_find(const char *key)
{
    for (int i = 0; i < PARAM_COUNT; ++i) {
        if (strcmp(param_table[i].key, key) == 0) {
            return i;
        }
    }
    return -1;
}

void param_set_merge(ParamSet *set, const ParamSet *over)
{
    for (int i = 0; i < PARAM_COUNT; ++i) {
        if (over->fixed[i]) {
            set->value[i] = over->value[i];
            set->fixed[i] = 1;
        }
    }
}

enum { SPAN = 2 * MOOD_ONE };

static int32_t bilinear(const int32_t corner[4], Mood mood)
{
    const int32_t v = mood.valence + MOOD_ONE;
    const int32_t a = mood.arousal + MOOD_ONE;
    const int32_t still = fix_lerp(corner[1], corner[0], v, SPAN);
    const int32_t lively = fix_lerp(corner[3], corner[2], v, SPAN);
    return fix_lerp(still, lively, a, SPAN);
}

static int32_t value_at(const ParamInfo *info, Mood mood)
{
    if (info->curve == CURVE_LIN) {
        return bilinear(info->corner, mood);
    }
    int32_t logs[4];
    for (int i = 0; i < 4; ++i) {
        logs[i] = fix_log2(info->corner[i]);
    }
    return fix_exp2(bilinear(logs, mood));
}

void params_from_mood(Params *params, Mood mood, const ParamSet *fixed)
{
    for (int i = 0; i < PARAM_COUNT; ++i) {
        const ParamInfo *const info = &param_table[i];
        const int32_t value = fixed->fixed[i] ? fixed->value[i] : value_at(info, mood);
        params->value[i] = fix_clamp(value, info->min, info->max);
    }
}
