// The master: gain that glides, fades at both ends, and a limiter that leaves quiet music alone.
#ifndef SESSION_MASTER_H
#define SESSION_MASTER_H

#include <stddef.h>
#include <stdint.h>

enum { LIMITER_DELAY = 64 }; ///< Frames that the limiter sees ahead.

typedef struct {
    int32_t rate_hz;
    float gain; ///< In force.
    float gain_target;
    float gain_ratio; ///< Largest change a frame, as a factor ...
    float rise_ratio; ///< ... and largest rise where the music is heard.
    float gain_most;  ///< No volume goes beyond ...
    float ceiling;    ///< ... and no sample.
    int64_t frame;    ///< Frames processed.
    int64_t fade_in_frames;
    int64_t fade_out_start; ///< INT64_MAX = none.
    int64_t fade_out_end;   ///< Silence from here on.
    float fade_out_from;    ///< Gain at the start: below 1 where one fade took over from another.
    float fade_gain;        ///< Of the fade, in force.
    float fade_ratio;       ///< Largest rise of it a frame, as a factor.
    float delay[2 * LIMITER_DELAY];
    int32_t delay_at;
    float limit_gain;    ///< 1 = untouched.
    float limit_release; ///< Recovery a frame.
    float limit_goal;
    int32_t limit_hold;     ///< Frames for which the goal stays.
    float peak;             ///< Highest sample since last asked.
    int64_t limited_frames; ///< Frames so far in which the limiter was not at rest.
} Master;

/// `fade_in_ms` from the first frame; `volume` 0..127.
void master_init(Master *master, int32_t rate_hz, int32_t fade_in_ms, int32_t volume);

/// Sets the loudest volume, 1..127, that there will ever be: nothing goes beyond it, and no sample
/// beyond what it makes of full scale. Before the first frame.
void master_limit(Master *master, int32_t volume_max);

/// Glides to a new volume, 0..127, without a step that could be heard: 3 dB in 100 ms at most, and
/// upwards, from where the music begins to be heard, less than 3 dB in a second.
void master_volume(Master *master, int32_t volume);

/// Fades to silence between two frames; an earlier end that was set before wins. While a fade is
/// under way, a new one goes on from its level at once.
void master_fade_out(Master *master, int64_t start_frame, int64_t end_frame);

/// Fades between two frames instead of what was planned; INT64_MAX for both: no fade. A fade that
/// is under way and not wanted any more is taken back by less than 3 dB a second.
void master_fade_plan(Master *master, int64_t start_frame, int64_t end_frame);

/// Lets `frames` pass without sound: the fades go on.
void master_skip(Master *master, int64_t frames);

/// Processes interleaved stereo in place. The result lies LIMITER_DELAY frames behind.
void master_process(Master *master, float *stereo, size_t frames);

/// Highest absolute sample since the last call.
float master_peak(Master *master);

/// Gain in force now, volume and fades together, the limiter not.
float master_level(const Master *master);

#endif
