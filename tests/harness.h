// The smallest test harness that says what went wrong. One program per test file:
//
//     #include "harness.h"
//     int main(void)
//     {
//         test_begin("dice");
//         CHECK(dice_below(&dice, 6) < 6, "a die stays below %d", 6);
//         CHECK_EQ(scale_degrees(DORIAN), 7, "dorian has seven degrees");
//         return test_end();
//     }
//
// Each check prints "ok - module: name" or "not ok - module: name" with file, line and values.
// Inside long loops use EXPECT: silent while true, so that a million checks print no million lines;
// close the loop with one CHECK(test_clean(), "...").
#ifndef TESTS_HARNESS_H
#define TESTS_HARNESS_H

#include <stdarg.h>
#include <stdio.h>

static const char *test_module = "test";
static int test_failures; ///< Cases that failed so far.
static int test_unmet;    ///< EXPECTs that failed since the last test_clean().

static inline void test_begin(const char *module)
{
    test_module = module;
    setvbuf(stdout, NULL, _IOLBF, 0); // a crash must not swallow the lines before it
}

static inline int test_end(void)
{
    return test_failures > 0 || test_unmet > 0;
}

/// True when no EXPECT has failed since the last call.
static inline int test_clean(void)
{
    const int clean = test_unmet == 0;
    test_unmet = 0;
    return clean;
}

__attribute__((format(printf, 5, 6))) static inline void
test_result(int good, const char *file, int line, const char *what, const char *name, ...)
{
    va_list args;
    va_start(args, name);
    printf("%s - %s: ", good ? "ok" : "not ok", test_module);
    vprintf(name, args);
    printf("\n");
    va_end(args);
    if (!good) {
        ++test_failures;
        printf("# %s:%d: %s\n", file, line, what);
    }
}

#define CHECK(cond, ...) test_result((cond) ? 1 : 0, __FILE__, __LINE__, #cond, __VA_ARGS__)

/// Compares two integers and shows both when they differ.
#define CHECK_EQ(got, want, ...)                                                                   \
    do {                                                                                           \
        char said_[120];                                                                           \
        const long long got_ = (long long)(got), want_ = (long long)(want);                        \
        snprintf(said_, sizeof said_, "%.50s is %lld, wanted %lld", #got, got_, want_);            \
        test_result(got_ == want_, __FILE__, __LINE__, said_, __VA_ARGS__);                        \
    } while (0)

/// For loops: prints only when it fails (the first ten times); let the message name the case.
#define EXPECT(cond, ...)                                                                          \
    do {                                                                                           \
        if (!(cond) && ++test_unmet <= 10) {                                                       \
            printf("# %s:%d: %s: ", __FILE__, __LINE__, #cond);                                    \
            printf(__VA_ARGS__), printf("\n");                                                     \
        }                                                                                          \
    } while (0)

#endif
