#include "io/live_feed.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    CHUNK_FRAMES = 256, ///< Frames are copied in pieces of this.
    FADE_MS = 20,       ///< Fade in after a shortage, and out before a stop at once.
};

static const float tail_per_frame = 0.98F; ///< The last sample dies away: 7 ms to -60 dB at 48 kHz.

int live_feed_init(LiveFeed *feed, uint32_t frames, int rate_hz)
{
    uint32_t capacity = 64;
    while (capacity < frames) {
        capacity *= 2;
    }
    memset(feed, 0, sizeof *feed);
    feed->storage = calloc(capacity, 2 * sizeof(float));
    if (feed->storage == NULL) {
        return 0;
    }
    atomic_store(&feed->limit_frames, frames);
    feed->fade_step = 1000.0F / (float)(FADE_MS * rate_hz);
    feed->gain = 1;
    feed->leave_gain = 1;
    ring_init(&feed->ring, feed->storage, 2 * sizeof(float), capacity);
    return 1;
}

void live_feed_free(LiveFeed *feed)
{
    free(feed->storage);
    feed->storage = NULL;
}

uint32_t live_feed_waiting(const LiveFeed *feed)
{
    return feed->ring.mask + 1 - ring_write_space(&feed->ring);
}

uint32_t live_feed_push(LiveFeed *feed, const float *stereo, uint32_t frames)
{
    const uint32_t waiting = live_feed_waiting(feed);
    const uint32_t limit = atomic_load(&feed->limit_frames);
    const uint32_t room = limit > waiting ? limit - waiting : 0;
    return ring_write(&feed->ring, stereo, frames < room ? frames : room);
}

static int may_play(const LiveFeed *feed)
{
    const uint32_t there = ring_read_space(&feed->ring);
    return there >= atomic_load(&feed->limit_frames) / 2 ||
           (there > 0 && atomic_load(&feed->draining));
}

static void note_shortage(LiveFeed *feed)
{
    if (!atomic_load(&feed->draining)) {
        atomic_fetch_add_explicit(&feed->underruns, 1, memory_order_relaxed);
    }
    feed->state = FEED_SHORT;
    feed->gain = 0;
}

/// The next sample of a tail; ends in true zero, not in numbers that are slow to compute with.
static float die_away(float sample)
{
    return fabsf(sample) < 1e-8F ? 0 : sample * tail_per_frame;
}

/// Lets the last sample die away instead of cutting it off.
static void fill_tail(LiveFeed *feed, float *stereo, uint32_t frames)
{
    for (uint32_t i = 0; i < frames; ++i) {
        feed->last[0] = die_away(feed->last[0]);
        feed->last[1] = die_away(feed->last[1]);
        stereo[2 * i] = feed->last[0];
        stereo[2 * i + 1] = feed->last[1];
    }
}

static void fade_in(LiveFeed *feed, float *stereo, uint32_t frames)
{
    for (uint32_t i = 0; i < frames && feed->gain < 1; ++i) {
        stereo[2 * i] *= feed->gain;
        stereo[2 * i + 1] *= feed->gain;
        feed->gain = fminf(1, feed->gain + feed->fade_step);
    }
}

static void fade_out(LiveFeed *feed, float *stereo, uint32_t frames)
{
    for (uint32_t i = 0; i < frames; ++i) {
        feed->leave_gain = fmaxf(0, feed->leave_gain - feed->fade_step);
        stereo[2 * i] *= feed->leave_gain;
        stereo[2 * i + 1] *= feed->leave_gain;
    }
    if (feed->leave_gain <= 0) {
        atomic_store(&feed->silent, 1);
    }
}

/// Makes stereo frames from what the ring has.
static void next_frames(LiveFeed *feed, float *stereo, uint32_t frames)
{
    if (feed->state != FEED_PLAYING && may_play(feed)) {
        feed->state = FEED_PLAYING;
    }
    uint32_t got = 0;
    if (feed->state == FEED_PLAYING) {
        got = ring_read(&feed->ring, stereo, frames);
        fade_in(feed, stereo, got);
        if (got > 0) {
            memcpy(feed->last, stereo + (size_t)2 * (got - 1), sizeof feed->last);
        }
        if (got < frames) {
            note_shortage(feed);
        }
    }
    fill_tail(feed, stereo + (size_t)2 * got, frames - got);
    if (atomic_load(&feed->leaving)) {
        fade_out(feed, stereo, frames);
    }
}

static void spread(float *out, const float *stereo, uint32_t frames, int channels)
{
    for (uint32_t i = 0; i < frames; ++i) {
        float *const frame = out + (size_t)i * (size_t)channels;
        const float left = stereo[2 * i], right = stereo[2 * i + 1];
        frame[0] = channels == 1 ? 0.5F * (left + right) : left;
        for (int c = 1; c < channels; ++c) {
            frame[c] = c == 1 ? right : 0;
        }
    }
}

void live_feed_pull(LiveFeed *feed, float *out, size_t frames, int channels)
{
    float stereo[2 * CHUNK_FRAMES];
    for (size_t done = 0; done < frames;) {
        const uint32_t n = frames - done < CHUNK_FRAMES ? (uint32_t)(frames - done) : CHUNK_FRAMES;
        next_frames(feed, stereo, n);
        spread(out + done * (size_t)channels, stereo, n, channels);
        done += n;
    }
}
