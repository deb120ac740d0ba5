#include "music/metre.h"

const MetreInfo metre_table[METRE_COUNT] = {
    [METRE_4_4] = {"4/4", 4, 4, 4, 2, 960, 3840},
    [METRE_3_4] = {"3/4", 3, 4, 3, 1, 960, 2880},
    [METRE_6_8] = {"6/8", 6, 8, 2, 2, 1440, 2880},
};

int metre_strength(Metre metre, int32_t tick_in_bar)
{
    const MetreInfo *const info = &metre_table[metre];
    if (tick_in_bar == 0) {
        return 3;
    }
    if (tick_in_bar % info->beat_ticks != 0) {
        return 0;
    }
    return info->chords > 1 && tick_in_bar * 2 == info->bar_ticks ? 2 : 1;
}
