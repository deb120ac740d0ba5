// A rendered piece as one HTML page: what it is, how it goes, how it sounds, how to make it again.
#ifndef TEXT_REPORT_H
#define TEXT_REPORT_H

#include "text/subject.h"
#include "text/svg.h"

/// What a page tells beside the subject. Strings outlive the call.
typedef struct {
    const Subject *subject;
    const char *version;         ///< Of lull.
    const char *command;         ///< The whole line that makes the piece and this page again.
    const ParamSet *by_listener; ///< What the command line fixed; the rest, the preset may have.
} Report;

/// Writes the page: self-contained, no scripts, for screens wide and narrow, light and dark, and
/// for paper. Without `png` it has no spectrogram and says so. The same report gives the same
/// bytes.
void report_write(const Report *report, PngWriter png, const Out *out);

#endif
