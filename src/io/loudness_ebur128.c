// libebur128 looks for true peaks at four times the rate, which costs more than all the rest. Here
// it sees only those moments that may hold a higher one than was found, each with what lies around
// it; that leaves the result as it is, and takes a fifth of the time.
#include "io/loudness_ebur128.h"

#include "text/error.h"

#include <ebur128.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    CHANNELS = 2,
    STEPS_PER_SECOND = 1000 / LOUDNESS_STEP_MS,
    PIECE = 128, ///< Frames that are looked at for peaks or not. Longer ones hold one more often.
    MARGIN = 32, ///< Frames before and after a piece that its true peaks depend on, and more.
    STEPS_AT_FIRST = 1024,
    DAY_S = 24 * 3600,
};

/// No point between samples is higher than this times the highest of them: the sum of the
/// magnitudes of libebur128's interpolation at its middle phase is 1.864.
static const float overshoot_most = 1.9f;
static const double offset_lufs = 0.691; // ITU-R BS.1770-4: loudness = -0.691 + 10 log10 of energy
static const double floor_lu = 20.0;

struct LoudnessMeter {
    ebur128_state *whole; ///< Loudness and range.
    ebur128_state *peaks; ///< True peaks, in pieces.
    float *step;          ///< MARGIN frames of the step before, then the step that is being filled.
    size_t step_frames;
    size_t filled;   ///< Frames of the step so far.
    int peaks_go_on; ///< The piece before may hold a peak at its very end.
    float peak;      ///< Highest true peak so far, 1 = full scale.
    float *energies; ///< Of each step, K-weighted.
    size_t step_count, step_room;
    int goes_round; ///< What was measured is a loop.
};

LoudnessMeter *loudness_open(int rate_hz, int64_t length_s, Error *error)
{
    LoudnessMeter *const meter = calloc(1, sizeof *meter);
    const unsigned rate = (unsigned)rate_hz;
    const int counts = length_s < DAY_S ? 0 : EBUR128_MODE_HISTOGRAM;
    if (meter != NULL) {
        meter->step_frames = rate / STEPS_PER_SECOND;
        meter->step = calloc(CHANNELS * (MARGIN + meter->step_frames), sizeof *meter->step);
        meter->whole = ebur128_init(CHANNELS, rate, EBUR128_MODE_I | EBUR128_MODE_LRA | counts);
        meter->peaks = ebur128_init(CHANNELS, rate, EBUR128_MODE_TRUE_PEAK);
    }
    if (meter == NULL || meter->step == NULL || meter->whole == NULL || meter->peaks == NULL) {
        error_set(error, STATUS_INTERNAL, "out of memory; close other programs");
        loudness_close(meter);
        return NULL;
    }
    return meter;
}

void loudness_close(LoudnessMeter *meter)
{
    if (meter != NULL) {
        if (meter->whole != NULL) {
            ebur128_destroy(&meter->whole);
        }
        if (meter->peaks != NULL) {
            ebur128_destroy(&meter->peaks);
        }
        free(meter->step);
        free(meter->energies);
        free(meter);
    }
}

static float highest_sample(const float *stereo, size_t frames)
{
    float most = 0.0f;
    for (size_t i = 0; i < CHANNELS * frames; ++i) {
        most = fmaxf(most, fabsf(stereo[i]));
    }
    return most;
}

// Shows frames to the meter of peaks; what it finds counts with `counts`.
static int show_peaks(LoudnessMeter *meter, const float *stereo, size_t frames, int counts)
{
    if (ebur128_add_frames_float(meter->peaks, stereo, frames) != EBUR128_SUCCESS) {
        return 0;
    }
    for (unsigned c = 0; counts && c < CHANNELS; ++c) {
        double peak = 0.0;
        ebur128_prev_true_peak(meter->peaks, c, &peak);
        meter->peak = fmaxf(meter->peak, (float)peak);
    }
    return 1;
}

// `before` points to the MARGIN frames before those of the piece.
static int measure_peaks(LoudnessMeter *meter, const float *before, size_t frames)
{
    const float *const step = before + CHANNELS * MARGIN;
    const int may_rise = highest_sample(step, frames) * overshoot_most > meter->peak;
    const int went_on = meter->peaks_go_on;
    meter->peaks_go_on = may_rise;
    if (may_rise) {
        return (went_on || show_peaks(meter, before, MARGIN, 0)) &&
               show_peaks(meter, step, frames, 1);
    }
    return !went_on || show_peaks(meter, step, frames < MARGIN ? frames : MARGIN, 1);
}

