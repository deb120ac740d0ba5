// A sheet of charts that lie below each other over the time of one piece.
#ifndef TEXT_SHEET_H
#define TEXT_SHEET_H

#include "text/chart.h"
#include "text/layout.h"

enum {
    SHEET_NAME = 260, ///< Above each panel: what its curves are.
    SHEET_AXIS = 240, ///< Below the last: times.
    SHEET_FOOT = 120,
};

typedef struct {
    const Subject *subject;
    const Layout *layout;
    Canvas *canvas;
    int y; ///< Where the next panel begins.
} Sheet;

/// Opens a page that holds panels of `height` together, and `panels` names above them; writes the
/// heading. `what` is the picture's name, `doc` what there is to see in it.
Sheet sheet_open(const Subject *subject, const Layout *layout, Canvas *canvas, const char *what,
                 const char *doc, int panels, int height);

/// The next panel, values from `low` to `high`, its ground drawn.
Chart sheet_panel(Sheet *sheet, int height, int32_t low, int32_t high);

/// Lines through a panel where sections begin.
void sheet_sections(const Sheet *sheet, const Chart *chart);

/// Times below the last panel; ends the page.
void sheet_close(const Sheet *sheet, const Chart *last);

#endif
