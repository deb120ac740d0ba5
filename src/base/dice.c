#include "base/dice.h"

static uint64_t mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

uint32_t dice_bits(Dice *dice)
{
    const uint64_t golden = 0x9e3779b97f4a7c15u;
    uint64_t z = mix(dice->seed + golden);
    z = mix(z ^ ((uint64_t)dice->stream << 32 | dice->draw++));
    return (uint32_t)(mix(z + golden * (dice->position + 1)) >> 32);
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
