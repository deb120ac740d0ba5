#include "io/burst.h"

enum {
    PULLS = 512, ///< Rows are counted over so many pulls ...
    OFTEN = 8,   ///< ... and believed when they come so often.
};

size_t burst_learn(Burst *burst, int64_t now_us, size_t frames, int rate_hz)
{
    const int64_t quarter_us = 250000 * (int64_t)frames / rate_hz;
    burst->frames = now_us - burst->pulled_us > quarter_us ? frames : burst->frames + frames;
    burst->pulled_us = now_us;
    if (burst->frames > burst->most) {
        burst->most = burst->frames;
        burst->count = 0;
    }
    burst->count += burst->frames == burst->most ? 1 : 0;
    const size_t known = burst->count == OFTEN ? burst->most : 0;
    if (++burst->pulls == PULLS) {
        burst->most = 0;
        burst->pulls = burst->count = 0;
    }
    return known;
}
