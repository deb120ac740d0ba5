#include "session/master.h"

#include <math.h>
#include <string.h>

// A look-ahead peak limiter: the goal gain is what the loudest coming sample needs, the gain in
// force reaches it within the look-ahead and returns slowly. Below the ceiling the signal passes
// untouched.
static const float full_ceiling = 0.891f;  // -1 dBFS
static const float release_seconds = 0.4f; // slow enough not to pump
static const double glide_db = 30.0;       // a second: 3 dB in 100 ms (evidence 3.7)
static const double return_db = 2.5;       // a second: no sudden rise, however a fade is moved
static const float inaudible = 0.001f;     // -60 dB: a glide may begin and end there with a step
static const float hardly_heard = 0.01f;   // -40 dB: up to there a rise startles nobody

void master_init(Master *master, int32_t rate_hz, int32_t fade_in_ms, int32_t volume)
{
    memset(master, 0, sizeof *master);
    master->rate_hz = rate_hz;
    master->fade_in_frames = (int64_t)fade_in_ms * rate_hz / 1000;
    master->fade_out_start = INT64_MAX;
    master->fade_out_end = INT64_MAX;
    master->fade_out_from = 1.0f;
    master->gain_ratio = (float)pow(10.0, glide_db / 20.0 / rate_hz);
    master->rise_ratio = (float)pow(10.0, return_db / 20.0 / rate_hz);
    master->gain_most = 1.0f;
    master->ceiling = full_ceiling;
    master->fade_gain = 1.0f;
    master->fade_ratio = (float)pow(10.0, return_db / 20.0 / rate_hz);
    master->limit_gain = 1.0f;
    master->limit_goal = 1.0f;
    master->limit_release = 1.0f / (release_seconds * (float)rate_hz);
    master_volume(master, volume);
    master->gain = master->gain_target;
}

// 40 log10: the curve of MIDI volume.
static float gain_of(int32_t volume)
{
    const float v = (float)volume / 127.0f;
    return v * v;
}

void master_limit(Master *master, int32_t volume_max)
{
    master->gain_most = gain_of(volume_max);
    master->ceiling = full_ceiling * master->gain_most;
    master->gain_target = fminf(master->gain_target, master->gain_most);
    master->gain = master->gain_target;
}

void master_volume(Master *master, int32_t volume)
{
    master->gain_target = fminf(gain_of(volume), master->gain_most);
}

// A raised cosine: no corner at either end.
static float smooth(double x)
{
    return (float)(0.5 - 0.5 * cos(3.14159265358979323846 * x));
}

static float fade_out_gain(const Master *master, int64_t frame)
{
    if (frame <= master->fade_out_start) {
        return master->fade_out_from;
    }
    if (frame >= master->fade_out_end) {
        return 0.0f;
    }
    const int64_t length = master->fade_out_end - master->fade_out_start;
    return master->fade_out_from * smooth((double)(master->fade_out_end - frame) / (double)length);
}

// It falls as planned, and rises, where the plan was changed, at a pace of its own.
static float fade_out_held(Master *master)
{
    const float planned = fade_out_gain(master, master->frame);
    const float most = fmaxf(master->fade_gain, inaudible) * master->fade_ratio;
    master->fade_gain = fminf(planned, most);
    return master->fade_gain;
}

static float fade_in_gain(const Master *master)
{
    const int64_t frame = master->frame;
    return frame < master->fade_in_frames ? smooth((double)frame / (double)master->fade_in_frames)
                                          : 1.0f;
}

void master_fade_out(Master *master, int64_t start_frame, int64_t end_frame)
{
    if (end_frame >= master->fade_out_end) {
        return;
    }
    const int under_way = master->frame > master->fade_out_start;
    master_fade_plan(master, under_way ? master->frame : start_frame, end_frame);
}

void master_fade_plan(Master *master, int64_t start_frame, int64_t end_frame)
{
    const int begins = start_frame <= master->frame; // it goes on from where another one is
    master->fade_out_from = begins ? master->fade_gain : 1.0f;
    master->fade_out_start = begins ? master->frame : start_frame;
    master->fade_out_end = end_frame;
}

