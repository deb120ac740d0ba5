// Keeps a live session in a folder: the log of what steered it, its sound, the presets it played.
#ifndef IO_RECORDER_H
#define IO_RECORDER_H

#include "base/status.h"
#include "io/files.h"
#include "io/preset_copies.h"
#include "io/record_tap.h"
#include "io/sink_file.h"

/// Strings and presets outlive the recorder.
typedef struct {
    const char *folder;          ///< New or empty; it is made when it is not there.
    const SessionConfig *config; ///< With which the session is about to begin.
    const char *version;
    const char *soundfont;
    const PresetSource *presets; ///< Those of config->presets, in their order.
    FileSinkConfig sound;        ///< The path is filled in here.
} RecorderConfig;

typedef struct Recorder Recorder;

/// Makes the folder, begins log and sound, and starts the thread that writes them. NULL with the
/// reason in `error`, mostly STATUS_WRITE_FAILED. Main thread.
Recorder *recorder_open(const RecorderConfig *config, Error *error);

/// What the render thread fills.
RecordTap *recorder_tap(Recorder *recorder);

/// The next thing that went wrong, or NULL; each is told once, and the music goes on. Main thread.
const char *recorder_trouble(Recorder *recorder);

/// Writes what is left, up to where the session stands, ends log and sound, and frees the recorder.
/// To be called when the render thread has ended. STATUS_WRITE_FAILED with the first thing that
/// went wrong, told already or not. Main thread; NULL is allowed.
Status recorder_close(Recorder *recorder, const Session *session, Error *error);

/// A file in the folder of a recording. Returns `out`.
const char *recorder_path(char out[PATH_BYTES], const char *folder, const char *file);

#endif
