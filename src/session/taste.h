// What a listener likes: small, bounded steps of a session's own parameters, by "more" and "less".
#ifndef SESSION_TASTE_H
#define SESSION_TASTE_H

#include "compose/param.h"
#include "compose/preset.h"

typedef enum {
    TASTE_DENSITY,
    TASTE_REGISTER,
    TASTE_BRIGHTNESS,
    TASTE_INSTRUMENT, ///< Of the tune.
    TASTE_COUNT
} TasteKind;

/// A row of taste_table.
typedef struct {
    const char *word; ///< As it is kept in files.
    int8_t most;      ///< Steps either way.
    int8_t param;     ///< ParamId that it moves, or -1.
    int8_t step;      ///< By so much a step, in units of the parameter.
} TasteInfo;

extern const TasteInfo taste_table[TASTE_COUNT];

/// Plain data; zero is no taste.
typedef struct {
    int8_t steps[TASTE_COUNT];
    uint8_t asked; ///< How often the listener said anything.
    uint8_t last;  ///< The kind that was moved last ...
    int8_t way;    ///< ... and where to: 1, -1; 0 = nothing yet.
} Taste;

/// "More like this": the last step again. "Less": it is taken back, and another kind is tried,
/// drawn from `seed`. Steps beyond the bounds are not taken.
void taste_more(Taste *taste);
void taste_less(Taste *taste, uint64_t seed);

/// Moves the parameters that are not fixed.
void taste_apply(const Taste *taste, const ParamSet *fixed, Params *params);

/// The instrument of a part: another one of its kind for the tune, as liked.
int taste_instrument(const Taste *taste, const PartSpec *part);

/// The taste with each step held to its bounds; for what comes out of files.
Taste taste_held(Taste taste);

#endif
