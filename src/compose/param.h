// Musical parameters: one table of rows, and the values that a mood gives them.
#ifndef COMPOSE_PARAM_H
#define COMPOSE_PARAM_H

#include "compose/mood.h"

#include <stdint.h>

typedef enum {
#define X(id, ...) PARAM_##id,
#include "compose/param.def"
#undef X
    PARAM_COUNT
} ParamId;

typedef enum { CURVE_LIN, CURVE_LOG } ParamCurve;

typedef struct {
    const char *key; ///< As in presets and --set.
    const char *unit;
    const char *doc;
    const char *source; ///< Where the numbers come from.
    int32_t min, max;   ///< Legal values, shifted by `decimals`.
    int32_t corner[4];  ///< At calm, low, bright and tense; shifted by `decimals`.
    uint8_t decimals;
    uint8_t curve; ///< A ParamCurve.
} ParamInfo;

extern const ParamInfo param_table[PARAM_COUNT];

/// Index of a key in param_table, or -1.
int param_find(const char *key);

/// One value for each parameter, shifted by its decimals.
typedef struct {
    int32_t value[PARAM_COUNT];
} Params;

/// Values that somebody fixed; they win over the mood.
typedef struct {
    int32_t value[PARAM_COUNT];
    uint8_t fixed[PARAM_COUNT]; ///< 1 where `value` counts.
} ParamSet;

/// Copies what `over` fixes into `set`.
void param_set_merge(ParamSet *set, const ParamSet *over);

/// The parameters of a mood, held to their ranges, with `fixed` on top.
void params_from_mood(Params *params, Mood mood, const ParamSet *fixed);

#endif
