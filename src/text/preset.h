// Turns the keys and values of a preset file into a Preset, whatever reads the file.
//
//     preset_begin(&preset, "evening");
//     preset_put(&preset, NULL, "mood", (const char *[]){"calm"}, 1, &error);
//     preset_put(&preset, "melody", "instrument", (const char *[]){"felt piano"}, 1, &error);
//     preset_finish(&preset, &error);
//
// Messages name the key and what is legal, but no file and line: the reader of the file adds them.
#ifndef TEXT_PRESET_H
#define TEXT_PRESET_H

#include "base/status.h"
#include "compose/preset.h"

/// Starts an empty preset. `name` is its file name without folder and ending.
void preset_begin(Preset *preset, const char *name);

/// Stores the values of one key. `section` is NULL for the top level, else the title of a part
/// (the first mention of a title adds the part; with a NULL `key` it does only that). A key written
/// as a list has several values, any other has one. STATUS_BAD_PRESET for an unknown key, a wrong
/// number of values, or a value out of range.
Status preset_put(Preset *preset, const char *section, const char *key, const char *const *values,
                  int count, Error *error);

/// Checks that nothing is missing and fills the defaults in. STATUS_BAD_PRESET otherwise.
Status preset_finish(Preset *preset, Error *error);

/// Message for a key that no preset has, with the nearest one that exists.
Status preset_unknown_key(const char *section, const char *key, Error *error);

/// The keys of the top level, in the order of the manual; NULL after the last.
const char *preset_key_name(int i);

/// The keys of a part; NULL after the last.
const char *preset_part_key_name(int i);

#endif
