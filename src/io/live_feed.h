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
    float fade_step;   ///< Gain a frame, of the fade in after a shortage and of the last fade out.
    float return_step; ///< The same after a device came back.
    // Written by the render thread, read by the callback, and the other way round.
    Ring ring;
    // Callback only, or whoever knows that there is none.
    FeedState state;
    float gain;       ///< 0..1, of the fade in.
    float gain_step;  ///< Its rise a frame.
    float leave_gain; ///< 1..0, of the fade out that `leaving` asks for.
    float last[2];    ///< Last sample given out, dying away while there is no other.
    float around[8];  ///< Of another rate: the four frames around the place ...
    float place;      ///< ... and how far it lies past the second of them, 0..1.
    // Atomic, any thread.
    atomic_uint limit_frames; ///< How full the ring may be; at most what it was made for.
    atomic_uint pull_frames;  ///< The most that was asked for at once: so much it may always be.
    atomic_long underruns;    ///< Shortages so far.
    atomic_int rate_hz;       ///< Of the frames that are pushed.
    atomic_int device_hz;     ///< Rate at which frames are pulled.
    atomic_int held;          ///< Nothing is to be given out, nor lost.
    atomic_int draining;      ///< No more will be pushed: play what there is.
    atomic_int leaving;       ///< Fade out now.
    atomic_int silent;        ///< The fade out is complete.
} LiveFeed;

/// Makes an empty feed of at most `frames`; 0 when there is no memory. Before other threads know
/// it.
int live_feed_init(LiveFeed *feed, uint32_t frames, int rate_hz);
void live_feed_free(LiveFeed *feed);

/// Size of `storage`.
size_t live_feed_bytes(const LiveFeed *feed);

/// Frames that push() takes now. Render thread, wait-free.
uint32_t live_feed_room(const LiveFeed *feed);

/// Copies in as many of the stereo frames as fit and returns how many. Render thread, wait-free.
uint32_t live_feed_push(LiveFeed *feed, const float *stereo, uint32_t frames);

/// Frames not yet played. Any thread.
uint32_t live_feed_waiting(const LiveFeed *feed);

/// Fills `frames` frames of `channels` interleaved samples: one channel gets the middle, channels
/// beyond two get silence. A device of another rate than the feed's gets values between the frames.
/// Callback, wait-free.
void live_feed_pull(LiveFeed *feed, float *out, size_t frames, int channels);

/// `frames` are asked for in a row: from now on so much may always be in store. Callback,
/// wait-free.
void live_feed_expect(LiveFeed *feed, uint32_t frames);

/// After `held`: goes back up to `unheard` frames from the point where it was held, as far as they
/// are still there. While there is no callback.
void live_feed_rewind(LiveFeed *feed, uint32_t unheard);

/// Ends `held` with a fade in. Any thread.
void live_feed_release(LiveFeed *feed, int device_hz);

#endif
