#include "app/meter.h"

#include "io/terminal.h"
#include "text/view.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { REDRAW_MS = 100, STEP_PERCENT = 10, STEP_MS = 600000 };

int64_t meter_clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

Meter meter_start(int64_t total_ms, int quiet)
{
    const int64_t now = meter_clock_ms();
    return (Meter){.total_ms = total_ms,
                   .started_ms = now,
                   .shown_ms = now,
                   .redraws = terminal_redraws(STDERR_FILENO),
                   .quiet = quiet};
}

void meter_phase(Meter *meter, const char *phase)
{
    const int64_t now = meter_clock_ms();
    meter->phase = phase;
    meter->started_ms = now;
    meter->shown_ms = now;
    meter->shown_step = 0;
}

static int64_t step_of(const Meter *meter, int64_t done_ms)
{
    return meter->total_ms > 0 ? done_ms * 100 / meter->total_ms / STEP_PERCENT : done_ms / STEP_MS;
}

void meter_show(Meter *meter, int64_t done_ms)
{
    if (meter->quiet) {
        return;
    }
    char line[VIEW_BYTES];
    const int64_t now = meter_clock_ms();
    const Progress progress = {done_ms, meter->total_ms, now - meter->started_ms, meter->phase};
    const int64_t step = step_of(meter, done_ms);
    if (meter->redraws && now - meter->shown_ms >= REDRAW_MS) {
        const int width = terminal_width(STDERR_FILENO);
        fprintf(stderr, "\r%s\033[K", view_progress(line, width, &progress));
        meter->shown_ms = now;
    } else if (!meter->redraws && step > meter->shown_step) {
        fprintf(stderr, "%s\n", view_progress(line, VIEW_BYTES, &progress));
        meter->shown_step = step;
    }
}

void meter_end(Meter *meter)
{
    if (meter->redraws && !meter->quiet) {
        fputs("\r\033[K", stderr);
    }
}
