#include "app/output.h"

#include "io/files.h"
#include "io/terminal.h"
#include "text/error.h"
#include "text/suggest.h"

#include <string.h>
#include <unistd.h>

static const struct {
    const char *ending;
    Format format;
} endings[] = {{".wav", FORMAT_WAV}, {".mid", FORMAT_MIDI}};

Format output_format(const char *path)
{
    const size_t length = strlen(path);
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; ++i) {
        const size_t ending = strlen(endings[i].ending);
        if (length > ending && suggest_distance(path + length - ending, endings[i].ending) == 0) {
            return endings[i].format;
        }
    }
    // A device or standard output has no ending: it takes WAV.
    return strcmp(path, "-") == 0 || strncmp(path, "/dev/", 5) == 0 ? FORMAT_WAV : FORMAT_NONE;
}

const char *output_shown(const char *path)
{
    return strcmp(path, "-") == 0 ? "standard output" : path;
}

Status output_check_pipe(const char *path, Error *error)
{
    if (strcmp(path, "-") == 0 && terminal_is_tty(STDOUT_FILENO)) {
        return error_set(error, STATUS_USAGE,
                         "-o -: standard output is a terminal; write to a pipe: "
                         "lull ... -o - | sox -t wav - out.flac");
    }
    return STATUS_OK;
}

/// A file that is being filled, with its first failure.
typedef struct {
    AtomicFile file;
    Status status;
    Error *error;
} Filling;

static void put(void *context, const void *bytes, size_t count)
{
    Filling *const filling = context;
    if (filling->status == STATUS_OK) {
        filling->status = atomic_file_write(&filling->file, bytes, count, filling->error);
    }
}

Status output_write(const char *path, int force, void (*write)(const void *context, const Out *out),
                    const void *context, Error *error)
{
    static Filling filling;
    filling.error = error;
    filling.status = atomic_file_open(&filling.file, path, force, error);
    if (filling.status != STATUS_OK) {
        return filling.status;
    }
    const Out out = {put, &filling};
    write(context, &out);
    if (filling.status != STATUS_OK) {
        atomic_file_abort(&filling.file);
        return filling.status;
    }
    return atomic_file_commit(&filling.file, error);
}
