// What charts of a piece have in common: a panel of values over time, its axes, curves and marks.
#ifndef TEXT_CHART_H
#define TEXT_CHART_H

#include "text/canvas.h"

#include <stdint.h>

/// A panel: `from` .. `to` lie from left to right, `low` .. `high` from bottom to top.
typedef struct {
    Canvas *canvas;
    Box box;
    int64_t from, to; ///< Milliseconds.
    int64_t end;      ///< Where the piece ends, if before `to`.
    int32_t low, high;
} Chart;

/// Where a time or a value lies, held to the panel.
int chart_x(const Chart *chart, int64_t ms);
int chart_y(const Chart *chart, int32_t value);

/// The panel's ground, up to the end of the piece.
void chart_ground(const Chart *chart);

/// Times below the panel, as dense as there is room.
void chart_time_axis(const Chart *chart);

/// A line across at a value, with words at its left.
void chart_level(const Chart *chart, int32_t value, const char *words);

/// Words of a curve above the panel, from `x` on; returns where the next may begin.
int chart_name(const Chart *chart, int x, Colour colour, const char *name);

/// A curve: begin, the points from left to right, and pen_end() with its style.
void chart_point(const Chart *chart, Pen *pen, int64_t ms, int32_t value);

#endif
