#include "io/taste_file.h"

#include "io/files.h"
#include "text/error.h"
#include "text/taste_text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINE_BYTES = 256 };

int taste_file_path(char *path, size_t bytes)
{
    const char *const state = getenv("XDG_STATE_HOME");
    const char *const home = getenv("HOME");
    int length = -1;
    if (state != NULL && state[0] == '/') { // the specification: relative paths are to be ignored
        length = snprintf(path, bytes, "%s/lull/taste", state);
    } else if (home != NULL && home[0] != '\0') {
        length = snprintf(path, bytes, "%s/.local/state/lull/taste", home);
    }
    return length > 0 && (size_t)length < bytes;
}

static Status find_path(char path[PATH_BYTES], Error *error)
{
    return taste_file_path(path, PATH_BYTES)
               ? STATUS_OK
               : error_set(error, STATUS_WRITE_FAILED,
                           "neither XDG_STATE_HOME nor HOME is set; set one");
}

Status taste_file_read(Taste *taste, Error *error)
{
    char path[PATH_BYTES];
    char line[LINE_BYTES] = "";
    *taste = (Taste){0};
    FILE *const file = taste_file_path(path, sizeof path) ? fopen(path, "r") : NULL;
    if (file == NULL) {
        return STATUS_OK;
    }
    const size_t count = fread(line, 1, sizeof line - 1, file);
    fclose(file);
    line[count] = '\0';
    return parse_taste(path, line, taste, error);
}

// Each folder on the way to the file; those that are there are left alone.
static void make_folders(const char *path)
{
    char folder[PATH_BYTES];
    snprintf(folder, sizeof folder, "%s", path);
    for (char *slash = strchr(folder + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(folder, 0700); // a failure is told when the file is opened
        *slash = '/';
    }
}

Status taste_file_write(const Taste *taste, Error *error)
{
    static AtomicFile file; // large
    char path[PATH_BYTES];
    char text[LINE_BYTES];
    char line[LINE_BYTES + 1];
    Status status = find_path(path, error);
    if (status != STATUS_OK) {
        return status;
    }
    make_folders(path);
    status = atomic_file_open(&file, path, 1, error);
    if (status != STATUS_OK) {
        return status;
    }
    const int length = snprintf(line, sizeof line, "%s\n", taste_text(text, sizeof text, taste));
    status = atomic_file_write(&file, line, (size_t)length, error);
    if (status != STATUS_OK) {
        atomic_file_abort(&file);
        return status;
    }
    return atomic_file_commit(&file, error);
}

Status taste_file_forget(int *was_there, Error *error)
{
    char path[PATH_BYTES];
    const Status status = find_path(path, error);
    *was_there = 0;
    if (status != STATUS_OK) {
        return status;
    }
    *was_there = unlink(path) == 0;
    return *was_there || errno == ENOENT ? STATUS_OK
                                         : error_set(error, STATUS_WRITE_FAILED,
                                                     "cannot remove %s: %s", path, strerror(errno));
}
