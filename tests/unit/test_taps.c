// Breaths told by taps: the median counts, slips and pauses do not.
#include "harness.h"
#include "session/taps.h"

enum { STEPS_MAX = 8 };

static void test_counts(void)
{
    static const struct {
        const char *what;
        int64_t at_ms[STEPS_MAX];
        int32_t wanted[STEPS_MAX]; ///< What each tap returns.
        int count;
    } cases[] = {
        {"the second tap tells a rate", {7, 5007}, {0, 120}, 2},
        {"of two intervals their middle", {0, 4000, 10000}, {0, 150, 120}, 3},
        {"one that is off is outvoted", {0, 5000, 10000, 23000, 28000}, {0, 120, 120, 120, 120}, 5},
        {"only the last four count",
         {0, 3000, 6000, 9000, 12000, 18000, 24000, 30000},
         {0, 200, 200, 200, 200, 200, 133, 100},
         8},
        {"a slip is ignored", {0, 300, 6000, 6400, 12000}, {0, 0, 100, 0, 100}, 5},
        {"a pause begins anew", {0, 5000, 21000, 31000}, {0, 120, 0, 60}, 4},
        {"4 and 30 a minute still count", {0, 15000, 30000}, {0, 40, 40}, 3},
        {"as does 30", {0, 2000}, {0, 300}, 2},
        {"faster does not", {0, 1999, 3998}, {0, 0, 150}, 3},
        {"slower does not", {0, 15001, 20001}, {0, 0, 120}, 3},
        {"a clock at zero is a clock", {0, 0, 4000}, {0, 0, 150}, 3},
    };
    for (unsigned i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        Taps taps = {0};
        for (int k = 0; k < cases[i].count; ++k) {
            const int32_t got = taps_add(&taps, cases[i].at_ms[k]);
            EXPECT(got == cases[i].wanted[k], "%s: tap %d gives %d", cases[i].what, k + 1, got);
        }
        CHECK(test_clean(), "%s", cases[i].what);
    }
}

int main(void)
{
    test_begin("taps");
    test_counts();
    return test_end();
}
