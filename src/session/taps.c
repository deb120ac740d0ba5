#include "session/taps.h"

#include "base/fix.h"

#include <string.h>

enum { MINUTE_MS_X10 = 600000 };

// Between the two in the middle when their number is even.
static int32_t median(const int32_t *values, int32_t count)
{
    int32_t sorted[TAPS_KEPT] = {0};
    for (int32_t i = 0; i < count; ++i) {
        int32_t at = i;
        for (; at > 0 && sorted[at - 1] > values[i]; --at) {
            sorted[at] = sorted[at - 1];
        }
        sorted[at] = values[i];
    }
    return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
}

static void keep(Taps *taps, int32_t interval_ms)
{
    memmove(taps->intervals_ms + 1, taps->intervals_ms,
            (TAPS_KEPT - 1) * sizeof taps->intervals_ms[0]);
    taps->intervals_ms[0] = interval_ms;
    taps->count = fix_min(taps->count + 1, TAPS_KEPT);
}

int32_t taps_add(Taps *taps, int64_t ms)
{
    const int64_t interval_ms = ms - taps->last_ms;
    if (taps->has_last && interval_ms < MINUTE_MS_X10 / TAPS_MAX_X10) {
        return 0;
    }
    if (!taps->has_last || interval_ms > MINUTE_MS_X10 / TAPS_MIN_X10) {
        *taps = (Taps){.last_ms = ms, .has_last = 1};
        return 0;
    }
    keep(taps, (int32_t)interval_ms);
    taps->last_ms = ms;
    return (int32_t)fix_div_round(MINUTE_MS_X10, median(taps->intervals_ms, taps->count));
}
