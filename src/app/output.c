#include "app/output.h"

#include "io/files.h"
#include "io/sink_file.h"
#include "io/terminal.h"
#include "text/error.h"
#include "text/suggest.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HINT_BYTES = 200 };

static const char midi_ending[] = ".mid";

int output_ends_in(const char *path, const char *ending)
{
    const size_t length = strlen(path);
    const size_t tail = strlen(ending);
    return length > tail && suggest_distance(path + length - tail, ending) == 0;
}

static int is_midi(const char *path)
{
    return output_ends_in(path, midi_ending);
}

// A device or standard output has no ending.
static int has_no_name(const char *path)
{
    return strcmp(path, "-") == 0 || strncmp(path, "/dev/", 5) == 0;
}

Format output_format(const char *path)
{
    return is_midi(path)                                          ? FORMAT_MIDI
           : has_no_name(path) || sound_format_of_path(path) >= 0 ? FORMAT_SOUND
                                                                  : FORMAT_NONE;
}

// A file that is named after one kind shall not hold another; any other ending says nothing.
static Status check_ending(const char *path, SoundFormat format, Error *error)
{
    const int meant = sound_format_of_path(path);
    const SoundFormatInfo *const info = &sound_format_table[format];
    if (is_midi(path) ||
        (meant >= 0 && strcmp(sound_format_table[meant].ending, info->ending) != 0)) {
        return error_set(error, STATUS_USAGE, "--format: '%s' is not a name for %s; end it in %s",
                         path, info->name, info->ending);
    }
    return STATUS_OK;
}

static Status find_sound(const char *path, const char *wish, SoundFormat *format, Error *error)
{
    char hint[HINT_BYTES];
    const int found = wish != NULL        ? sound_format_find(wish)
                      : has_no_name(path) ? SOUND_WAV
                                          : sound_format_of_path(path);
    if (found >= 0) {
        *format = (SoundFormat)found;
        return wish != NULL ? check_ending(path, *format, error) : STATUS_OK;
    }
    if (wish != NULL) {
        return error_set(error, STATUS_USAGE, "--format: there is no '%.40s'%s", wish,
                         suggest_hint(hint, sizeof hint, wish, sound_format_name));
    }
    return error_set(error, STATUS_USAGE,
                     "-o: '%s' has no ending that is known; legal: .wav, .flac, .ogg, .opus, "
                     ".mp3, .raw, for render .mid, or - for standard output; or name one with "
                     "--format",
                     path);
}

Status output_sound(const char *path, const char *wish, int rate_hz, SoundFormat *format,
                    Error *error)
{
    const Status status = find_sound(path, wish, format, error);
    return status == STATUS_OK ? sink_file_check(*format, rate_hz, error) : status;
}

int output_is_stream(const char *path)
{
    struct stat info;
    return strcmp(path, "-") == 0 || (stat(path, &info) == 0 && !S_ISREG(info.st_mode));
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

struct Output {
    AtomicFile file;
    Status status; ///< Of the first failure.
    Error *error;
};

static void put(void *context, const void *bytes, size_t count)
{
    Output *const self = context;
    if (self->status == STATUS_OK) {
        self->status = atomic_file_write(&self->file, bytes, count, self->error);
    }
}

Output *output_open(const char *path, int force, Error *error)
{
    Output *const self = calloc(1, sizeof *self);
    if (self == NULL) {
        error_set(error, STATUS_INTERNAL, "out of memory; close other programs");
        return NULL;
    }
    if (atomic_file_open(&self->file, path, force, error) != STATUS_OK) {
        free(self);
        return NULL;
    }
    return self;
}

Status output_fill(Output *self, OutputWriter write, const void *context, Error *error)
{
    const Out out = {put, self};
    self->error = error;
    write(context, &out);
    return self->status;
}

Status output_end(Output *self, Status so_far, Error *error)
{
    if (so_far == STATUS_OK) {
        so_far = atomic_file_commit(&self->file, error);
    } else {
        atomic_file_abort(&self->file);
    }
    free(self);
    return so_far;
}

Status output_write(const char *path, int force, OutputWriter write, const void *context,
                    Error *error)
{
    Output *const output = output_open(path, force, error);
    return output != NULL ? output_end(output, output_fill(output, write, context, error), error)
                          : error->status;
}
