// wav_compare LIVE.wav FILE.wav: is the sound of FILE wholly in LIVE, sample for sample? Finds
// where it begins by its first sounding sample, checked by correlation, and prints what differs.
#include <math.h>
#include <sndfile.h>
#include <stdio.h>
#include <stdlib.h>

enum { TOLERANCE_BITS = 22 }; // FILE has 24 bits, LIVE is float

typedef struct {
    float *stereo;
    long frames;
} Sound;

static Sound load(const char *path)
{
    SF_INFO info = {0};
    Sound sound = {NULL, 0};
    SNDFILE *const file = sf_open(path, SFM_READ, &info);
    if (file != NULL && info.channels == 2) {
        sound.stereo = calloc((size_t)info.frames + 1, 2 * sizeof(float));
        sound.frames =
            sound.stereo == NULL ? 0 : (long)sf_readf_float(file, sound.stereo, info.frames);
    }
    sf_close(file);
    return sound;
}

static long first_sounding(Sound sound)
{
    const float floor = ldexpf(1, -16);
    long i = 0;
    while (i < sound.frames && fabsf(sound.stereo[2 * i]) < floor) {
        ++i;
    }
    return i;
}

static double correlation(Sound live, Sound file, long offset)
{
    double xy = 0, xx = 1e-30, yy = 1e-30;
    for (long i = 0; i < file.frames; ++i) {
        const long at = i + offset;
        const double x = at >= 0 && at < live.frames ? live.stereo[2 * at] : 0;
        xy += x * file.stereo[2 * i];
        xx += x * x;
        yy += (double)file.stereo[2 * i] * file.stereo[2 * i];
    }
    return xy / sqrt(xx * yy);
}

// A sample on the edge of the floor may count in one file and not in the other: look around.
static long best_offset(Sound live, Sound file)
{
    enum { AROUND = 3 };
    const long guess = first_sounding(live) - first_sounding(file);
    long best = guess;
    for (long offset = guess - AROUND; offset <= guess + AROUND; ++offset) {
        if (correlation(live, file, offset) > correlation(live, file, best)) {
            best = offset;
        }
    }
    return best;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        return 2;
    }
    const Sound live = load(argv[1]), file = load(argv[2]);
    const long offset = best_offset(live, file);
    long differ = 0, first = -1;
    double worst = 0;
    for (long i = 0; i < 2 * file.frames; ++i) {
        const long at = i + 2 * offset;
        const float heard = at >= 0 && at < 2 * live.frames ? live.stereo[at] : 0;
        const double off = fabs((double)heard - file.stereo[i]);
        worst = off > worst ? off : worst;
        if (off > ldexp(1, -TOLERANCE_BITS)) {
            first = first < 0 ? i / 2 : first;
            ++differ;
        }
    }
    printf("%ld frames, begins at frame %ld, correlation %.7f, largest difference %.2g, "
           "%ld samples differ, the first at frame %ld\n",
           file.frames, offset, correlation(live, file, offset), worst, differ, first);
    return file.frames == 0 || first_sounding(file) == file.frames || differ > 0;
}
