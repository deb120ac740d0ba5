// The contract of a sound device: it asks for frames when it needs them.
#ifndef IO_OUTPUT_H
#define IO_OUTPUT_H

#include "base/status.h"

#include <stddef.h>

enum { OUTPUT_NAME_BYTES = 128 };

typedef struct {
    const char *device; ///< NULL = default; part of a name or host API, any case; or a number.
    int rate_hz;        ///< Wish; a device that has it not takes its own.
    int period_frames;  ///< Power of two.
    int periods;        ///< In the device's buffer.
} OutputWish;

/// What a device took.
typedef struct {
    char device[OUTPUT_NAME_BYTES];
    int rate_hz;
    int channels;
    int latency_frames; ///< At most so many lie between a pull and the ear.
} OutputInfo;

/// What a device tells as it asks for frames.
typedef struct {
    int had_break;    ///< 1: it ran dry before.
    int delay_frames; ///< Frames that it still has to play before these; 0 = not told.
} OutputNews;

/// Fills `frames` interleaved frames of `channels` samples. Called by the device's own thread: must
/// not wait, lock or allocate.
typedef void (*OutputPull)(void *context, float *out, size_t frames, int channels, OutputNews news);

typedef struct Output Output;

/// One thread at a time calls these.
typedef struct {
    /// Opens a device and starts to pull from `context`; looks for devices anew. Not twice without
    /// close(). STATUS_NO_DEVICE in `error` when there is none.
    Status (*open)(Output *output, const OutputWish *wish, OutputPull pull, void *context,
                   OutputInfo *info, Error *error);
    /// 0 when the device tells that it has stopped.
    int (*is_running)(Output *output);
    /// Ends it, at once or when its buffer has been played; afterwards nothing is pulled any more.
    void (*close)(Output *output, int at_once);
} OutputOps;

/// First member of each implementation's own struct.
struct Output {
    const OutputOps *ops;
};

#endif
