// How much of a period the render thread and the callback need, in processor time.
//
//     blocks FONT PRESET.conf FRAMES
//         prints, in percent of the period, median, 99.9 % and worst of the render, then of the
//         callback, over a minute of music at 48 kHz with a key of the listener's every second
#include "io/ensemble.h"
#include "io/live_feed.h"
#include "io/preset_file.h"
#include "session/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RATE = 48000, SECONDS = 60, FRAMES_MAX = 4096, BLOCKS_MAX = RATE * SECONDS / 64 };

static float stereo[2 * FRAMES_MAX], out[2 * FRAMES_MAX];
static double render_us[BLOCKS_MAX], callback_us[BLOCKS_MAX];

static double now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void print_shares(double *us, int count, int frames)
{
    const double period_us = 1e6 * frames / RATE;
    qsort(us, (size_t)count, sizeof *us, by_size);
    printf("%.2f %.2f %.2f ", 100 * us[count / 2] / period_us,
           100 * us[(int)(count * 0.999)] / period_us, 100 * us[count - 1] / period_us);
}

static void press_key(Session *session, int second)
{
    const ControlMsg off = {.kind = CONTROL_NOTE_OFF, .a = 59 + second % 24};
    const ControlMsg on = {.kind = CONTROL_NOTE_ON, .a = 60 + second % 24, .b = 80};
    session_control(session, &off);
    session_control(session, &on);
}

static int measure(Session *session, Synth *synth, LiveFeed *feed, int frames)
{
    const int count = RATE * SECONDS / frames;
    for (int i = 0; i < count; ++i) {
        if ((int64_t)i * frames % RATE < frames) {
            press_key(session, (int)((int64_t)i * frames / RATE));
        }
        const double start = now_us();
        session_render(session, synth, stereo, (size_t)frames);
        live_feed_push(feed, stereo, (uint32_t)frames);
        const double rendered = now_us();
        live_feed_pull(feed, out, (size_t)frames, 2);
        render_us[i] = rendered - start;
        callback_us[i] = now_us() - rendered;
    }
    return count;
}

int main(int argc, char **argv)
{
    static Preset preset;
    static Session session;
    static LiveFeed feed;
    Error error;
    const int frames = argc == 4 ? atoi(argv[3]) : 0;
    if (frames < 64 || frames > FRAMES_MAX) {
        fprintf(stderr, "usage: blocks FONT PRESET.conf FRAMES\n");
        return 2;
    }
    Synth *const synth = ensemble_open(argv[1], RATE, 1, &error);
    if (synth == NULL || preset_file_read(argv[2], &preset, &error) != STATUS_OK ||
        !live_feed_init(&feed, FRAMES_MAX, RATE)) {
        fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    const SessionConfig config = {.presets = &preset,
                                  .preset_count = 1,
                                  .seed = 1,
                                  .rate_hz = RATE,
                                  .fade_ms = 3000,
                                  .volume = 127};
    session_init(&session, &config);
    const int count = measure(&session, synth, &feed, frames);
    print_shares(render_us, count, frames);
    print_shares(callback_us, count, frames);
    printf("\n");
    synth->ops->close(synth);
    live_feed_free(&feed);
    return 0;
}
