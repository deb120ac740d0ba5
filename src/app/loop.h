// Loops: where a piece goes back to its beginning.
#ifndef APP_LOOP_H
#define APP_LOOP_H

#include "app/settings.h"

/// STATUS_USAGE when the options ask for a loop of what cannot be one.
Status loop_check(const CliOptions *options, Error *error);

/// Makes a loop of the piece, about as long as its length. STATUS_USAGE when there is no place for
/// its seam.
Status loop_make(Settings *settings, Error *error);

#endif