static int keep_energy(LoudnessMeter *meter)
{
    double lufs = -HUGE_VAL;
    if (meter->step_count == meter->step_room) {
        const size_t room = meter->step_room == 0 ? STEPS_AT_FIRST : 2 * meter->step_room;
        float *const energies = realloc(meter->energies, room * sizeof *energies);
        if (energies == NULL) {
            return 0;
        }
        meter->energies = energies;
        meter->step_room = room;
    }
    ebur128_loudness_window(meter->whole, LOUDNESS_STEP_MS, &lufs);
    meter->energies[meter->step_count++] = (float)pow(10.0, (lufs + offset_lufs) / 10.0);
    return 1;
}

static int measure_all_peaks(LoudnessMeter *meter)
{
    int good = 1;
    for (size_t at = 0; good && at < meter->filled; at += PIECE) {
        const size_t left = meter->filled - at;
        good = measure_peaks(meter, meter->step + CHANNELS * at, left < PIECE ? left : PIECE);
    }
    return good;
}

// Measures the step, as far as it is filled, and begins the next one.
static int end_step(LoudnessMeter *meter)
{
    const size_t frames = meter->filled;
    const float *const step = meter->step + CHANNELS * MARGIN;
    const int good = ebur128_add_frames_float(meter->whole, step, frames) == EBUR128_SUCCESS &&
                     measure_all_peaks(meter) && keep_energy(meter);
    memmove(meter->step, meter->step + CHANNELS * frames, CHANNELS * MARGIN * sizeof *step);
    meter->filled = 0;
    return good;
}

Status loudness_add(LoudnessMeter *meter, const float *stereo, size_t frames, Error *error)
{
    while (frames > 0) {
        const size_t room = meter->step_frames - meter->filled;
        const size_t count = frames < room ? frames : room;
        memcpy(meter->step + CHANNELS * (MARGIN + meter->filled), stereo,
               CHANNELS * count * sizeof *stereo);
        meter->filled += count;
        stereo += CHANNELS * count;
        frames -= count;
        if (meter->filled == meter->step_frames && !end_step(meter)) {
            return error_set(error, STATUS_INTERNAL, "out of memory; close other programs");
        }
    }
    return STATUS_OK;
}

// Of the second up to a step; before the first one lies silence, or the end of what goes round.
static double second_lufs(const LoudnessMeter *meter, size_t end, double floor)
{
    double sum = 0.0;
    for (size_t back = 1; back <= STEPS_PER_SECOND; ++back) {
        if (back <= end) {
            sum += meter->energies[end - back];
        } else if (meter->goes_round && back - end <= meter->step_count) {
            sum += meter->energies[meter->step_count - (back - end)];
        }
    }
    return fmax(floor, 10.0 * log10(sum / STEPS_PER_SECOND) - offset_lufs);
}

static double largest_rise(const LoudnessMeter *meter, double lufs)
{
    double most = 0.0;
    const double floor = lufs - floor_lu;
    for (size_t end = STEPS_PER_SECOND; isfinite(lufs) && end <= meter->step_count; ++end) {
        const double before = second_lufs(meter, end - STEPS_PER_SECOND, floor);
        most = fmax(most, second_lufs(meter, end, floor) - before);
    }
    return most;
}

void loudness_goes_round(LoudnessMeter *meter)
{
    meter->goes_round = 1;
}

Loudness loudness_end(LoudnessMeter *meter)
{
    Loudness loudness = {.lufs = -HUGE_VAL};
    if (meter->filled > 0) {
        (void)end_step(meter); // short of memory, the last tenth of a second is missing
    }
    ebur128_loudness_global(meter->whole, &loudness.lufs);
    ebur128_loudness_range(meter->whole, &loudness.range_lu);
    loudness.true_peak_db = 20.0 * log10(meter->peak);
    loudness.rise_lu = largest_rise(meter, loudness.lufs);
    return loudness;
}

const float *loudness_steps(const LoudnessMeter *meter, size_t *count)
{
    *count = meter->step_count;
    return meter->energies;
}

Loudness loudness_moved(Loudness loudness, double gain_db)
{
    loudness.lufs += gain_db;
    loudness.true_peak_db += gain_db;
    return loudness;
}
