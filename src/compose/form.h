// Form: sections of one to two minutes, themes stated, varied, left and brought back.
#ifndef COMPOSE_FORM_H
#define COMPOSE_FORM_H

#include "compose/phrase.h"

#include <stdint.h>

/// The place of one phrase in the form.
typedef struct {
    uint16_t theme;    ///< Number of the theme, from 0 through the session.
    uint8_t variation; ///< 0 for the first statement of a theme.
    uint8_t cadence;   ///< A Cadence.
    uint8_t has_tune;
    uint8_t arc; ///< Density, 0..100 %.
    uint8_t closes_section;
} FormPlace;

/// What stands at phrase `index` of section `section`. Pure: the same for the same arguments.
FormPlace form_place(uint64_t seed, int32_t section, int32_t index);

/// Bars of a phrase that should last `phrase_ms`, for a bar of `bar_ms`.
int32_t form_phrase_bars(int64_t bar_ms, int64_t phrase_ms);

/// Bars of the next phrase of a piece that has `bars_left` to go, phrases being `bars` long:
/// spreads what is left over whole phrases so that none is a stump.
int32_t form_bars_to_end(int64_t bars_left, int32_t bars);

#endif
