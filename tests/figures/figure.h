// The page of a figure: panels over a stretch of time, with the moments at which something is due.
#ifndef TESTS_FIGURES_FIGURE_H
#define TESTS_FIGURES_FIGURE_H

#include "text/chart.h"

// Coordinates, ten to a pixel.
enum {
    FIGURE_LEFT = 620,  ///< Where time begins.
    FIGURE_NAME = 270,  ///< Height above each panel, for the names of its curves.
    FIGURE_PANEL = 700, ///< Usual height of a panel ...
    FIGURE_STRIP = 300, ///< ... and of one that holds words.
    FIGURE_WORDS = 160, ///< Bytes of a line of words.
};

typedef struct {
    Canvas *canvas;
    int64_t from, to; ///< Milliseconds.
    int y;            ///< Where the next panel begins.
} FigurePage;

/// Opens a page for panels and names of `height` together.
FigurePage figure_open(Canvas *canvas, int height, const char *title, const char *words,
                       int64_t from, int64_t to);

/// The next panel, values from `low` to `high`.
Chart figure_panel(FigurePage *figure, int height, int32_t low, int32_t high);

/// Seconds from `zero_ms` on below the last panel, with words; ends the page.
void figure_close(const FigurePage *figure, int64_t zero_ms, int step_s, const char *words);

/// A moment that the music must meet, with its name at the top of the panel, or at its foot.
void figure_mark_at(const Chart *chart, int64_t ms, const char *name, int is_low);
void figure_mark(const Chart *chart, int64_t ms, const char *name);

/// The same beside a curve that has `value` there: where the curve is not.
void figure_mark_beside(const Chart *chart, int64_t ms, const char *name, int32_t value);

/// The moment at which the target jumps.
void figure_mark_jump(const Chart *chart, int64_t ms);

/// A line across at a value that is shown divided by `scale`.
void figure_level(const Chart *chart, int32_t value, int scale);

#endif
