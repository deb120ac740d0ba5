#include "app/partial.h"

#include "io/terminal.h"

enum { FADE_S = 3 }; ///< As in lull play.

int partial_begin(Partial *partial, const RenderJob *job, int64_t frames)
{
    Steering *const kept = job->keep;
    const int signals = terminal_interrupts() + terminal_terminations();
    if (kept == NULL || kept->fade_frames > 0 || signals > 1) {
        return 0;
    }
    const int64_t fade_frames = (int64_t)FADE_S * job->rate_hz;
    const int64_t stop_frame = frames + fade_frames;
    if (kept->stop_frame == 0 || kept->stop_frame > stop_frame) {
        kept->stop_frame = stop_frame;
    }
    kept->fade_frames = fade_frames;
    partial->end = *kept;
    render_job_go_on();
    return 1;
}

size_t partial_end(const Partial *partial, int64_t first, float *stereo, size_t count)
{
    const int64_t left = partial->end.stop_frame - first;
    if (partial->end.stop_frame == 0) {
        return count;
    }
    const size_t kept = left < 0 ? 0 : left < (int64_t)count ? (size_t)left : count;
    steering_fade(&partial->end, first, stereo, kept);
    return kept;
}

int partial_is_over(const Partial *partial, int64_t frames)
{
    return partial->end.stop_frame > 0 && frames >= partial->end.stop_frame;
}
