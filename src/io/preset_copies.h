// The files of the presets that a session may play, as they were when it began: each is written
// into the folder of a recording when it is first played.
#ifndef IO_PRESET_COPIES_H
#define IO_PRESET_COPIES_H

#include "base/status.h"

#include <stdint.h>

/// A preset and its file.
typedef struct {
    const char *name;
    const char *path;
} PresetSource;

typedef struct PresetCopies PresetCopies;

/// Reads the files of `count` presets; one that cannot be read is written as its name alone. NULL
/// without memory. `sources` and `folder` outlive it.
PresetCopies *preset_copies_load(const char *folder, const PresetSource *sources, int count);

/// The name of the copy of preset `index`, which is there when this returns; NULL when there is no
/// such preset. When the copy cannot be written, `error` says why, and the name is given all the
/// same. Any one thread.
const char *preset_copies_name(PresetCopies *copies, int32_t index, Error *error);

/// NULL is allowed.
void preset_copies_free(PresetCopies *copies);

#endif
