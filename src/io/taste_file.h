// What a listener likes, kept from session to session: only when they ask for it.
#ifndef IO_TASTE_FILE_H
#define IO_TASTE_FILE_H

#include "base/status.h"
#include "session/taste.h"

#include <stddef.h>

/// Where it is kept: $XDG_STATE_HOME/lull/taste, else ~/.local/state/lull/taste. 0 when neither is
/// known or the path is too long. Main thread.
int taste_file_path(char *path, size_t bytes);

/// Reads it; no file is no taste, and no failure. Main thread.
Status taste_file_read(Taste *taste, Error *error);

/// Writes it, beside and renamed; makes the folder. Main thread.
Status taste_file_write(const Taste *taste, Error *error);

/// Removes it. `was_there` tells whether there was any. Main thread.
Status taste_file_forget(int *was_there, Error *error);

#endif
