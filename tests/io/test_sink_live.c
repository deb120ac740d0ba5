// The live sink with a device that this test plays: lost, frozen, refused, given back, of another
// rate; nothing of the music is lost, and nothing comes back with a click.
#include "io/burst.h"
#include "io/sink_live.h"

#include "harness.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

enum { RATE = 48000, PERIOD = 256, LATENCY = 768, BLOCK = 64, NAMES = 16 };

// ---- The device ----

typedef struct {
    Output output;
    OutputPull pull;
    void *context;
    atomic_int is_open, is_running, refuses;
    atomic_int opened; ///< How often somebody tried.
    char names[NAMES][16];
} FakeOutput;

static Status fake_open(Output *output, const OutputWish *wish, OutputPull pull, void *context,
                        OutputInfo *info, Error *error)
{
    FakeOutput *const self = (FakeOutput *)output;
    const int at = atomic_load(&self->opened);
    snprintf(self->names[at % NAMES], sizeof self->names[0], "%s",
             wish->device == NULL ? "default" : wish->device);
    atomic_store(&self->opened, at + 1);
    if (atomic_load(&self->refuses) > 0) {
        atomic_fetch_sub(&self->refuses, 1);
        error->status = STATUS_NO_DEVICE;
        return STATUS_NO_DEVICE;
    }
    self->pull = pull;
    self->context = context;
    *info = (OutputInfo){.rate_hz = RATE, .channels = 2, .latency_frames = LATENCY};
    snprintf(info->device, sizeof info->device, "%s", self->names[at % NAMES]);
    atomic_store(&self->is_running, 1);
    atomic_store(&self->is_open, 1);
    return STATUS_OK;
}

static int fake_is_running(Output *output)
{
    return atomic_load(&((FakeOutput *)output)->is_running);
}

static void fake_close(Output *output, int at_once)
{
    (void)at_once;
    atomic_store(&((FakeOutput *)output)->is_open, 0);
}

static const OutputOps fake_ops = {fake_open, fake_is_running, fake_close};
static FakeOutput fake = {.output = {&fake_ops}};

// ---- The music: each frame is its own number ----

static Sink *sink;
static Error error;
static long written; ///< Frames so far.
static float heard[2 * PERIOD];

static float sample_at(long frame)
{
    return (float)frame / 16777216; // exact in a float
}

/// Writes as much as the sink takes.
static void fill(void)
{
    while (sink->ops->wait(sink, BLOCK) == SINK_READY) {
        float block[2 * BLOCK];
        for (int i = 0; i < BLOCK; ++i, ++written) {
            block[2 * i] = block[2 * i + 1] = sample_at(written);
        }
        EXPECT(sink->ops->write(sink, block, BLOCK, &error) == STATUS_OK, "at %ld", written);
    }
}

static void hear(int periods)
{
    for (int i = 0; i < periods; ++i) {
        fill();
        fake.pull(fake.context, heard, PERIOD, 2, (OutputNews){0});
    }
}

static int reaches(LiveState state)
{
    for (int ms = 0; ms < 10000 && sink_live_stats(sink).state != state; ms += 5) {
        nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
    }
    return sink_live_stats(sink).state == state;
}

static void open_sink(LatencyWish latency)
{
    const LiveSinkConfig config = {.device = "phones", .latency = latency};
    int rate_hz = 0;
    written = 0;
    atomic_store(&fake.opened, 0);
    sink = sink_live_open(&fake.output, &config, &rate_hz, &error);
    EXPECT(sink != NULL && rate_hz == RATE, "it opens");
}

/// Nobody pulls any more, so the device is taken away: the end need not wait for a fade out.
static void drop_sink(void)
{
    atomic_store(&fake.refuses, NAMES);
    atomic_store(&fake.is_running, 0);
    EXPECT(reaches(LIVE_LOST), "it is dropped");
    sink->ops->close(sink, 0, &error);
    atomic_store(&fake.refuses, 0);
}

static long last_frame(void)
{
    return lroundf(heard[2 * (PERIOD - 1)] * 16777216);
}

// ---- The cases ----

static void test_loss(void)
{
    open_sink((LatencyWish){LATENCY_AUTO, 0});
    hear(20);
    const long at = last_frame();
    CHECK(at == 20 * PERIOD - 1, "the first frames are heard in order, to frame %ld", at);
    atomic_store(&fake.refuses, 2);
    atomic_store(&fake.is_running, 0);
    CHECK(reaches(LIVE_LOST), "a device that stops is noticed");
    CHECK(sink->ops->wait(sink, BLOCK) == SINK_AWAY, "the music is told to wait");
    CHECK(sink->ops->write(sink, heard, 2 * RATE, &error) == STATUS_NO_DEVICE,
          "who writes all the same is refused, not held for ever");
    CHECK(reaches(LIVE_PLAYING), "it is opened again");
    CHECK(atomic_load(&fake.opened) == 4 && strcmp(fake.names[1], "phones") == 0 &&
              strcmp(fake.names[2], "phones") == 0 && strcmp(fake.names[3], "default") == 0,
          "by its name at once, 2 s later by its name and as the default one");
    const LiveStats stats = sink_live_stats(sink);
    CHECK(stats.losses == 1 && strcmp(stats.device, "default") == 0, "which is told");
    fake.pull(fake.context, heard, PERIOD, 2, (OutputNews){0});
    const float gain = heard[2 * (PERIOD - 1)] / sample_at(at - LATENCY + PERIOD);
    CHECK(gain > 0 && gain < 0.01F, "it comes back softly (%.4f)", (double)gain);
    drop_sink();
}

