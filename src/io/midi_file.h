// midi.conf, the listener's own MIDI map: where it is, and its text in and out.
#ifndef IO_MIDI_FILE_H
#define IO_MIDI_FILE_H

#include "base/status.h"

#include <stddef.h>

enum { MIDI_FILE_BYTES_MAX = 64 * 1024 };

/// $XDG_CONFIG_HOME/lull/midi.conf, else ~/.config/lull/midi.conf. STATUS_USAGE when neither
/// variable is set. Main thread.
Status midi_file_path(char *out, size_t bytes, Error *error);

/// Reads the text, ended by a zero byte, into MIDI_FILE_BYTES_MAX bytes; "" when there is no such
/// file. STATUS_USAGE when it cannot be read.
Status midi_file_load(const char *path, char *text, Error *error);

/// Writes the text, and the folders that lead there; the file is whole at every moment.
/// STATUS_WRITE_FAILED when it cannot be written.
Status midi_file_save(const char *path, const char *text, Error *error);

#endif
