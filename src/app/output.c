#include "app/output.h"

#include "io/files.h"

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
