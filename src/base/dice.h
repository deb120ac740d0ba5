// Stateless dice: the same seed, stream and position always show the same face.
//
// Each decision maker owns a stream, so one more draw in one place never changes the notes of
// another, and any minute of a session can be reached without playing those before it.
#ifndef BASE_DICE_H
#define BASE_DICE_H

#include <stddef.h>
#include <stdint.h>

/// A place to throw from: who throws (stream) and where in the piece (position).
typedef struct {
    uint64_t seed;     ///< The session's seed.
    uint32_t stream;   ///< One constant for each decision maker, see compose/streams.h.
    uint32_t draw;     ///< Throws made from this place so far; 0 to begin.
    uint64_t position; ///< Section, phrase, bar or note index, as the stream defines it.
} Dice;

static inline Dice dice_at(uint64_t seed, uint32_t stream, uint64_t position)
{
    return (Dice){.seed = seed, .stream = stream, .draw = 0, .position = position};
}

/// 32 random bits (SplitMix64 finaliser, Steele, Lea & Flood 2014, over the place and draw).
uint32_t dice_bits(Dice *dice);

/// Fills `bits` with what `count` places from that of `dice` on show at its draw: what dice_bits()
/// gives for each, in a third of the time.
void dice_row(Dice dice, uint32_t *bits, size_t count);

/// Uniform in 0..n-1; n >= 1.
int32_t dice_below(Dice *dice, int32_t n);

/// Uniform in low..high, both included.
int32_t dice_range(Dice *dice, int32_t low, int32_t high);

/// True with probability permille / 1000.
int dice_chance(Dice *dice, int32_t permille);

/// Index drawn with the given weights (>= 0, sum below 2^31). All zero: 0.
int32_t dice_pick(Dice *dice, const int32_t *weights, size_t count);

/// Sum of three uniforms, about normal, within -spread..spread (sd = spread / 3).
int32_t dice_bell(Dice *dice, int32_t spread);

#endif
