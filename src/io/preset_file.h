// Reads preset files (libconfuse); what the words mean is known to text/preset.h.
#ifndef IO_PRESET_FILE_H
#define IO_PRESET_FILE_H

#include "base/status.h"
#include "compose/preset.h"

/// Reads a preset. Any mistake gives STATUS_BAD_PRESET and "path:line: what" with the nearest
/// known word; `preset` is then not to be used. Never prints. Main thread.
Status preset_file_read(const char *path, Preset *preset, Error *error);

#endif
