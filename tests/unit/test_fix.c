// Small integer maths.
#include "base/fix.h"
#include "harness.h"

#include <math.h>

static void test_division(void)
{
    for (int32_t a = -50; a <= 50; ++a) {
        for (int32_t b = 1; b <= 13; ++b) {
            EXPECT(fix_div_floor(a, b) == (int32_t)floor((double)a / b), "%d / %d", a, b);
            EXPECT(fix_mod(a, b) >= 0 && fix_mod(a, b) < b, "%d mod %d", a, b);
            EXPECT(fix_div_floor(a, b) * b + fix_mod(a, b) == a, "%d by %d", a, b);
            EXPECT(fix_div_round(a, b) == llround((double)a / b), "%d / %d rounded", a, b);
        }
    }
    CHECK(test_clean(), "floor, remainder and rounding agree with the reals");
}

static void test_bounds(void)
{
    CHECK(fix_min(-3, 2) == -3 && fix_max(-3, 2) == 2 && fix_abs(-3) == 3 && fix_abs(3) == 3,
          "smaller, larger, absolute");
    CHECK(fix_clamp(-5, -1, 4) == -1 && fix_clamp(9, -1, 4) == 4 && fix_clamp(2, -1, 4) == 2,
          "clamp holds to both ends");
    for (int32_t at = 0; at <= 100; ++at) {
        const double want = -300 + 1000.0 * at / 100;
        EXPECT(fabs(fix_lerp(-300, 700, at, 100) - want) <= 0.5, "lerp at %d", at);
    }
    CHECK(fix_lerp(-2000000000, 2000000000, 3, 4) == 1000000000, "lerp does not overflow");
    CHECK(test_clean(), "lerp is the straight line, both ends included");
}

static void test_log2(void)
{
    double worst = 0;
    for (int64_t x = 1; x <= INT32_MAX; x += 1 + x / 1000) {
        const double off = fabs(fix_log2((int32_t)x) / 4096.0 - log2((double)x));
        worst = off > worst ? off : worst;
        EXPECT(off < 1.0 / 1000, "log2(%lld) is %.6f octaves off", (long long)x, off);
    }
    CHECK(test_clean(), "log2 is within 1/1000 octave over the whole range (%.6f)", worst);
    int32_t before = -1;
    for (int32_t x = 1; x < 70000; ++x) {
        EXPECT(fix_log2(x) >= before, "log2 falls at %d", x);
        before = fix_log2(x);
    }
    CHECK(test_clean(), "log2 never falls");
    CHECK(fix_log2(1) == 0 && fix_log2(2) == 4096 && fix_log2(1 << 30) == 30 * 4096,
          "powers of two are exact");
}

static void test_exp2(void)
{
    for (int32_t q = 0; q < 31 * 4096; q += 7) {
        const double want = exp2(q / 4096.0);
        const double off = fabs(fix_exp2(q) - want);
        EXPECT(off <= 0.5 + want * 0.0005, "2^(%d/4096) is %d, not %.2f", q, fix_exp2(q), want);
    }
    CHECK(test_clean(), "exp2 is right to the rounding or 0.05 %%");
    for (int64_t x = 1; x <= INT32_MAX; x += 1 + x / 700) {
        const int64_t back = fix_exp2(fix_log2((int32_t)x));
        const int64_t off = back > x ? back - x : x - back;
        EXPECT(off * 2000 <= x, "%lld comes back as %lld", (long long)x, (long long)back);
    }
    CHECK(test_clean(), "exp2 undoes log2 within 0.05 %%");
}

int main(void)
{
    test_begin("fix");
    test_division();
    test_bounds();
    test_log2();
    test_exp2();
    return test_end();
}
