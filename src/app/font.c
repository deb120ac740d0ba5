#include "app/font.h"

#include "app/say.h"
#include "io/ensemble.h"
#include "io/font_info.h"
#include "io/synth_fluid.h"

enum {
    LARGE_BYTES = 30000000, ///< From here on loading may take seconds.
    WARNINGS_MAX = 16,
};

Status font_find(const char *soundfont, int quiet, char *path, Error *error)
{
    if (soundfont_find(soundfont, path, PATH_BYTES, error) != STATUS_OK) {
        return error->status;
    }
    const FontInfo info = font_info(path);
    if (info.bytes > LARGE_BYTES) {
        say(quiet, "loading %s", info.name);
    }
    return STATUS_OK;
}

Synth *font_open(const char *soundfont, int rate_hz, int quiet, Error *error)
{
    char path[PATH_BYTES];
    return font_find(soundfont, quiet, path, error) == STATUS_OK
               ? ensemble_open(path, rate_hz, 1, error)
               : NULL;
}

void font_tell_warnings(int quiet)
{
    const char *lines[WARNINGS_MAX];
    const int count = synth_fluid_warnings(lines, WARNINGS_MAX);
    for (int i = 0; i < count; ++i) {
        say(quiet, "lull: SoundFont: %s", lines[i]);
    }
}
