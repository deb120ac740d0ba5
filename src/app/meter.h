// Progress of a render on standard error: a line that is redrawn on a terminal, at most 10 times a
// second; elsewhere a line every 10 %, or every 10 minutes of music that has no end; nothing when
// quiet.
#ifndef APP_METER_H
#define APP_METER_H

#include <stdint.h>

typedef struct {
    int64_t total_ms;   ///< Music to be made; 0 = not known.
    const char *phase;  ///< What is being done; NULL = the one thing there is to do.
    int64_t started_ms; ///< Clock when it began.
    int64_t shown_ms;   ///< Clock when it was last shown.
    int64_t shown_step; ///< Lines elsewhere: how many are due so far.
    int redraws;
    int quiet;
} Meter;

/// Milliseconds of a clock that only runs forward.
int64_t meter_clock_ms(void);

Meter meter_start(int64_t total_ms, int quiet);

/// Something else begins, counted from the start again, such as measuring what has been made.
void meter_phase(Meter *meter, const char *phase);

/// `done_ms` of the music are made. Cheap: most calls show nothing.
void meter_show(Meter *meter, int64_t done_ms);

/// Leaves the terminal with an empty line.
void meter_end(Meter *meter);

#endif
