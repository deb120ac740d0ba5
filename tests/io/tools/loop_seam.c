// loop_seam FILE: looks for a seam where a file that is played round goes back to its beginning.
// Prints a line for each thing that is wrong; exits with 1 when there is one.
#include <math.h>
#include <sndfile.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    float *left;
    long frames;
    int rate;
} Loop;

static double at(const Loop *loop, long i)
{
    return loop->left[((i % loop->frames) + loop->frames) % loop->frames];
}

static double level(const Loop *loop, long from, long frames)
{
    double sum = 1e-12;
    for (long i = 0; i < frames; ++i) {
        sum += at(loop, from + i) * at(loop, from + i);
    }
    return 10 * log10(sum / (double)frames);
}

/// A step from sample to sample; where a corner is, the second difference tells.
static double step(const Loop *loop, long i)
{
    return fabs(at(loop, i) - at(loop, i - 1));
}

static double corner(const Loop *loop, long i)
{
    return fabs(at(loop, i + 1) - 2 * at(loop, i) + at(loop, i - 1));
}

/// What is left above a third of the rate: the fourth difference, over 5 ms around a place.
static double edge(const Loop *loop, long i)
{
    double sum = 0;
    for (long k = i - loop->rate / 400; k < i + loop->rate / 400; ++k) {
        const double d = at(loop, k + 2) - 4 * at(loop, k + 1) + 6 * at(loop, k) -
                         4 * at(loop, k - 1) + at(loop, k - 2);
        sum += d * d;
    }
    return sum;
}

/// Is the measure at the seam above all that it is within a second around it?
static int stands_out(const Loop *loop, const char *what, double (*measure)(const Loop *, long),
                      long stride)
{
    double most = 0;
    for (long i = stride; i < loop->rate; i += stride) {
        most = fmax(most, fmax(measure(loop, i), measure(loop, -i)));
    }
    const double seam = measure(loop, 0);
    if (seam <= most) {
        return 0;
    }
    printf("%s at the seam: %g, around it at most %g\n", what, seam, most);
    return 1;
}

static int bad_level(const Loop *loop)
{
    const double before = level(loop, -loop->rate, loop->rate), after = level(loop, 0, loop->rate);
    const double near = level(loop, -loop->rate / 100, loop->rate / 100);
    if (fabs(after - before) < 9 && near > -75) {
        return 0;
    }
    printf("level: %.1f dB before the seam, %.1f just before it, %.1f after\n", before, near,
           after);
    return 1;
}

static int bad_points(SNDFILE *file, const Loop *loop)
{
    SF_INSTRUMENT points;
    if (sf_command(file, SFC_GET_INSTRUMENT, &points, sizeof points) == SF_TRUE &&
        points.loop_count == 1 && points.loops[0].mode == SF_LOOP_FORWARD &&
        points.loops[0].start == 0 && points.loops[0].end == (unsigned)loop->frames) {
        return 0;
    }
    printf("its loop points are not its first and last frame\n");
    return 1;
}

int main(int argc, char **argv)
{
    SF_INFO info = {0};
    SNDFILE *const file = argc == 2 ? sf_open(argv[1], SFM_READ, &info) : NULL;
    if (file == NULL || info.channels != 2) {
        printf("usage: loop_seam FILE, a stereo one\n");
        return 2;
    }
    float *const stereo = malloc(2 * (size_t)info.frames * sizeof *stereo);
    Loop loop = {stereo, sf_readf_float(file, stereo, info.frames), info.samplerate};
    for (long i = 0; i < loop.frames; ++i) {
        loop.left[i] = stereo[2 * i];
    }
    const int bad = bad_points(file, &loop) + bad_level(&loop) +
                    stands_out(&loop, "a step", step, 1) +
                    stands_out(&loop, "a corner", corner, 1) +
                    stands_out(&loop, "an edge", edge, loop.rate / 200);
    sf_close(file);
    free(stereo);
    return bad > 0;
}
