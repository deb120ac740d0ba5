// Sound that has to be read twice: a file without a name, so that nothing is left behind whatever
// happens.
#ifndef IO_SCRATCH_FILE_H
#define IO_SCRATCH_FILE_H

#include "base/status.h"

#include <stddef.h>
#include <stdint.h>

/// Interleaved stereo floats.
typedef struct {
    int fd; ///< -1 = closed.
    const char *shown;
} ScratchFile;

/// 1 when beside `output` there is room for `frames` twice over.
int scratch_fits(const char *output, int64_t frames);

/// Opens a scratch file in the folder of `output`; in $TMPDIR or /tmp when that is "-" or no
/// regular file. STATUS_WRITE_FAILED in `error`, which names `output`. Any thread.
Status scratch_open(ScratchFile *scratch, const char *output, Error *error);

/// Writes frames from frame `at` on. STATUS_WRITE_FAILED in `error`, most of all when the disk is
/// full.
Status scratch_write(ScratchFile *scratch, int64_t at, const float *stereo, size_t frames,
                     Error *error);

/// Reads up to `frames` from frame `at` on; returns how many there were.
size_t scratch_read(const ScratchFile *scratch, int64_t at, float *stereo, size_t frames);

/// Legal on a closed one, and on one that was set to zero but for an `fd` of -1.
void scratch_close(ScratchFile *scratch);

#endif
