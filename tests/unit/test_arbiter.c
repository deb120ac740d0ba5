// The arbiter: every note that begins also ends.
#include "base/dice.h"
#include "harness.h"
#include "session/arbiter.h"

#include <string.h>

static Arbiter arbiter;

static Event note(int64_t tick, int channel, int pitch, int length)
{
    return (Event){.tick = tick,
                   .kind = EVENT_NOTE_ON,
                   .channel = (uint8_t)channel,
                   .a = pitch,
                   .b = 64,
                   .c = length,
                   .part = 3};
}

static int begin(int64_t tick, int channel, int pitch, int length, Event *off)
{
    const Event on = note(tick, channel, pitch, length);
    return arbiter_begin(&arbiter, &on, off);
}

static void test_one(void)
{
    Event off;
    arbiter_init(&arbiter);
    CHECK(arbiter_next_end(&arbiter) == INT64_MAX && !arbiter_end_due(&arbiter, INT64_MAX, &off),
          "in silence nothing ends");
    CHECK_EQ(begin(100, 2, 60, 50, &off), 0, "a note may begin");
    CHECK_EQ(arbiter_next_end(&arbiter), 150, "its end is known");
    CHECK_EQ(arbiter_end_due(&arbiter, 149, &off), 0, "it does not end early");
    CHECK(arbiter_end_due(&arbiter, 400, &off) && off.tick == 150 && off.kind == EVENT_NOTE_OFF &&
              off.a == 60 && off.channel == 2 && off.part == 3,
          "it ends at its own tick, even when asked late");
    CHECK_EQ(arbiter_end_due(&arbiter, 400, &off), 0, "and once");
}

static void test_same_pitch(void)
{
    Event off;
    arbiter_init(&arbiter);
    begin(0, 1, 60, 1000, &off);
    CHECK_EQ(begin(5, 2, 60, 1000, &off), 0, "the pitch on another channel is another note");
    CHECK(begin(10, 1, 60, 100, &off) == 1 && off.tick == 10 && off.channel == 1 && off.a == 60,
          "the same pitch on the channel has to end first");
    CHECK_EQ(begin(10, 1, 60, 100, &off), 0, "then it begins anew");
    CHECK_EQ(arbiter.count, 2, "and sounds once");
    CHECK_EQ(arbiter_next_end(&arbiter), 110, "with its new length");
}

static void test_merge(void)
{
    Event off;
    arbiter_init(&arbiter);
    begin(100, 1, 60, 400, &off);
    const Event close = note(130, 1, 60, 900), shorter = note(130, 1, 60, 10);
    const Event other = note(130, 2, 60, 900), later = note(160, 1, 60, 900);
    CHECK(arbiter_merge(&arbiter, &close) && arbiter.count == 1 &&
              arbiter_next_end(&arbiter) == 1030,
          "a pitch that has just begun is not struck again, but held longer");
    CHECK(arbiter_merge(&arbiter, &shorter) && arbiter_next_end(&arbiter) == 1030,
          "and never cut by it");
    CHECK(!arbiter_merge(&arbiter, &other) && !arbiter_merge(&arbiter, &later),
          "another channel or a later time is a note of its own");
}

static void test_cap(void)
{
    Event off;
    arbiter_init(&arbiter);
    for (int i = 0; i < SOUNDING_MAX; ++i) {
        EXPECT(begin(0, i % 4, 40 + i, 1000 - 10 * (i == 7) + i, &off) == 0, "note %d", i);
    }
    CHECK(test_clean(), "%d notes sound at once", (int)SOUNDING_MAX);
    CHECK(begin(50, 5, 90, 10, &off) == 1 && off.a == 47 && off.tick == 50,
          "for one more the note goes that would end first");
    CHECK_EQ(begin(50, 5, 90, 10, &off), 0, "then there is room");
}

static void test_end_all(void)
{
    Event off;
    arbiter_init(&arbiter);
    begin(0, 0, 60, 100, &off);
    begin(0, 0, 64, 900, &off);
    arbiter_end_all_by(&arbiter, 500);
    CHECK(arbiter_end_due(&arbiter, 500, &off) && off.a == 60 && off.tick == 100 &&
              arbiter_end_due(&arbiter, 500, &off) && off.a == 64 && off.tick == 500,
          "all end by a tick, those that would end before it at their own");
}

// 100,000 random notes through the arbiter, as a session sends them.
static void test_random(void)
{
    static int8_t sounding[4][128];
    Event off;
    arbiter_init(&arbiter);
    Dice dice = dice_at(11, 1, 1);
    int64_t tick = 0;
    int32_t ons = 0, offs = 0;
    for (int i = 0; i < 100000; ++i) {
        tick += dice_below(&dice, 40);
        const Event on =
            note(tick, dice_below(&dice, 4), dice_range(&dice, 30, 90), dice_range(&dice, 1, 3000));
        int64_t before = 0;
        while (arbiter_end_due(&arbiter, tick, &off) || arbiter_begin(&arbiter, &on, &off)) {
            EXPECT(off.tick >= before && off.tick <= tick, "an end out of order at %d", i);
            EXPECT(--sounding[off.channel][off.a] == 0, "an end without a beginning at %d", i);
            before = off.tick;
            ++offs;
        }
        EXPECT(++sounding[on.channel][on.a] == 1, "two at once at %d", i);
        EXPECT(arbiter.count <= SOUNDING_MAX, "%d sound", arbiter.count);
        ++ons;
    }
    for (; arbiter_end_due(&arbiter, INT64_MAX, &off); ++offs) {
        --sounding[off.channel][off.a];
    }
    EXPECT(ons == offs, "%d begin, %d end", ons, offs);
    static const int8_t silence[4][128];
    EXPECT(memcmp(sounding, silence, sizeof silence) == 0, "a note is left");
    CHECK(test_clean(), "100,000 random notes: each ends once, no pitch twice, %d at most",
          (int)SOUNDING_MAX);
}

int main(void)
{
    test_begin("arbiter");
    test_one();
    test_same_pitch();
    test_merge();
    test_cap();
    test_end_all();
    test_random();
    return test_end();
}
