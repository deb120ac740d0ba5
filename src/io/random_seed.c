#include "io/random_seed.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

uint64_t random_seed(void)
{
    uint32_t seed = 0;
    // /dev/urandom rather than getrandom(): every Unix has it.
    FILE *const entropy = fopen("/dev/urandom", "rb");
    if (entropy != NULL) {
        setvbuf(entropy, NULL, _IONBF, 0);
        if (fread(&seed, sizeof seed, 1, entropy) != 1) {
            seed = 0;
        }
        fclose(entropy);
    }
    if (seed == 0) {
        seed = ((uint32_t)time(NULL) ^ ((uint32_t)getpid() << 16)) | 1U;
    }
    return seed;
}
