// Stateless dice.
#include "base/dice.h"
#include "harness.h"

#include <math.h>
#include <stdlib.h>

enum { THROWS = 60000 };

// Chi squared of the faces of a die, thrown once at each of many places.
static double chi_squared(uint64_t seed, uint32_t stream, int32_t faces)
{
    int32_t counts[100] = {0};
    for (uint64_t place = 0; place < THROWS; ++place) {
        Dice dice = dice_at(seed, stream, place);
        ++counts[dice_below(&dice, faces)];
    }
    const double want = (double)THROWS / faces;
    double sum = 0;
    for (int32_t f = 0; f < faces; ++f) {
        sum += (counts[f] - want) * (counts[f] - want) / want;
    }
    return sum;
}

static void test_uniform(void)
{
    // For n - 1 degrees of freedom the mean is n - 1 and the deviation sqrt(2 (n - 1)).
    static const int32_t faces[] = {2, 3, 6, 10, 100};
    for (int i = 0; i < 5; ++i) {
        for (uint64_t seed = 0; seed < 8; ++seed) {
            const double free_ = faces[i] - 1;
            const double chi = chi_squared(seed, (uint32_t)(100 + i), faces[i]);
            EXPECT(chi < free_ + 5 * sqrt(2 * free_) + 5, "seed %d, %d faces: chi^2 %.1f",
                   (int)seed, faces[i], chi);
        }
    }
    CHECK(test_clean(), "each face comes up equally often at consecutive places");
    Dice dice = dice_at(3, 1, 0);
    int64_t ones = 0;
    for (int i = 0; i < THROWS; ++i) {
        for (uint32_t bits = dice_bits(&dice); bits != 0; bits &= bits - 1) {
            ++ones;
        }
    }
    CHECK(llabs(ones - 16LL * THROWS) < 5 * 2.83 * sqrt(THROWS), "half of all bits are set");
}

// Correlation of two sequences of throws, in deviations from none.
static double correlation(Dice a, Dice b, int by_place)
{
    double sum = 0;
    for (int i = 0; i < THROWS; ++i) {
        a.position += by_place ? 1 : 0;
        b.position += by_place ? 1 : 0;
        a.draw = by_place ? 0 : a.draw;
        b.draw = by_place ? 0 : b.draw;
        sum += (dice_bits(&a) / 4294967296.0 - 0.5) * (dice_bits(&b) / 4294967296.0 - 0.5) * 12;
    }
    return sum / sqrt(THROWS);
}

static void test_independent(void)
{
    for (int by_place = 0; by_place < 2; ++by_place) {
        for (uint32_t s = 1; s < 12; ++s) {
            const double streams = correlation(dice_at(7, s, 0), dice_at(7, s + 1, 0), by_place);
            const double seeds = correlation(dice_at(s, 5, 0), dice_at(s + 1, 5, 0), by_place);
            const double places = correlation(dice_at(7, s, 0), dice_at(7, s, 1), by_place);
            EXPECT(fabs(streams) < 4.5, "streams %u and %u: %.1f", s, s + 1, streams);
            EXPECT(fabs(seeds) < 4.5, "seeds %u and %u: %.1f", s, s + 1, seeds);
            EXPECT(fabs(places) < 4.5, "stream %u, places 0 and 1: %.1f", s, places);
        }
    }
    CHECK(test_clean(), "neighbouring streams, seeds and places know nothing of each other");
}

static void test_stateless(void)
{
    Dice once = dice_at(42, 6, 1000);
    const uint32_t first = dice_bits(&once);
    const uint32_t second = dice_bits(&once);
    for (uint64_t place = 0; place < 1000; ++place) {
        Dice other = dice_at(42, 6, place);
        dice_bits(&other);
    }
    Dice again = dice_at(42, 6, 1000);
    CHECK(dice_bits(&again) == first && dice_bits(&again) == second,
          "a place shows the same faces however it is reached");
    CHECK(first != second, "two draws from one place differ");
    // Fixed for ever: old seeds have to give the old music on every machine.
    Dice known = dice_at(1, 2, 3);
    CHECK_EQ(dice_bits(&known), 2893393720u, "the first bits of a known place");
    CHECK_EQ(dice_bits(&known), 310815834u, "and the second");
    Dice large = dice_at(UINT64_MAX, UINT32_MAX, UINT64_MAX);
    CHECK_EQ(dice_bits(&large), 1865281836u, "the largest seed, stream and place are legal");
}

static void test_draws(void)
{
    Dice dice = dice_at(9, 9, 9);
    int32_t low = 99, high = -99, chances = 0, bell_low = 0, bell_high = 0;
    int32_t picked[4] = {0};
    static const int32_t weights[] = {1, 0, 3, 4}, none[] = {0, 0};
    for (int i = 0; i < THROWS; ++i) {
        const int32_t r = dice_range(&dice, -2, 5);
        low = r < low ? r : low;
        high = r > high ? r : high;
        chances += dice_chance(&dice, 250);
        const int32_t b = dice_bell(&dice, 30);
        bell_low = b < bell_low ? b : bell_low;
        bell_high = b > bell_high ? b : bell_high;
        ++picked[dice_pick(&dice, weights, 4)];
    }
    CHECK(low == -2 && high == 5, "a range includes both its ends and nothing else");
    CHECK(abs(chances - THROWS / 4) < 600, "a chance of 250 per mille comes true in a quarter");
    CHECK(bell_low >= -30 && bell_high <= 30 && bell_low < -20 && bell_high > 20,
          "a bell keeps within its spread and uses it");
    CHECK_EQ(picked[1], 0, "a weight of zero is never drawn");
    CHECK(abs(picked[0] - THROWS / 8) < 500 && abs(picked[2] - THROWS * 3 / 8) < 700,
          "picks go with their weights");
    CHECK_EQ(dice_pick(&dice, none, 2), 0, "without any weight the first is taken");
    CHECK_EQ(dice_below(&dice, 1), 0, "a die with one face");
}

static void test_row(void)
{
    enum { COUNT = 500 };
    uint32_t bits[COUNT];
    Dice row = dice_at(77, 5, 1000000);
    row.draw = 1;
    dice_row(row, bits, COUNT);
    for (uint32_t i = 0; i < COUNT; ++i) {
        Dice dice = dice_at(77, 5, 1000000 + i);
        dice_bits(&dice);
        EXPECT(bits[i] == dice_bits(&dice), "place %u", i);
    }
    CHECK(test_clean(), "a row of places shows what each of them shows");
}

int main(void)
{
    test_begin("dice");
    test_row();
    test_uniform();
    test_independent();
    test_stateless();
    test_draws();
    return test_end();
}
