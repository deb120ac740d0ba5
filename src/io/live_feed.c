#include "io/live_feed.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    CHUNK_FRAMES = 256, ///< Frames are copied in pieces of this.
    FADE_MS = 20,       ///< Fade in after a shortage, and out before a stop at once.
    RETURN_MS = 1000,   ///< Fade in after a device came back: nobody waits for it.
};

static const float tail_per_frame = 0.98F; ///< The last sample dies away: 7 ms to -60 dB at 48 kHz.

int live_feed_init(LiveFeed *feed, uint32_t frames, int rate_hz)
{
    uint32_t capacity = 64;
    while (capacity < 2 * frames) { // as much again is what live_feed_return() may go back
        capacity *= 2;
    }
    memset(feed, 0, sizeof *feed);
    feed->storage = calloc(capacity, 2 * sizeof(float));
    if (feed->storage == NULL) {
        return 0;
    }
    atomic_store(&feed->limit_frames, frames);
    feed->fade_step = 1000.0F / (float)(FADE_MS * rate_hz);
    feed->return_step = 1000.0F / ((float)RETURN_MS * (float)rate_hz);
    feed->gain_step = feed->fade_step;
    atomic_store(&feed->rate_hz, rate_hz);
    atomic_store(&feed->device_hz, rate_hz);
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

size_t live_feed_bytes(const LiveFeed *feed)
{
    return ((size_t)feed->ring.mask + 1) * 2 * sizeof(float);
}

uint32_t live_feed_waiting(const LiveFeed *feed)
{
    return feed->ring.mask + 1 - ring_write_space(&feed->ring);
}

/// How full the ring may be. A callback that asks for more than that would never be served whole.
static uint32_t limit_of(const LiveFeed *feed)
{
    const uint32_t wish = atomic_load(&feed->limit_frames);
    const uint32_t pull = atomic_load(&feed->pull_frames);
    const uint32_t most = (feed->ring.mask + 1) / 2;
    const uint32_t limit = wish > pull ? wish : pull;
    return limit < most ? limit : most;
}

uint32_t live_feed_room(const LiveFeed *feed)
{
    const uint32_t waiting = live_feed_waiting(feed);
    const uint32_t limit = limit_of(feed);
    return limit > waiting ? limit - waiting : 0;
}

uint32_t live_feed_push(LiveFeed *feed, const float *stereo, uint32_t frames)
{
    const uint32_t room = live_feed_room(feed);
    return ring_write(&feed->ring, stereo, frames < room ? frames : room);
}

static int may_play(const LiveFeed *feed)
{
    const uint32_t there = ring_read_space(&feed->ring);
    const uint32_t half = limit_of(feed) / 2;
    const uint32_t pull = atomic_load(&feed->pull_frames);
    return (there >= half && there >= pull) || (there > 0 && atomic_load(&feed->draining));
}

static void note_shortage(LiveFeed *feed)
{
    if (!atomic_load(&feed->draining)) {
        atomic_fetch_add_explicit(&feed->underruns, 1, memory_order_relaxed);
    }
    feed->state = FEED_SHORT;
    feed->gain = 0;
    feed->gain_step = feed->fade_step;
}

void live_feed_rewind(LiveFeed *feed, uint32_t unheard)
{
    const uint32_t capacity = feed->ring.mask + 1;
    const uint32_t read = (uint32_t)atomic_load(&feed->ring.tail);
    const uint32_t kept = unheard < capacity / 2 ? unheard : capacity / 2;
    ring_unread(&feed->ring, feed->state == FEED_PRIMING ? 0 : kept < read ? kept : read);
    feed->state = feed->state == FEED_PRIMING ? FEED_PRIMING : FEED_SHORT;
    feed->gain = feed->state == FEED_PRIMING;
    feed->gain_step = feed->return_step;
}

void live_feed_release(LiveFeed *feed, int device_hz)
{
    atomic_store(&feed->device_hz, device_hz);
    atomic_store(&feed->held, 0);
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
        feed->gain = fminf(1, feed->gain + feed->gain_step);
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
    if (feed->state == FEED_PLAYING && !atomic_load(&feed->held)) {
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

/// Value at `place` between the second and the third of four frames: a cubic through all of them
/// with matching slopes (Catmull and Rom 1974). What it lacks at the top of the range, calm music
/// does not have.
static float between(const float *around, float place)
{
    const float a = around[0], b = around[2], c = around[4], d = around[6];
    const float slope = 0.5F * (c - a);
    const float square = a - 2.5F * b + 2 * c - 0.5F * d;
    const float cube = 0.5F * (d - a) + 1.5F * (b - c);
    return ((cube * place + square) * place + slope) * place + b;
}

static void resample(LiveFeed *feed, float *stereo, uint32_t frames, float step)
{
    for (uint32_t i = 0; i < frames; ++i) {
        for (feed->place += step; feed->place >= 1; --feed->place) {
            memmove(feed->around, feed->around + 2, 6 * sizeof(float));
            next_frames(feed, feed->around + 6, 1);
        }
        stereo[2 * i] = between(feed->around, feed->place);
        stereo[2 * i + 1] = between(feed->around + 1, feed->place);
    }
}

static void fill(LiveFeed *feed, float *stereo, uint32_t frames)
{
    const int rate_hz = atomic_load(&feed->rate_hz), device_hz = atomic_load(&feed->device_hz);
    if (device_hz == rate_hz) {
        next_frames(feed, stereo, frames);
    } else {
        resample(feed, stereo, frames, (float)rate_hz / (float)device_hz);
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

void live_feed_expect(LiveFeed *feed, uint32_t frames)
{
    if (frames > atomic_load_explicit(&feed->pull_frames, memory_order_relaxed)) {
        atomic_store(&feed->pull_frames, frames);
    }
}

void live_feed_pull(LiveFeed *feed, float *out, size_t frames, int channels)
{
    float stereo[2 * CHUNK_FRAMES];
    live_feed_expect(feed, (uint32_t)frames);
    for (size_t done = 0; done < frames;) {
        const uint32_t n = frames - done < CHUNK_FRAMES ? (uint32_t)(frames - done) : CHUNK_FRAMES;
        fill(feed, stereo, n);
        spread(out + done * (size_t)channels, stereo, n, channels);
        done += n;
    }
}
