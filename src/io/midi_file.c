#include "io/midi_file.h"

#include "io/files.h"
#include "text/error.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

Status midi_file_path(char *out, size_t bytes, Error *error)
{
    const char *const config = getenv("XDG_CONFIG_HOME");
    const char *const home = getenv("HOME");
    if (config != NULL && config[0] == '/') { // XDG wants relative paths ignored
        snprintf(out, bytes, "%s/lull/midi.conf", config);
    } else if (home != NULL && home[0] == '/') {
        snprintf(out, bytes, "%s/.config/lull/midi.conf", home);
    } else {
        return error_set(error, STATUS_USAGE,
                         "there is no folder for settings; set HOME or XDG_CONFIG_HOME");
    }
    return STATUS_OK;
}

Status midi_file_load(const char *path, char *text, Error *error)
{
    text[0] = '\0';
    FILE *const file = fopen(path, "r");
    if (file == NULL && errno == ENOENT) {
        return STATUS_OK;
    }
    const size_t count = file != NULL ? fread(text, 1, MIDI_FILE_BYTES_MAX, file) : 0;
    const int is_broken = file == NULL || ferror(file);
    if (file != NULL) {
        fclose(file);
    }
    if (is_broken || count == MIDI_FILE_BYTES_MAX) {
        text[0] = '\0';
        return error_set(error, STATUS_USAGE, "%s: %s; correct or remove it", path,
                         is_broken ? strerror(errno) : "it is too large for a MIDI map");
    }
    text[count] = '\0';
    return STATUS_OK;
}

// Each folder on the way; that one is there already is no fault, and any other shows when the file
// is written.
static void make_folders(const char *path)
{
    char folder[PATH_BYTES];
    for (size_t i = 1; path[i] != '\0' && i < sizeof folder; ++i) {
        if (path[i] == '/') {
            snprintf(folder, sizeof folder, "%.*s", (int)i, path);
            mkdir(folder, 0755);
        }
    }
}

Status midi_file_save(const char *path, const char *text, Error *error)
{
    AtomicFile file;
    make_folders(path);
    Status status = atomic_file_open(&file, path, 1, error);
    if (status == STATUS_OK) {
        status = atomic_file_write(&file, text, strlen(text), error);
    }
    if (status == STATUS_OK) {
        return atomic_file_commit(&file, error);
    }
    atomic_file_abort(&file);
    return status;
}
