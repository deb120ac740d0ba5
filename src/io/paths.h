// Where presets and SoundFonts are found.
#ifndef IO_PATHS_H
#define IO_PATHS_H

#include "base/status.h"
#include "compose/preset.h"
#include "io/files.h"

typedef struct {
    char name[PRESET_NAME_BYTES];
    char path[PATH_BYTES];
} PresetPath;

// Presets are looked for in: the user's own ($XDG_DATA_HOME/lull/presets, else
// ~/.local/share/lull/presets), presets/ beside the executable (the source tree),
// ../share/lull/presets from it (an installed tree), and LULL_PREFIX/presets. Main thread.

/// The file of the program that runs; 0 when the system does not tell.
int program_path(char *out, size_t bytes);

/// Finds a preset by name, or by path when it has a '/' or ends in ".conf". An unknown name gives
/// STATUS_BAD_PRESET and the nearest names; a path is not opened here.
Status preset_path_find(const char *name_or_path, char *path, size_t bytes, Error *error);

/// All presets, sorted, one for each name, the user's own before others; returns how many of at
/// most `max`.
int preset_list(PresetPath *list, int max);

/// Finds the SoundFont: `option` (NULL = not given), else $LULL_SOUNDFONT, else lull.sf2 beside
/// the executable, the user's, the installed one, else a General MIDI font of the system.
/// STATUS_NO_SOUNDFONT when there is none.
Status soundfont_find(const char *option, char *path, size_t bytes, Error *error);

#endif
