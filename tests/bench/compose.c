// How many times faster than real time a score is composed, on one core.
//
//     compose PRESET.conf...     prints the factor of the slowest preset, and its name
#include "io/preset_file.h"
#include "session/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MINUTES = 10, ROUNDS = 5, PIECES = 6 };

static Session session;

static double cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int64_t compose(const Preset *preset, uint64_t seed)
{
    const SessionConfig config = {.presets = preset,
                                  .preset_count = 1,
                                  .seed = seed,
                                  .rate_hz = 48000,
                                  .length_ms = MINUTES * 60000,
                                  .fade_ms = 3000,
                                  .volume = 127};
    session_init(&session, &config);
    int64_t notes = 0;
    for (Event event; session_next(&session, &event);) {
        notes += event.kind == EVENT_NOTE_ON;
    }
    return notes;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

// The median of some rounds of some pieces each.
static double factor_of(const Preset *preset)
{
    double factors[ROUNDS];
    for (int r = 0; r < ROUNDS; ++r) {
        const double start = cpu_seconds();
        for (int p = 0; p < PIECES; ++p) {
            if (compose(preset, (uint64_t)p) == 0) {
                return 0;
            }
        }
        factors[r] = PIECES * MINUTES * 60 / (cpu_seconds() - start);
    }
    qsort(factors, ROUNDS, sizeof factors[0], by_size);
    return factors[ROUNDS / 2];
}

int main(int argc, char **argv)
{
    double least = 0;
    static char slowest[PRESET_NAME_BYTES];
    for (int i = 1; i < argc; ++i) {
        Preset preset;
        Error error;
        if (preset_file_read(argv[i], &preset, &error) != STATUS_OK) {
            fprintf(stderr, "%s\n", error.message);
            return 1;
        }
        const double factor = factor_of(&preset);
        if (i == 1 || factor < least) {
            least = factor;
            snprintf(slowest, sizeof slowest, "%s", preset.name);
        }
    }
    printf("%.0f %s\n", least, slowest);
    return 0;
}
