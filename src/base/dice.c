#include "base/dice.h"

static const uint64_t golden = 0x9e3779b97f4a7c15u;

static inline uint64_t mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static uint64_t line_of(uint64_t seed, uint32_t stream, uint32_t draw)
{
    return mix(mix(seed + golden) ^ ((uint64_t)stream << 32 | draw));
}

static inline uint32_t at_place(uint64_t line, uint64_t position)
{
    return (uint32_t)(mix(line + golden * (position + 1)) >> 32);
}

uint32_t dice_bits(Dice *dice)
{
    return at_place(line_of(dice->seed, dice->stream, dice->draw++), dice->position);
}

void dice_row(Dice dice, uint32_t *bits, size_t count)
{
    const uint64_t line = line_of(dice.seed, dice.stream, dice.draw);
    for (size_t i = 0; i < count; ++i) {
        bits[i] = at_place(line, dice.position + i);
    }
}

int32_t dice_below(Dice *dice, int32_t n)
{
    return (int32_t)(((uint64_t)dice_bits(dice) * (uint64_t)(uint32_t)n) >> 32);
}

int32_t dice_range(Dice *dice, int32_t low, int32_t high)
{
    return low + dice_below(dice, high - low + 1);
}

int dice_chance(Dice *dice, int32_t permille)
{
    return dice_below(dice, 1000) < permille;
}

int32_t dice_pick(Dice *dice, const int32_t *weights, size_t count)
{
    int64_t sum = 0;
    for (size_t i = 0; i < count; ++i) {
        sum += weights[i];
    }
    if (sum <= 0) {
        return 0;
    }
    int32_t left = dice_below(dice, (int32_t)sum);
    for (size_t i = 0; i < count; ++i) {
        left -= weights[i];
        if (left < 0) {
            return (int32_t)i;
        }
    }
    return 0;
}

int32_t dice_bell(Dice *dice, int32_t spread)
{
    int32_t sum = 0;
    for (int i = 0; i < 3; ++i) {
        sum += dice_range(dice, -spread, spread);
    }
    return sum / 3;
}