/// The write that was refused above has spoilt the count, so this one looks for what was lost.
static void test_nothing_lost(void)
{
    open_sink((LatencyWish){LATENCY_AUTO, 0});
    hear(20);
    const long before = last_frame();
    atomic_store(&fake.is_running, 0);
    CHECK(reaches(LIVE_LOST) || reaches(LIVE_PLAYING), "a device is lost");
    CHECK(reaches(LIVE_PLAYING), "and there again at once");
    const int periods = RATE / PERIOD + 1;
    hear(periods);
    CHECK_EQ(last_frame(), before - LATENCY + periods * PERIOD,
             "what was still in the device is heard again, and nothing is left out");
    CHECK_EQ(sink_live_stats(sink).ring_underruns, 0, "which is no underrun");
    CHECK(test_clean(), "all was taken");
    drop_sink();
}

static void test_freeze(void)
{
    open_sink((LatencyWish){LATENCY_AUTO, 0});
    hear(5);
    const time_t start = time(NULL);
    while (sink_live_stats(sink).losses == 0 && time(NULL) < start + 10) {
        nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
    }
    CHECK(sink_live_stats(sink).losses == 1, "a device that asks for nothing is given up");
    CHECK(time(NULL) - start >= 1, "after 2 s, not at once");
    CHECK(reaches(LIVE_PLAYING), "and opened again");
    drop_sink();
}

static void test_suspension(void)
{
    open_sink((LatencyWish){LATENCY_AUTO, 0});
    hear(5);
    sink_live_suspend(sink, 1);
    CHECK(!atomic_load(&fake.is_open), "a device is given back when that is asked for");
    sink_live_suspend(sink, 0);
    CHECK(reaches(LIVE_PLAYING), "and taken again");
    CHECK_EQ(sink_live_stats(sink).losses, 0, "which is no loss");
    sink->ops->close(sink, 0, &error);
    CHECK(!atomic_load(&fake.is_open), "the end closes it");
}

static void test_keyboard(void)
{
    open_sink((LatencyWish){LATENCY_AUTO, 0});
    hear(2);
    const int alone = sink_live_stats(sink).latency_ms;
    CHECK(alone >= 100, "without a keyboard there is much in store (%d ms)", alone);
    sink_live_play_along(sink, 1);
    int periods = 0;
    for (; sink->ops->wait(sink, BLOCK) != SINK_READY && periods < 100; ++periods) {
        fake.pull(fake.context, heard, PERIOD, 2, (OutputNews){0});
    }
    CHECK(periods > 10 && sink_live_stats(sink).ring_underruns == 0,
          "with one the store is played down, without a break");
    const int played = sink_live_stats(sink).latency_ms;
    CHECK(played < 25, "and little is in store (%d ms)", played);
    fake.pull(fake.context, heard, PERIOD, 2, (OutputNews){0});
    fake.pull(fake.context, heard, PERIOD, 2,
              (OutputNews){0}); // a late thread: two periods at once
    fill();
    CHECK(sink_live_stats(sink).ring_underruns == 1 && sink_live_stats(sink).latency_ms > played,
          "a machine on which that is too little gets more");
    sink_live_play_along(sink, 0);
    fill();
    CHECK_EQ(sink_live_stats(sink).latency_ms, alone, "without the keyboard all is as before");
    drop_sink();
}

static void test_bursts(void)
{
    enum { PERIOD_US = 5333 };
    Burst burst = {0};
    size_t known = 0, late = 0;
    for (int i = 0; i < 2000; ++i) { // one late thread in a while
        const int64_t at_us = (int64_t)i * PERIOD_US - (i % 400 == 399 ? PERIOD_US : 0) + 10000;
        const size_t learnt = burst_learn(&burst, at_us, PERIOD, RATE);
        late = learnt > late ? learnt : late;
    }
    CHECK_EQ(late, PERIOD, "two periods in a row now and then are a late thread");
    for (int i = 0; i < 200; ++i) { // four at once, then none for a while
        const size_t learnt =
            burst_learn(&burst, (int64_t)1e9 + i / 4 * 4 * PERIOD_US, PERIOD, RATE);
        known = learnt > known ? learnt : known;
    }
    CHECK_EQ(known, 4 * PERIOD, "four in a row again and again are a sound server");
}

static void test_plans(void)
{
    const LatencyPlan min = latency_plan((LatencyWish){LATENCY_MIN, 0}, RATE);
    const LatencyPlan safe = latency_plan((LatencyWish){LATENCY_SAFE, 0}, RATE);
    CHECK(min.period_frames <= 64 && min.ring_alone >= RATE / 10, "min is short with a keyboard");
    CHECK(safe.ring_played >= RATE / 4, "safe is long even then");
    static const int rates[] = {22050, 44100, 48000, 96000};
    for (int r = 0; r < 4; ++r) {
        for (int ms = LATENCY_MIN_MS; ms <= LATENCY_MAX_MS; ++ms) {
            const LatencyPlan plan = latency_plan((LatencyWish){LATENCY_MS, ms}, rates[r]);
            const int total = plan.periods * plan.period_frames + plan.ring_played;
            EXPECT((plan.period_frames & (plan.period_frames - 1)) == 0, "%d ms", ms);
            EXPECT(plan.periods >= 3 && plan.ring_played >= plan.period_frames, "%d ms", ms);
            EXPECT(ms < 12 || total <= ms * rates[r] / 1000, "%d ms at %d Hz: %d", ms, rates[r],
                   total);
        }
    }
    CHECK(test_clean(), "any latency makes a plan that keeps it, of whole powers of two");
}

int main(void)
{
    test_begin("sink_live");
    test_plans();
    test_bursts();
    test_loss();
    test_nothing_lost();
    test_freeze();
    test_suspension();
    test_keyboard();
    return test_end();
}
