// From the log of a recorded session to settings that make the same music again.
#ifndef APP_REPLAY_LOAD_H
#define APP_REPLAY_LOAD_H

#include "app/settings.h"

/// Reads `path` and the presets beside it. A log on which controls were lost is told, unless
/// `quiet`. NULL with "path:line: what" and STATUS_BAD_PRESET in `error`. Free with
/// settings_free().
Settings *replay_load(const char *path, int quiet, Error *error);

#endif