static void glide(Master *master)
{
    const float target = master->gain_target;
    if (master->gain < target) {
        const float from = fmaxf(master->gain, inaudible);
        const float up = from * (from < hardly_heard ? master->gain_ratio : master->rise_ratio);
        master->gain = fminf(up, target);
    } else if (master->gain > target) {
        const float down = master->gain / master->gain_ratio;
        master->gain = down > inaudible ? fmaxf(down, target) : target;
    }
}

static float limiter(Master *master, float peak)
{
    const float need = peak > master->ceiling ? master->ceiling / peak : 1.0f;
    if (need < master->limit_goal || master->limit_hold == 0) {
        master->limit_goal = need;
        master->limit_hold = need < 1.0f ? 2 * LIMITER_DELAY : 0;
    }
    master->limit_hold -= master->limit_hold > 0;
    if (master->limit_gain > master->limit_goal) {
        const float step = (master->limit_gain - master->limit_goal) * 8.0f / LIMITER_DELAY;
        master->limit_gain -= step;
    } else if (master->limit_gain < 1.0f) {
        const float up = master->limit_gain + master->limit_release;
        master->limit_gain = up < master->limit_goal ? up : master->limit_goal;
    }
    master->limited_frames += master->limit_gain < 1.0f;
    return master->limit_gain;
}

static float larger(float a, float b)
{
    return a > b ? a : b;
}

static float clamped(const Master *master, float sample)
{
    const float top = master->ceiling;
    return sample > top ? top : sample < -top ? -top : sample;
}

static void process_each(Master *master, float *stereo, size_t frames)
{
    for (size_t i = 0; i < frames; ++i) {
        float *const out = &stereo[2 * i];
        float *const held = &master->delay[2 * (master->delay_at + (int32_t)i)];
        glide(master);
        const float left = out[0] * master->gain;
        const float right = out[1] * master->gain;
        const float limit = limiter(master, larger(fabsf(left), fabsf(right)));
        const float gain = limit * fade_in_gain(master) * fade_out_held(master);
        ++master->frame;
        out[0] = clamped(master, held[0] * gain);
        out[1] = clamped(master, held[1] * gain);
        held[0] = left;
        held[1] = right;
    }
}

// Four at a time, since each comparison waits for the one before it.
static float highest(const float *samples, size_t count)
{
    float most[4] = {0.0f, 0.0f, 0.0f, 0.0f};
    for (size_t i = 0; i < count; ++i) {
        most[i % 4] = larger(most[i % 4], fabsf(samples[i]));
    }
    return larger(larger(most[0], most[1]), larger(most[2], most[3]));
}

// 1 when nothing moves for some frames: most of a piece is so, and then there is little to do.
static int rests(const Master *master, const float *stereo, size_t frames)
{
    return master->gain == master->gain_target && master->limit_gain == 1.0f &&
           master->limit_goal == 1.0f && master->limit_hold == 0 && master->fade_gain == 1.0f &&
           master->fade_out_from == 1.0f && master->frame >= master->fade_in_frames &&
           master->frame + (int64_t)frames <= master->fade_out_start &&
           highest(stereo, 2 * frames) * master->gain <= master->ceiling;
}

// What process_each() does with a master that rests.
static void pass(Master *master, float *stereo, size_t frames)
{
    float *const held = &master->delay[2 * master->delay_at];
    for (size_t i = 0; i < 2 * frames; ++i) {
        const float sample = stereo[i] * master->gain;
        stereo[i] = clamped(master, held[i]);
        held[i] = sample;
    }
    master->frame += (int64_t)frames;
}

void master_process(Master *master, float *stereo, size_t frames)
{
    while (frames > 0) {
        const size_t until = (size_t)(LIMITER_DELAY - master->delay_at);
        const size_t n = frames < until ? frames : until;
        if (rests(master, stereo, n)) {
            pass(master, stereo, n);
        } else {
            process_each(master, stereo, n);
        }
        master->delay_at = (master->delay_at + (int32_t)n) % LIMITER_DELAY;
        master->peak = larger(master->peak, highest(stereo, 2 * n));
        stereo += 2 * n;
        frames -= n;
    }
}

void master_skip(Master *master, int64_t frames)
{
    master->frame += frames;
}

float master_peak(Master *master)
{
    const float peak = master->peak;
    master->peak = 0.0f;
    return peak;
}

float master_level(const Master *master)
{
    return master->gain * master->fade_gain * fade_in_gain(master);
}
