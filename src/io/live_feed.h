// What a sound card's callback hears from: a ring that never clicks when it runs dry.
//
// On shortage the last sample dies away, silence follows until the ring is half full again, and the
// sound fades back in: a short breath, not a click, and no music is lost. Before the first sound it
// waits in the same way, without the fade, so that an undisturbed stream carries exactly the frames
// that were pushed.
#ifndef IO_LIVE_FEED_H
#define IO_LIVE_FEED_H

#include "base/ring.h"

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

typedef enum { FEED_PRIMING, FEED_PLAYING, FEED_SHORT } FeedState;

typedef struct {
    // Immutable after init.
    float *storage;
    float fade_step; ///< Gain a frame.
    // Written by the render thread, read by the callback, and the other way round.
    Ring ring;
    // Callback only.
    FeedState state;
    float gain;       ///< 0..1, of the fade in after a shortage.
    float leave_gain; ///< 1..0, of the fade out that `leaving` asks for.
    float last[2];    ///< Last sample given out, dying away while there is no other.
    // Atomic, any thread.
    atomic_uint limit_frames; ///< How full the ring may be; at most what it was made for.
    atomic_long underruns;    ///< Shortages so far.
    atomic_int draining;      ///< No more will be pushed: play what there is.
    atomic_int leaving;       ///< Fade out now.
    atomic_int silent;        ///< The fade out is complete.
} LiveFeed;

/// Makes an empty feed of at most `frames`; 0 when there is no memory. Before other threads know
/// it.
int live_feed_init(LiveFeed *feed, uint32_t frames, int rate_hz);
void live_feed_free(LiveFeed *feed);

/// Copies in as many of the stereo frames as fit and returns how many. Render thread, wait-free.
uint32_t live_feed_push(LiveFeed *feed, const float *stereo, uint32_t frames);

/// Frames not yet played. Any thread.
uint32_t live_feed_waiting(const LiveFeed *feed);

/// Fills `frames` frames of `channels` interleaved samples: one channel gets the middle, channels
/// beyond two get silence. Callback, wait-free.
void live_feed_pull(LiveFeed *feed, float *out, size_t frames, int channels);

#endif
