#include "session/finish.h"

#include <math.h>
#include <string.h>

// Each frame asks for the gain that its true peak needs; the least of these over the look-ahead
// comes back slowly, and its mean over the look-ahead is the gain in force. A mean of values none
// of which is above what a peak needs is not above it either, so the ceiling holds, and the gain
// has no corner. Gains are whole numbers: a running sum of them does not drift over days.

enum {
    ONE = 1 << 24,
    OVERSAMPLING = FINISH_PHASES + 1,
    CENTRE = FINISH_TAPS / 2, ///< Frames by which the interpolation lies behind.
};

static const double ahead_seconds = 0.005;
static const double release_seconds = 0.4;
static const double pi = 3.14159265358979323846;
/// No point between samples is higher than this times the highest of them: the sum of the taps'
/// magnitudes at the middle phase.
static const float overshoot_most = 1.9f;

static double from_db(double db)
{
    return pow(10.0, db / 20.0);
}

// A sinc under a Hann window, so long that it ends where the taps do.
static double interpolation(double distance)
{
    const double window = 0.5 + 0.5 * cos(pi * distance / CENTRE);
    return distance == 0.0 ? 1.0 : window * sin(pi * distance) / (pi * distance);
}

void finish_init(Finish *finish, int32_t rate_hz, double gain_db, double ceiling_db)
{
    memset(finish, 0, sizeof *finish);
    finish->gain = (float)from_db(gain_db);
    finish->ceiling = isinf(ceiling_db) ? 0.0f : (float)from_db(ceiling_db);
    finish->ahead = (int32_t)(ahead_seconds * rate_hz);
    finish->release = (int32_t)(ONE / (release_seconds * rate_hz));
    finish->recovering = ONE;
    finish->sum = (int64_t)ONE * finish->ahead;
    for (int i = 0; i < finish->ahead; ++i) {
        finish->smooth[i] = ONE;
    }
    for (int phase = 0; phase < FINISH_PHASES; ++phase) {
        for (int tap = 0; tap < FINISH_TAPS; ++tap) {
            const double place = CENTRE - 1 + (double)(phase + 1) / OVERSAMPLING;
            finish->taps[phase][tap] = (float)interpolation(tap - place);
        }
    }
}

int32_t finish_delay(const Finish *finish)
{
    return finish->ceiling > 0.0f ? finish->ahead - 1 + CENTRE : 0;
}

// The highest point from the sample CENTRE frames ago to the one after it.
static float true_peak(const Finish *finish, const float *past)
{
    float peak = fmaxf(fabsf(past[CENTRE - 1]), fabsf(past[CENTRE]));
    float most = 0.0f;
    for (int tap = 0; tap < FINISH_TAPS; ++tap) {
        most = fmaxf(most, fabsf(past[tap]));
    }
    if (most * overshoot_most <= finish->ceiling) {
        return peak;
    }
    for (int phase = 0; phase < FINISH_PHASES; ++phase) {
        float point = 0.0f;
        for (int tap = 0; tap < FINISH_TAPS; ++tap) {
            point += finish->taps[phase][tap] * past[tap];
        }
        peak = fmaxf(peak, fabsf(point));
    }
    return peak;
}

// Enters a frame and gives the gain that it needs.
static int32_t need(Finish *finish, const float *frame)
{
    const int32_t at = (int32_t)(finish->frame % FINISH_TAPS);
    float peak = 0.0f;
    for (int c = 0; c < 2; ++c) {
        finish->past[c][at] = finish->past[c][at + FINISH_TAPS] = frame[c];
        peak = fmaxf(peak, true_peak(finish, &finish->past[c][at + 1]));
    }
    return peak > finish->ceiling ? (int32_t)(finish->ceiling / peak * ONE) : ONE;
}

// The least gain that was needed within the look-ahead, by a list of those that are less than all
// after them (Lemire 2006).
static int32_t least(Finish *finish, int32_t gain)
{
    const int32_t size = finish->ahead;
    while (finish->last > finish->first && finish->least[(finish->last - 1) % size] >= gain) {
        --finish->last;
    }
    if (finish->last > finish->first &&
        finish->asked_at[finish->first % size] <= finish->frame - size) {
        ++finish->first;
    }
    finish->least[finish->last % size] = gain;
    finish->asked_at[finish->last % size] = finish->frame;
    ++finish->last;
    return finish->least[finish->first % size];
}

// The mean of the gains of the look-ahead, each of which comes back slowly.
static int32_t smoothed(Finish *finish, int32_t gain)
{
    const int64_t missing = ONE - finish->recovering;
    const int32_t back = finish->recovering + (int32_t)(missing * finish->release / ONE) + 1;
    int32_t *const oldest = &finish->smooth[finish->frame % finish->ahead];
    finish->recovering = back < gain ? back : gain;
    finish->sum += finish->recovering - *oldest;
    *oldest = finish->recovering;
    return (int32_t)(finish->sum / finish->ahead);
}

static void limit(Finish *finish, float *frame)
{
    const int64_t size = finish_delay(finish) + 1;
    const int32_t gain = smoothed(finish, least(finish, need(finish, frame)));
    const int64_t out = (finish->frame + 1) % size; // the oldest; with the first frames, silence
    memcpy(&finish->held[2 * (finish->frame % size)], frame, 2 * sizeof *frame);
    for (int c = 0; c < 2; ++c) {
        frame[c] = finish->held[2 * out + c] * ((float)gain / ONE);
    }
    finish->limited += gain < ONE;
    ++finish->frame;
}

void finish_frames(Finish *finish, float *stereo, size_t frames)
{
    for (size_t i = 0; i < 2 * frames; ++i) {
        stereo[i] *= finish->gain;
    }
    for (size_t i = 0; finish->ceiling > 0.0f && i < frames; ++i) {
        limit(finish, &stereo[2 * i]);
    }
}
