// What a listener is told about the sound: what was got, that a device went or came, how it was.
#ifndef APP_SOUND_H
#define APP_SOUND_H

#include "io/sink_live.h"

#include <stdint.h>

enum { SOUND_LINE_BYTES = 320 };

/// The device, its rate, and how long a control takes to be heard. Each returns `out`.
const char *sound_start_text(char out[SOUND_LINE_BYTES], Sink *sink, int rate_hz, int has_keyboard);

/// What has happened since `before`; "" when nothing did. Moves `before` on.
const char *sound_news_text(char out[SOUND_LINE_BYTES], LiveStats *before, const LiveStats *now);

/// Whether there were dropouts in all that time, and what to do about them.
const char *sound_end_text(char out[SOUND_LINE_BYTES], const LiveStats *stats, int64_t played_ms);

#endif
