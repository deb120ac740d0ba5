#include "session/lane.h"

enum {
    CHECKS_A_SECOND = 10,
    RING_CHECKS = 200, ///< 20 s: the presets on the own bank need 5; a phrase's longest tones end
                       ///< 2 s after it, and the longest releases of other fonts take 17 s.
    FADE_CHECKS = 10,
};

static const float silent_peak = 1e-6f; // -120 dBFS

static int64_t check_frames(int32_t rate_hz)
{
    return rate_hz / CHECKS_A_SECOND / SYNTH_BLOCK_FRAMES * SYNTH_BLOCK_FRAMES;
}

int64_t lane_ring_frames(int32_t rate_hz)
{
    return RING_CHECKS * check_frames(rate_hz);
}

void lane_init(Lane *lane, Synth *synth, int32_t rate_hz)
{
    *lane = (Lane){.synth = synth, .check_frames = check_frames(rate_hz)};
}

void lane_begin(Lane *lane, const SynthState *state)
{
    lane->synth->ops->renew(lane->synth);
    synth_state_send(state, lane->synth);
    lane->awake = 1;
    lane->may_sleep = 0;
    lane->rings = 0;
}

static void let_sleep(Lane *lane)
{
    lane->may_sleep = 1;
    lane->frames = 0;
    lane->peak = 0.0f;
}

void lane_leave(Lane *lane)
{
    lane->rings = 1;
    let_sleep(lane);
}

void lane_wake(Lane *lane)
{
    if (!lane->awake) {
        lane->awake = 1;
        let_sleep(lane);
    }
}

// Frames up to which the synth may be asked for sound at once: not beyond the next question.
static size_t stretch(const Lane *lane, size_t wanted)
{
    const int64_t room = 2 * LANE_SCRATCH / synth_width(lane->synth);
    const int64_t until = lane->check_frames - lane->frames % lane->check_frames;
    const int64_t most = lane->may_sleep && until < room ? until : room;
    return (int64_t)wanted < most ? wanted : (size_t)most;
}

static void add(const float *from, float *to, size_t samples)
{
    for (size_t i = 0; i < samples; ++i) {
        to[i] += from[i];
    }
}

// The last second of a passage whose time is over.
static void fade(Lane *lane, size_t frames)
{
    const int64_t left = RING_CHECKS * lane->check_frames - lane->frames;
    const int64_t length = FADE_CHECKS * lane->check_frames;
    const size_t width = (size_t)synth_width(lane->synth);
    for (size_t i = 0; i < frames && left - (int64_t)i <= length; ++i) {
        const float gain = (float)(left - (int64_t)i) / (float)length;
        for (size_t c = 0; c < width; ++c) {
            lane->scratch[width * i + c] *= gain;
        }
    }
}

static float peak_of(const float *samples, size_t count)
{
    float peak = 0.0f;
    for (size_t i = 0; i < count; ++i) {
        const float size = samples[i] < 0.0f ? -samples[i] : samples[i];
        peak = size > peak ? size : peak;
    }
    return peak;
}

static void look_for_silence(Lane *lane, size_t frames)
{
    const float peak = peak_of(lane->scratch, frames * (size_t)synth_width(lane->synth));
    lane->peak = peak > lane->peak ? peak : lane->peak;
    lane->frames += (int64_t)frames;
    if (lane->frames % lane->check_frames != 0) {
        return;
    }
    const int is_silent = lane->peak < silent_peak && lane->synth->ops->voices(lane->synth) == 0;
    if (is_silent || (lane->rings && lane->frames == RING_CHECKS * lane->check_frames)) {
        lane->awake = 0;
    }
    lane->peak = 0.0f;
}

void lane_add(Lane *lane, float *sound, size_t frames)
{
    while (frames > 0 && lane->awake) {
        const size_t n = stretch(lane, frames);
        const size_t samples = n * (size_t)synth_width(lane->synth);
        lane->synth->ops->render(lane->synth, lane->scratch, n);
        if (lane->rings) {
            fade(lane, n);
        }
        add(lane->scratch, sound, samples);
        if (lane->may_sleep) {
            look_for_silence(lane, n);
        }
        sound += samples;
        frames -= n;
    }
}
