// From the command line to a session: presets read, seed drawn, defaults filled in.
#ifndef APP_SETTINGS_H
#define APP_SETTINGS_H

#include "app/options.h"
#include "io/files.h"
#include "session/replay.h"
#include "text/piece.h"

#include <stddef.h>

enum { PRESETS_MAX = 128, COMMAND_BYTES = 512 }; ///< Program changes reach 128 presets.

typedef struct {
    Preset presets[PRESETS_MAX + 1]; ///< The last one for a preset named by its path.
    int32_t preset_count;
    char paths[PRESETS_MAX + 1][PATH_BYTES]; ///< Their files.
    const Preset *preset;                    ///< The one to start with.
    SessionConfig config;
    int64_t ends_at_ms;         ///< --until, see wall_clock.h; 0 = not by the clock on the wall.
    Steering steering;          ///< Of a session that is played again; else nothing.
    char log[PATH_BYTES];       ///< The log of that session; "" = none.
    char soundfont[PATH_BYTES]; ///< With which it was played; "" = not told.
} Settings;

/// Which presets a command needs.
typedef enum { ONE_PRESET, ALL_PRESETS } PresetScope;

/// Reads the presets and fills the config: the length stays 0 when neither options nor, for
/// ONE_PRESET, the preset names one. NULL with STATUS_BAD_PRESET in `error` when the preset is
/// missing or wrong, STATUS_USAGE when an arc has no length or does not fit. Free with
/// settings_free().
Settings *settings_load(const CliOptions *options, PresetScope scope, Error *error);
void settings_free(Settings *settings);

/// Fits the length to --until, if that was given, now that the music is about to begin.
void settings_begin(Settings *settings);

/// How long the music is to be, as far as that is known before; 0 = it is not.
int64_t settings_length_ms(const Settings *settings);

/// The words after "lull COMMAND" that make the same music again: preset, seed, length, options.
const char *settings_words(char out[COMMAND_BYTES], const Settings *settings);

/// Composes the whole piece of a config with a length. NULL with STATUS_INTERNAL when memory is
/// short. Free with piece_free().
Piece *piece_compose(const Settings *settings, Error *error);
void piece_free(Piece *piece);

#endif
