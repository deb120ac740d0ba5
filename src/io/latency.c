#include "io/latency.h"

enum {
    USUAL_HZ = 48000, ///< The rate that the table below is for.
    PERIODS = 3,      ///< At one, every callback is late on common cards; at two, some are.
    ALONE_MS = 100,
    SAFE_MS = 250,
    PERIOD_QUICK = 32, ///< Four of them: devices that move in steps of 1 ms still keep up.
    PERIOD_AUTO = 256,
    PERIOD_MIN = 64, ///< Of a latency in milliseconds.
    PERIOD_MAX = 1024,
};

static int frames_of(int ms, int rate_hz)
{
    return (int)((long long)ms * rate_hz / 1000);
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

/// About as long at any rate.
static int scaled(int period, int rate_hz)
{
    return rate_hz >= 2 * USUAL_HZ ? 2 * period : rate_hz <= USUAL_HZ / 2 ? period / 2 : period;
}

/// The longest period with which a key is heard in time: it waits for one period at most, and goes
/// through the ring, of one period or more, and through the device.
static LatencyPlan plan_for(int ms, int rate_hz)
{
    const int total = frames_of(ms, rate_hz);
    int period = PERIOD_MAX;
    while (period > PERIOD_MIN && (PERIODS + 1) * period > total) {
        period /= 2;
    }
    return (LatencyPlan){period, PERIODS, 0, larger(period, total - PERIODS * period)};
}

LatencyPlan latency_plan(LatencyWish wish, int rate_hz)
{
    const int quick = scaled(PERIOD_QUICK, rate_hz);
    const int usual = scaled(PERIOD_AUTO, rate_hz);
    const int slow = scaled(PERIOD_MAX, rate_hz);
    const LatencyPlan plans[] = {
        [LATENCY_AUTO] = {usual, PERIODS, 0, usual},
        [LATENCY_MIN] = {quick, PERIODS + 1, 0, 4 * quick},
        [LATENCY_SAFE] = {slow, PERIODS + 1, 0, frames_of(SAFE_MS, rate_hz)},
    };
    LatencyPlan plan = wish.kind == LATENCY_MS ? plan_for(wish.ms, rate_hz) : plans[wish.kind];
    plan.ring_alone = larger(frames_of(ALONE_MS, rate_hz), plan.ring_played);
    return plan;
}
