// Rendering with several threads: the bits do not depend on how many, nor on the size of blocks,
// and live play gives the same ones.
#include "io/ensemble.h"
#include "io/play_loop.h"
#include "io/preset_file.h"
#include "io/render_pool.h"

#include "harness.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RATE = 44100, SECONDS = 66, FRAMES = SECONDS * RATE, JOBS = 4 };

static const char bank[] = "soundfonts/lull.sf2";
static Preset preset;
static Session session;
static Error error;
static float first[2 * FRAMES], other[2 * FRAMES];

static void prepare(const char *name, int64_t length_ms)
{
    char path[100];
    snprintf(path, sizeof path, "presets/%s.conf", name);
    if (preset_file_read(path, &preset, &error) != STATUS_OK) {
        printf("not ok - render_pool: %s\n", error.message);
        exit(1);
    }
    const SessionConfig config = {.presets = &preset,
                                  .preset_count = 1,
                                  .seed = 3,
                                  .rate_hz = RATE,
                                  .length_ms = length_ms,
                                  .fade_ms = 3000,
                                  .volume = 127};
    session_init(&session, &config);
}

static Synth *open_ensemble(void)
{
    Synth *const synth = ensemble_open(bank, RATE, 1, &error);
    if (synth == NULL) {
        printf("not ok - render_pool: %s\n", error.message);
        exit(1);
    }
    return synth;
}

// ---- One thread, live or not ----

static size_t render_alone(float *out, size_t block)
{
    Synth *const synth = open_ensemble();
    size_t done = 0;
    while (!session_done(&session) && done < FRAMES) {
        const size_t left = FRAMES - done;
        done += session_render(&session, synth, out + 2 * done, block < left ? block : left);
    }
    synth->ops->close(synth);
    return done;
}

typedef struct {
    Sink sink;
    size_t frames;
} Keeper;

static Status keep(Sink *sink, const float *stereo, size_t frames, Error *why)
{
    (void)why;
    Keeper *const self = (Keeper *)sink;
    const size_t room = FRAMES - self->frames;
    const size_t n = frames < room ? frames : room;
    memcpy(other + 2 * self->frames, stereo, 2 * n * sizeof *stereo);
    self->frames += n;
    return STATUS_OK;
}

static void play_live(void)
{
    static const SinkOps ops = {.name = "keeper", .write = keep};
    Keeper keeper = {.sink = {&ops}};
    Synth *const synth = open_ensemble();
    const PlayConfig config = {
        .session = &session, .synth = synth, .sink = &keeper.sink, .rate_hz = RATE};
    PlayLoop *const loop = play_start(&config, &error);
    while (play_running(loop)) {
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    CHECK(play_stop(loop, &error) == STATUS_OK && keeper.frames == FRAMES &&
              memcmp(first, other, sizeof first) == 0,
          "what is played live is what is rendered");
    synth->ops->close(synth);
}

// ---- Several threads ----

static size_t render_pooled(float *out, int jobs, size_t block)
{
    RenderPool *const pool = render_pool_open(bank, &session, jobs, &error);
    if (pool == NULL) {
        return 0;
    }
    size_t done = 0;
    for (size_t count = 1; count > 0 && done < FRAMES;) {
        const size_t left = FRAMES - done;
        if (render_pool_read(pool, out + 2 * done, block < left ? block : left, &count, &error) !=
            STATUS_OK) {
            break;
        }
        done += count;
    }
    render_pool_close(pool);
    return done;
}

static void test_jobs(const char *name)
{
    static const size_t blocks[JOBS] = {2048, 1000, 50000, 2048};
    prepare(name, SECONDS * 1000);
    CHECK_EQ(render_alone(first, 4096), FRAMES, "a piece");
    const int64_t limited = session.master.limited_frames;
    for (int jobs = 1; jobs <= JOBS; ++jobs) {
        prepare(name, SECONDS * 1000);
        memset(other, 1, sizeof other);
        const size_t frames = render_pooled(other, jobs, blocks[jobs - 1]);
        EXPECT(frames == FRAMES, "%d threads give %zu frames", jobs, frames);
        EXPECT(memcmp(first, other, sizeof first) == 0, "%d threads give other bits", jobs);
        EXPECT(session.master.limited_frames == limited, "%d threads: the limiter", jobs);
    }
    CHECK(test_clean(), "%s: one thread to %d, and one alone, give the same bits", name, JOBS);
}

static void test_ends(void)
{
    prepare("evening", 0);
    CHECK(render_pooled(other, 3, 5000) == FRAMES, "a piece without end can be left at any place");
    prepare("evening", 2000);
    CHECK_EQ(render_pooled(other, JOBS, 5000), 2 * RATE, "a short piece has its length");
    prepare("evening", 2000);
    RenderPool *const pool = render_pool_open("nowhere.sf2", &session, 2, &error);
    CHECK(pool == NULL && error.status == STATUS_NO_SOUNDFONT, "no font: %s", error.message);
}

int main(void)
{
    test_begin("render_pool");
    test_jobs("drift");
    prepare("drift", SECONDS * 1000);
    play_live();
    test_ends();
    return test_end();
}
