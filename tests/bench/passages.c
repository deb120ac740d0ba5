// What the passages of a piece cost, and how many times faster more threads would render it.
//
//     passages FONT PRESET.conf MINUTES SERIAL_PERMILLE
//
// Prints seconds of processor time for composing, for the reverb, for the voices; the number of
// passages; and the speed-up by 2, 4 and 8 threads. That is simulated: workers take the passages in
// order as the pool does, each as long as it took here, while the caller needs SERIAL_PERMILLE of
// all that time to add them up and write them.
#include "io/passage.h"
#include "io/preset_file.h"
#include "io/synth_fluid.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RATE = 48000, PASSAGES_MAX = 2000, THREADS_MAX = 8 };

static Session session;
static Passage passages[PASSAGES_MAX];
static double seconds[PASSAGES_MAX];
static int64_t frames_rendered;

static double cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int count_frames(void *context, const float *stereo, size_t frames)
{
    (void)context, (void)stereo;
    frames_rendered += (int64_t)frames;
    return 1;
}

static int write_all(const Preset *preset, int minutes)
{
    const SessionConfig config = {.presets = preset,
                                  .preset_count = 1,
                                  .seed = 1,
                                  .rate_hz = RATE,
                                  .length_ms = minutes * 60000,
                                  .fade_ms = 3000,
                                  .volume = 127};
    session_init(&session, &config);
    PassageWriter writer = {.session = &session, .least = lane_ring_frames(RATE)};
    synth_state_init(&writer.state);
    int count = 0;
    do {
        if (count == PASSAGES_MAX || !passage_write(&writer, &passages[count])) {
            fprintf(stderr, "too long\n");
            exit(1);
        }
    } while (!passages[count++].is_last);
    return count;
}

static void play_all(Synth *synth, int count)
{
    static Lane lane;
    lane_init(&lane, synth, RATE);
    for (int i = 0; i < count; ++i) {
        const double start = cpu_seconds();
        passage_play(&lane, &passages[i], i + 1 < count ? &passages[i + 1] : NULL,
                     session.end_frame, count_frames, NULL);
        seconds[i] = cpu_seconds() - start;
    }
}

// The same frames of a synth that has nothing to play: what is left is its reverb.
static double reverb_seconds(Synth *synth)
{
    static float stereo[2 * 2048];
    const double start = cpu_seconds();
    for (int64_t at = 0; at < frames_rendered; at += 2048) {
        synth->ops->render(synth, stereo, 2048);
    }
    return cpu_seconds() - start;
}

// The piece is over when the last passage is, and not before the caller has had its time.
static double simulated(int count, int threads, double serial)
{
    double free_at[THREADS_MAX] = {0}, end = 0;
    for (int i = 0; i < count; ++i) {
        int first = 0;
        for (int t = 1; t < threads; ++t) {
            first = free_at[t] < free_at[first] ? t : first;
        }
        free_at[first] += seconds[i];
        end = free_at[first] > end ? free_at[first] : end;
    }
    return end > serial ? end : serial;
}

int main(int argc, char **argv)
{
    Preset preset;
    Error error = {STATUS_OK, "usage: passages FONT PRESET.conf MINUTES SERIAL_PERMILLE"};
    Synth *synth = NULL;
    if (argc != 5 || preset_file_read(argv[2], &preset, &error) != STATUS_OK ||
        (synth = synth_fluid_open(argv[1], RATE, &error)) == NULL) {
        fprintf(stderr, "%s\n", error.message);
        return 2;
    }
    const double start = cpu_seconds();
    const int count = write_all(&preset, atoi(argv[3]));
    const double composing = cpu_seconds() - start;
    play_all(synth, count);
    synth->ops->renew(synth);
    const double reverb = reverb_seconds(synth);
    double all = 0;
    for (int i = 0; i < count; ++i) {
        all += seconds[i];
    }
    const double serial = (composing + all) * atoi(argv[4]) / 1000;
    printf("%.3f %.2f %.2f %d", composing, reverb, all - reverb, count);
    for (int threads = 2; threads <= THREADS_MAX; threads *= 2) {
        printf(" %.2f", (all + serial) / simulated(count, threads, serial));
    }
    printf("\n");
    synth->ops->close(synth);
    return 0;
}
