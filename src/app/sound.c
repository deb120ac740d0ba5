#include "app/sound.h"

#include "text/names.h"

#include <stdio.h>

const char *sound_start_text(char out[SOUND_LINE_BYTES], Sink *sink, int rate_hz, int has_keyboard)
{
    const LiveStats stats = sink_live_stats(sink);
    const int alone_ms = sink_live_latency_ms(sink, 0);
    const int length = snprintf(out, SOUND_LINE_BYTES, "sound: %s, %d Hz, latency %d ms",
                                stats.device, rate_hz, alone_ms);
    if (has_keyboard && length > 0 && length < SOUND_LINE_BYTES) {
        snprintf(out + length, SOUND_LINE_BYTES - (size_t)length, ", %d ms with a keyboard",
                 sink_live_latency_ms(sink, 1));
    }
    return out;
}

const char *sound_news_text(char out[SOUND_LINE_BYTES], LiveStats *before, const LiveStats *now)
{
    const int is_lost = now->losses > before->losses;
    const int was_away = is_lost || before->state == LIVE_LOST;
    out[0] = '\0';
    if (was_away && now->state == LIVE_PLAYING) {
        snprintf(out, SOUND_LINE_BYTES, "sound back: %s; the music goes on where it was",
                 now->device);
    } else if (is_lost) {
        snprintf(out, SOUND_LINE_BYTES, "sound lost: %s; the music waits until there is a device",
                 now->device);
    }
    *before = *now;
    return out;
}

const char *sound_end_text(char out[SOUND_LINE_BYTES], const LiveStats *stats, int64_t played_ms)
{
    char time[NAME_BYTES];
    const long breaks = stats->device_breaks + stats->ring_underruns;
    duration_text(time, sizeof time, played_ms);
    if (breaks == 0) {
        snprintf(out, SOUND_LINE_BYTES, "sound: no dropouts in %s, latency %d ms", time,
                 stats->latency_ms);
    } else {
        snprintf(out, SOUND_LINE_BYTES,
                 "sound: %ld dropout%s in %s (%ld of the ring, %ld of the device), latency %d ms; "
                 "close other programs, or try --latency safe",
                 breaks, breaks == 1 ? "" : "s", time, stats->ring_underruns, stats->device_breaks,
                 stats->latency_ms);
    }
    return out;
}
