#include "text/hearing.h"

#include <math.h>

double hearing_lufs(const Hearing *heard, size_t end, size_t count)
{
    static const double offset = 0.691; // ITU-R BS.1770-4
    double sum = 0;
    for (size_t i = end + 1 < count ? 0 : end + 1 - count; i <= end; ++i) {
        sum += heard->energies[i];
    }
    return sum > 0 ? 10 * log10(sum / (double)count) - offset : -INFINITY;
}
