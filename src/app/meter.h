// Progress of a render on standard error: a line that is redrawn on a terminal, a line every 10 %
// elsewhere, nothing when quiet.
#ifndef APP_METER_H
#define APP_METER_H

#include <stdint.h>

typedef struct {
    int64_t total_ms;   ///< Music to be made.
    int64_t started_ms; ///< Clock when it began.
    int64_t shown_ms;   ///< Clock when it was last shown.
    int shown_percent;
    int is_tty;
    int quiet;
} Meter;

/// Milliseconds of a clock that only runs forward.
int64_t meter_clock_ms(void);

Meter meter_start(int64_t total_ms, int quiet);

/// `done_ms` of the music are made. Cheap: most calls show nothing.
void meter_show(Meter *meter, int64_t done_ms);

/// Leaves the terminal with an empty line.
void meter_end(Meter *meter);

#endif
