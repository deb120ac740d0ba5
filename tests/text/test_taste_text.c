// A taste goes out as words and comes back the same; what is damaged is refused or held to bounds.
#include "harness.h"
#include "text/taste_text.h"

#include <string.h>

static int comes_back(const Taste *taste)
{
    char text[TASTE_BYTES];
    Taste read;
    Error error = {STATUS_OK, ""};
    return parse_taste("taste", taste_text(text, sizeof text, taste), &read, &error) == STATUS_OK &&
           memcmp(read.steps, taste->steps, sizeof read.steps) == 0;
}

static Status parse(const char *text, Taste *taste)
{
    Error error = {STATUS_OK, ""};
    return parse_taste("taste", text, taste, &error);
}

int main(void)
{
    char text[TASTE_BYTES];
    test_begin("taste_text");
    const Taste none = {0};
    CHECK(taste_text(text, sizeof text, &none)[0] == 0, "no taste is no words");
    Taste taste = {0};
    for (int kind = 0; kind < TASTE_COUNT; ++kind) {
        for (int step = -taste_table[kind].most; step <= taste_table[kind].most; ++step) {
            taste.steps[kind] = (int8_t)step;
            EXPECT(comes_back(&taste), "%s %d", taste_table[kind].word, step);
        }
    }
    CHECK(test_clean(), "each taste comes back as it was");
    static const char *const bad[] = {"loudness 3", "density", "density x", "density 1 2", "\x01"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; ++i) {
        taste.steps[0] = 1;
        EXPECT(parse(bad[i], &taste) == STATUS_USAGE && taste.steps[0] == 1, "'%s'", bad[i]);
    }
    CHECK(test_clean(), "other words are refused, and change nothing");
    CHECK(parse("density 999 register -999\n", &taste) == STATUS_OK &&
              taste.steps[TASTE_DENSITY] == taste_table[TASTE_DENSITY].most &&
              taste.steps[TASTE_REGISTER] == -taste_table[TASTE_REGISTER].most,
          "steps are held to their bounds");
    return test_end();
}
