#include "session/clock.h"

#include "music/metre.h"

enum { MICROSECONDS = 1000000 };

static const int64_t parts_per_frame = (int64_t)TICKS_PER_QUARTER * MICROSECONDS;

void clock_init(Clock *clock, int32_t rate_hz, int32_t tempo_us)
{
    *clock = (Clock){.rate_hz = rate_hz, .tempo_us = tempo_us};
}

static int64_t parts_at(const Clock *clock, int64_t tick)
{
    return clock->base_part + (tick - clock->base_tick) * clock->tempo_us * clock->rate_hz;
}

void clock_tempo(Clock *clock, int64_t tick, int32_t tempo_us)
{
    const int64_t parts = parts_at(clock, tick);
    clock->base_frame += parts / parts_per_frame;
    clock->base_part = parts % parts_per_frame;
    clock->base_tick = tick;
    clock->tempo_us = tempo_us;
}

int64_t clock_frame(const Clock *clock, int64_t tick)
{
    return clock->base_frame + parts_at(clock, tick) / parts_per_frame;
}

int64_t clock_tick(const Clock *clock, int64_t frame)
{
    const int64_t parts = (frame - clock->base_frame + 1) * parts_per_frame - 1 - clock->base_part;
    return clock->base_tick + parts / ((int64_t)clock->tempo_us * clock->rate_hz);
}
