// The callback's side of live play: exact while all is well, click-free when it is not.
#include "io/live_feed.h"

#include "harness.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RATE = 48000, LIMIT = 4800, PERIOD = 512 };

static float out[2 * RATE];
static float block[2 * LIMIT];

/// A 200 Hz tone, continuous from `from` on.
static void tone(float *stereo, int from, int frames)
{
    for (int i = 0; i < frames; ++i) {
        stereo[2 * i] = stereo[2 * i + 1] =
            0.5F * sinf(6.2831853F * 200 * (float)(from + i) / RATE);
    }
}

static float largest_step(const float *stereo, int frames)
{
    float largest = 0;
    for (int i = 1; i < frames; ++i) {
        largest = fmaxf(largest, fabsf(stereo[2 * i] - stereo[2 * i - 2]));
    }
    return largest;
}

/// As a device does: a period at a time.
static void pull_periods(LiveFeed *feed, float *stereo, int frames)
{
    for (int at = 0; at < frames; at += PERIOD) {
        const int n = frames - at < PERIOD ? frames - at : PERIOD;
        live_feed_pull(feed, stereo + 2 * at, (size_t)n, 2);
    }
}

static void test_exact(void)
{
    LiveFeed feed;
    CHECK(live_feed_init(&feed, LIMIT, RATE), "a feed is made");
    tone(block, 0, LIMIT);
    CHECK_EQ(live_feed_push(&feed, block, LIMIT / 4), LIMIT / 4, "it takes what fits");
    live_feed_pull(&feed, out, PERIOD, 2);
    CHECK(largest_step(out, PERIOD) == 0 && out[0] == 0, "it is silent until it is half full");
    CHECK_EQ(live_feed_push(&feed, block + 2 * (LIMIT / 4), LIMIT), LIMIT - LIMIT / 4,
             "it takes no more than its limit");
    live_feed_pull(&feed, out, PERIOD, 2);
    CHECK(memcmp(out, block, sizeof(float) * 2 * PERIOD) == 0,
          "the first frames come out untouched");
    CHECK_EQ(feed.underruns, 0, "waiting for the start is no shortage");
    live_feed_free(&feed);
}

static void test_shortage(void)
{
    LiveFeed feed;
    live_feed_init(&feed, LIMIT, RATE);
    tone(block, 0, LIMIT);
    live_feed_push(&feed, block, LIMIT - 60); // ends amid a wave
    pull_periods(&feed, out, 2 * LIMIT);
    const float clean = largest_step(block, LIMIT);
    CHECK(largest_step(out, 2 * LIMIT) <= 1.01F * clean, "running dry makes no click");
    CHECK(fabsf(out[4 * LIMIT - 1]) == 0, "and ends in true silence");
    CHECK_EQ(feed.underruns, 1, "one shortage is counted once");
    tone(block, LIMIT - 60, LIMIT);
    live_feed_push(&feed, block, LIMIT);
    pull_periods(&feed, out, LIMIT);
    CHECK(largest_step(out, LIMIT) <= 1.1F * clean, "the return makes no click");
    CHECK(memcmp(out + 2 * 1000, block + 2 * 1000, sizeof(float) * 2 * 1000) == 0,
          "and after 20 ms the music goes on exactly, nothing lost");
    live_feed_free(&feed);
}

static void test_leaving(void)
{
    LiveFeed feed;
    live_feed_init(&feed, LIMIT, RATE);
    tone(block, 0, LIMIT);
    live_feed_push(&feed, block, 100);
    feed.draining = 1;
    live_feed_pull(&feed, out, PERIOD, 2);
    CHECK(memcmp(out, block, sizeof(float) * 2 * 100) == 0,
          "the last frames are played at the end");
    CHECK_EQ(feed.underruns, 0, "the end is no shortage");
    live_feed_free(&feed);

    live_feed_init(&feed, LIMIT, RATE);
    live_feed_push(&feed, block, LIMIT);
    live_feed_pull(&feed, out, PERIOD, 2);
    feed.leaving = 1;
    live_feed_pull(&feed, out, 2000, 2);
    CHECK(feed.silent == 1 && out[2 * 1999] == 0, "a stop at once fades to silence within 20 ms");
    CHECK(largest_step(out, 2000) < 0.02F, "and does not click");
    live_feed_free(&feed);
}

/// A device is lost amid a tone and comes back: nothing sounds meanwhile, nothing is skipped.
static void test_return(void)
{
    enum { UNHEARD = 700, SECOND = RATE };
    LiveFeed feed;
    live_feed_init(&feed, LIMIT, RATE);
    tone(block, 0, LIMIT);
    live_feed_push(&feed, block, LIMIT);
    pull_periods(&feed, out, 3 * PERIOD);
    feed.held = 1;
    pull_periods(&feed, out, 4 * PERIOD);
    CHECK(largest_step(out, 4 * PERIOD) < 0.02F && out[2 * (4 * PERIOD - 1)] == 0,
          "what is held falls silent without a click");
    CHECK_EQ(live_feed_waiting(&feed), LIMIT - 3 * PERIOD, "and keeps its frames");
    CHECK_EQ(feed.underruns, 0, "which is no shortage");
    live_feed_rewind(&feed, UNHEARD);
    live_feed_release(&feed, RATE);
    CHECK_EQ(live_feed_waiting(&feed), LIMIT - 3 * PERIOD + UNHEARD,
             "it goes back to what was heard last");
    pull_periods(&feed, out, PERIOD);
    const int from = 3 * PERIOD - UNHEARD;
    const float gain = out[2 * (PERIOD - 1)] / block[2 * (from + PERIOD - 1)];
    CHECK(fabsf(gain - (float)PERIOD / SECOND) < 0.001F, "and fades in within a second (%.4f)",
          (double)gain);
    live_feed_free(&feed);
}

