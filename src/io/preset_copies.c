#include "io/preset_copies.h"

#include "compose/preset.h"
#include "io/files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_MOST = 1 << 20, COPY_NAME_BYTES = PRESET_NAME_BYTES + 24 };

typedef struct {
    char *text; ///< NULL when it could not be read, or has been written.
    size_t bytes;
    char file[COPY_NAME_BYTES]; ///< "" until it is played.
} Copy;

struct PresetCopies {
    const char *folder;
    const PresetSource *sources;
    int count;
    Copy copies[];
};

static void read_text(Copy *copy, const char *path)
{
    FILE *const file = fopen(path, "rb");
    char *const text = file != NULL ? malloc(TEXT_MOST) : NULL;
    if (text != NULL) {
        copy->bytes = fread(text, 1, TEXT_MOST, file);
        copy->text = realloc(text, copy->bytes + 1);
    }
    if (file != NULL) {
        fclose(file);
    }
}

PresetCopies *preset_copies_load(const char *folder, const PresetSource *sources, int count)
{
    PresetCopies *const self = calloc(1, sizeof *self + (size_t)count * sizeof self->copies[0]);
    if (self != NULL) {
        self->folder = folder;
        self->sources = sources;
        self->count = count;
        for (int i = 0; i < count; ++i) {
            read_text(&self->copies[i], sources[i].path);
        }
    }
    return self;
}

static int is_taken(const PresetCopies *self, const char *file)
{
    for (int i = 0; i < self->count; ++i) {
        if (strcmp(self->copies[i].file, file) == 0) {
            return 1;
        }
    }
    return 0;
}

// A preset named by its path may have the name of another one.
static void choose_name(const PresetCopies *self, Copy *copy, const char *name)
{
    char file[COPY_NAME_BYTES];
    snprintf(file, sizeof file, "%.*s.conf", PRESET_NAME_BYTES, name);
    for (int i = 2; is_taken(self, file); ++i) {
        snprintf(file, sizeof file, "%.*s-%d.conf", PRESET_NAME_BYTES, name, i);
    }
    memcpy(copy->file, file, sizeof file);
}

static Status write_copy(const PresetCopies *self, const Copy *copy, Error *error)
{
    char path[PATH_BYTES];
    AtomicFile file;
    snprintf(path, sizeof path, "%s/%s", self->folder, copy->file);
    Status status = atomic_file_open(&file, path, 0, error);
    if (status == STATUS_OK) {
        status = atomic_file_write(&file, copy->text, copy->bytes, error);
        if (status == STATUS_OK) {
            return atomic_file_commit(&file, error);
        }
        atomic_file_abort(&file);
    }
    return status;
}

const char *preset_copies_name(PresetCopies *self, int32_t index, Error *error)
{
    if (index < 0 || index >= self->count) {
        return NULL;
    }
    Copy *const copy = &self->copies[index];
    if (copy->file[0] == '\0' && copy->text == NULL) {
        return self->sources[index].name;
    }
    if (copy->file[0] == '\0') {
        choose_name(self, copy, self->sources[index].name);
        write_copy(self, copy, error);
        free(copy->text);
        copy->text = NULL;
    }
    return copy->file;
}

void preset_copies_free(PresetCopies *self)
{
    for (int i = 0; self != NULL && i < self->count; ++i) {
        free(self->copies[i].text);
    }
    free(self);
}
