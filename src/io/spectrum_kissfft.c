// Windows of the sum of both sides (8192 points of Hann, 0.17 s at 48 kHz: a semitone is told from
// the next down to 200 Hz) are transformed at equal distances. The level of a semitone is that of
// the highest point in it, as dB below a full-scale sine; the windows of one stretch of time are
// averaged by power.
#include "io/spectrum_kissfft.h"

#ifdef HAVE_KISSFFT

#include <kiss_fftr.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    POINTS = 8192,
    BINS = POINTS / 2 + 1,
    COLUMNS = 720,   ///< Stretches of time: as many as a picture has pixels to show.
    WINDOWS_MAX = 8, ///< In a stretch: what a long piece costs is bounded.
    LOW_PITCH = 24,  ///< MIDI: C1, 33 Hz.
    HIGH_PITCH = 131,
    ROWS_MAX = HIGH_PITCH - LOW_PITCH + 1,
    STEP_DB = 6, ///< 72 dB from end to end of the ramp.
    FLOOR_DB = -140,
};

struct Spectrum {
    int rate_hz;
    int rows;
    int64_t column_frames;
    int64_t step;  ///< Frames between two windows.
    int64_t taken; ///< Frames so far.
    kiss_fftr_cfg fft;
    float window[POINTS];
    float ring[POINTS]; ///< The last frames, as mono; the oldest at `taken` modulo POINTS.
    float ordered[POINTS];
    kiss_fft_cpx bins[BINS];
    double power[COLUMNS][ROWS_MAX];
    int windows[COLUMNS];
    unsigned char steps[COLUMNS * ROWS_MAX];
};

static double pitch_hz(double pitch)
{
    enum { A4 = 69, A4_HZ = 440 };
    return A4_HZ * exp2((pitch - A4) / 12);
}

int spectrum_possible(void)
{
    return 1;
}

static int64_t at_least(int64_t value, int64_t least)
{
    return value < least ? least : value;
}

Spectrum *spectrum_open(int rate_hz, int64_t frames)
{
    Spectrum *const self = calloc(1, sizeof *self);
    if (self == NULL || (self->fft = kiss_fftr_alloc(POINTS, 0, NULL, NULL)) == NULL) {
        free(self);
        return NULL;
    }
    self->rate_hz = rate_hz;
    self->column_frames = at_least((frames + COLUMNS - 1) / COLUMNS, 1);
    const int64_t half = POINTS / 2;
    const int64_t fine = self->column_frames < half ? self->column_frames : half;
    self->step = at_least(self->column_frames / WINDOWS_MAX, fine);
    while (self->rows < ROWS_MAX && pitch_hz(LOW_PITCH + self->rows + 0.5) < rate_hz / 2.0) {
        ++self->rows;
    }
    for (int i = 0; i < POINTS; ++i) { // scaled so that a full-scale sine has power 1
        self->window[i] = (float)((1 - cos(2 * 3.14159265358979323846 * i / POINTS)) * 2 / POINTS);
    }
    return self;
}

static double power_of(const Spectrum *self, int bin)
{
    const double re = self->bins[bin].r;
    const double im = self->bins[bin].i;
    return re * re + im * im;
}

// Highest point of a semitone; between two points where the semitone is narrower than that.
static double power_of_pitch(const Spectrum *self, int pitch)
{
    const double points_a_hz = (double)POINTS / self->rate_hz;
    const int first = (int)ceil(pitch_hz(pitch - 0.5) * points_a_hz);
    const int end = (int)ceil(pitch_hz(pitch + 0.5) * points_a_hz);
    double most = 0;
    for (int bin = first; bin < end && bin < BINS; ++bin) {
        most = fmax(most, power_of(self, bin));
    }
    if (first < end) {
        return most;
    }
    const double at = pitch_hz(pitch) * points_a_hz;
    const int bin = (int)at;
    return power_of(self, bin) * (bin + 1 - at) + power_of(self, bin + 1) * (at - bin);
}

static void analyse(Spectrum *self)
{
    const int64_t centre = self->taken - POINTS / 2;
    const int64_t column = centre / self->column_frames;
    if (centre < 0 || column >= COLUMNS) {
        return;
    }
    for (int i = 0; i < POINTS; ++i) {
        self->ordered[i] = self->ring[(self->taken + i) % POINTS] * self->window[i];
    }
    kiss_fftr(self->fft, self->ordered, self->bins);
    for (int row = 0; row < self->rows; ++row) {
        self->power[column][row] += power_of_pitch(self, LOW_PITCH + row);
    }
    ++self->windows[column];
}

static void take(Spectrum *self, float mono)
{
    self->ring[self->taken % POINTS] = mono;
    ++self->taken;
    if ((self->taken - POINTS / 2) % self->step == 0) {
        analyse(self);
    }
}

void spectrum_add(Spectrum *self, const float *stereo, size_t frames)
{
    for (size_t i = 0; i < frames; ++i) {
        take(self, (stereo[2 * i] + stereo[2 * i + 1]) / 2);
    }
}

static double db_of(const Spectrum *self, int column, int row)
{
    const double power = self->power[column][row] / fmax(self->windows[column], 1);
    return power > 0 ? fmax(10 * log10(power), FLOOR_DB) : FLOOR_DB;
}

// The loudest tone lies in the last step of the ramp.
static int top_of(const Spectrum *self, int columns)
{
    double most = FLOOR_DB;
    for (int column = 0; column < columns; ++column) {
        for (int row = 0; row < self->rows; ++row) {
            most = fmax(most, db_of(self, column, row));
        }
    }
    return (int)ceil(most / STEP_DB) * STEP_DB;
}

static void fill_steps(Spectrum *self, int columns, int top_db)
{
    const int bottom_db = top_db - RAMP_STEPS * STEP_DB;
    for (int column = 0; column < columns; ++column) {
        for (int row = 0; row < self->rows; ++row) {
            const double db = db_of(self, column, self->rows - 1 - row);
            const int step = (int)floor((db - bottom_db) / STEP_DB);
            self->steps[row * columns + column] =
                (unsigned char)(step < 0            ? 0
                                : step < RAMP_STEPS ? step
                                                    : RAMP_STEPS - 1);
        }
    }
}

Spectrogram spectrum_result(Spectrum *self)
{
    int columns = (int)((self->taken + self->column_frames - 1) / self->column_frames);
    columns = columns < COLUMNS ? columns : COLUMNS;
    for (int i = 0; i < POINTS / 2; ++i) {
        take(self, 0); // the last window's second half
    }
    const int top_db = top_of(self, columns);
    fill_steps(self, columns, top_db);
    return (Spectrogram){.image = {columns, self->rows, self->steps},
                         .low_hz = pitch_hz(LOW_PITCH - 0.5),
                         .high_hz = pitch_hz(LOW_PITCH + self->rows - 0.5),
                         .top_db = top_db,
                         .step_db = STEP_DB};
}

void spectrum_close(Spectrum *self)
{
    if (self != NULL) {
        kiss_fftr_free(self->fft);
        free(self);
    }
}

#else

int spectrum_possible(void)
{
    return 0;
}

Spectrum *spectrum_open(int rate_hz, int64_t frames)
{
    (void)rate_hz;
    (void)frames;
    return NULL;
}

void spectrum_add(Spectrum *spectrum, const float *stereo, size_t frames)
{
    (void)spectrum;
    (void)stereo;
    (void)frames;
}

Spectrogram spectrum_result(Spectrum *spectrum)
{
    (void)spectrum;
    return (Spectrogram){0};
}

void spectrum_close(Spectrum *spectrum)
{
    (void)spectrum;
}

#endif