/// A device that comes back at another rate plays at the same pitch.
static void test_rates(void)
{
    enum { SECOND = 44100, MARGIN = 100 };
    LiveFeed feed;
    live_feed_init(&feed, 2 * RATE, RATE);
    feed.held = 1;
    live_feed_release(&feed, SECOND);
    for (int at = 0; at < RATE + LIMIT; at += LIMIT) {
        tone(block, at, LIMIT);
        live_feed_push(&feed, block, LIMIT);
    }
    feed.state = FEED_PLAYING;
    pull_periods(&feed, out, SECOND);
    float worst = 0;
    for (int i = MARGIN; i < SECOND; ++i) { // the place lies two frames behind what has been read
        const double at = (double)(i + 1) * RATE / SECOND - 3;
        worst = fmaxf(worst, fabsf(out[2 * i] - 0.5F * (float)sin(6.283185307 * 200 * at / RATE)));
    }
    CHECK(worst < 0.002F, "44100 Hz carry what was made for 48000 (%.5f off at most)",
          (double)worst);
    live_feed_free(&feed);
}

/// A keyboard appears: the ring gets short by being played, and long by being filled.
static void test_lengths(void)
{
    LiveFeed feed;
    live_feed_init(&feed, LIMIT, RATE);
    tone(block, 0, LIMIT);
    live_feed_push(&feed, block, LIMIT);
    feed.limit_frames = 2 * PERIOD;
    CHECK_EQ(live_feed_room(&feed), 0, "a shorter ring takes nothing");
    pull_periods(&feed, out, LIMIT - PERIOD);
    CHECK(memcmp(out, block, sizeof(float) * 2 * (LIMIT - PERIOD)) == 0,
          "until it has been played down, without a break");
    CHECK_EQ(live_feed_room(&feed), PERIOD, "then it takes what fits");
    feed.limit_frames = 10;
    CHECK_EQ(live_feed_room(&feed), 0, "it always holds what is asked for at once");
    feed.limit_frames = LIMIT;
    CHECK_EQ(live_feed_room(&feed), LIMIT - PERIOD, "and is made long again at once");
    live_feed_free(&feed);
}

static void test_channels(void)
{
    LiveFeed feed;
    live_feed_init(&feed, LIMIT, RATE);
    for (int i = 0; i < LIMIT; ++i) {
        block[2 * i] = 0.5F;
        block[2 * i + 1] = -0.25F;
    }
    live_feed_push(&feed, block, LIMIT);
    live_feed_pull(&feed, out, 300, 1);
    CHECK(out[0] == 0.125F && out[299] == 0.125F, "one channel gets the middle");
    live_feed_pull(&feed, out, 300, 4);
    CHECK(out[0] == 0.5F && out[1] == -0.25F && out[2] == 0 && out[1199] == 0,
          "channels beyond two are silent");
    live_feed_free(&feed);
}

enum { THREAD_FRAMES = 400000 };
static LiveFeed shared;

static void *writer(void *unused)
{
    (void)unused;
    for (int at = 0; at < THREAD_FRAMES;) {
        float frames[2 * 96];
        for (int i = 0; i < 96; ++i) {
            frames[2 * i] = frames[2 * i + 1] = (float)(at + i + 1);
        }
        int done = 0;
        while (done < 96) {
            done += (int)live_feed_push(&shared, frames + 2 * done, (uint32_t)(96 - done));
        }
        at += 96;
    }
    shared.draining = 1;
    return NULL;
}

/// Values only ever rise by one frame, whatever the threads do to each other; 0 is silence.
static void test_threads(void)
{
    live_feed_init(&shared, LIMIT, RATE);
    shared.gain = 1;
    pthread_t thread;
    pthread_create(&thread, NULL, writer, NULL);
    float next = 1;
    while (next < THREAD_FRAMES) {
        float frames[2 * 64];
        while (live_feed_waiting(&shared) < 64 && !shared.draining) {
            nanosleep(&(struct timespec){.tv_nsec = 10000}, NULL);
        }
        live_feed_pull(&shared, frames, 64, 2);
        for (int i = 0; i < 64 && shared.state == FEED_PLAYING; ++i) {
            EXPECT(frames[2 * i] == next, "frame %.0f is %.0f", next, frames[2 * i]);
            next += 1;
        }
        if (shared.state == FEED_SHORT) {
            break;
        }
    }
    pthread_join(thread, NULL);
    CHECK(test_clean(), "two threads pass %d frames on in order", THREAD_FRAMES);
    CHECK(next > THREAD_FRAMES - 64, "and all of them");
    live_feed_free(&shared);
}

int main(void)
{
    test_begin("live_feed");
    test_exact();
    test_shortage();
    test_leaving();
    test_return();
    test_lengths();
    test_rates();
    test_channels();
    test_threads();
    return test_end();
}
