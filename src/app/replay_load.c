#include "app/replay_load.h"

#include "app/say.h"
#include "io/paths.h"
#include "io/preset_file.h"
#include "text/error.h"
#include "text/session_log.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CONTROLS_AT_FIRST = 256 };

/// A log that is being read.
typedef struct {
    const char *path;
    int quiet;
    int line; ///< From 1.
    FILE *file;
    LogReader reader;
    Settings *settings;
    TimedControl *controls;
    size_t count, room;
    Error *error;
} Loading;

// "path:line: what", whatever the message was.
static Status at_line(const Loading *loading)
{
    return error_set(loading->error, STATUS_BAD_PRESET, "%s:%d: %s", loading->path, loading->line,
                     loading->error->message);
}

// ---- Presets ------------------------------------------------------------------------------------

static int ends_with(const char *text, const char *ending)
{
    const size_t length = strlen(text);
    const size_t tail = strlen(ending);
    return length > tail && strcmp(text + length - tail, ending) == 0;
}

// A file in the folder of the log, unless it is a name or a path from the root.
static Status find_preset(const Loading *loading, const char *name, char path[PATH_BYTES])
{
    const char *const slash = strrchr(loading->path, '/');
    if (name[0] == '/' || slash == NULL || !ends_with(name, ".conf")) {
        return preset_path_find(name, path, PATH_BYTES, loading->error);
    }
    const int bytes =
        snprintf(path, PATH_BYTES, "%.*s/%s", (int)(slash - loading->path), loading->path, name);
    return bytes < PATH_BYTES
               ? STATUS_OK
               : error_set(loading->error, STATUS_BAD_PRESET, "the name of %s is too long", name);
}

// Index of a preset; it is read when it is called for the first time.
static Status take_preset(Loading *loading, const char *name, int32_t *index)
{
    Settings *const settings = loading->settings;
    char path[PATH_BYTES];
    if (find_preset(loading, name, path) != STATUS_OK) {
        return STATUS_BAD_PRESET;
    }
    for (*index = 0; *index < settings->preset_count; ++*index) {
        if (strcmp(settings->paths[*index], path) == 0) {
            return STATUS_OK;
        }
    }
    if (settings->preset_count > PRESETS_MAX) {
        return error_set(loading->error, STATUS_BAD_PRESET, "calls more than %d presets",
                         PRESETS_MAX + 1);
    }
    memcpy(settings->paths[*index], path, sizeof path);
    ++settings->preset_count;
    return preset_file_read(path, &settings->presets[*index], loading->error);
}

// ---- Lines --------------------------------------------------------------------------------------

static Status add_control(Loading *loading, const LogLine *line)
{
    TimedControl control = line->control;
    if (control.msg.kind == CONTROL_PRESET &&
        take_preset(loading, line->preset, &control.msg.a) != STATUS_OK) {
        return STATUS_BAD_PRESET;
    }
    if (loading->count == loading->room) {
        loading->room = loading->room == 0 ? CONTROLS_AT_FIRST : 2 * loading->room;
        TimedControl *const more =
            realloc(loading->controls, loading->room * sizeof *loading->controls);
        if (more == NULL) {
            return error_set(loading->error, STATUS_INTERNAL, "out of memory for so long a log");
        }
        loading->controls = more;
    }
    loading->controls[loading->count++] = control;
    return STATUS_OK;
}

static Status take_line(Loading *loading, const LogLine *line)
{
    switch (line->kind) {
    case LOG_CONTROL:
        return add_control(loading, line);
    case LOG_LOST:
        say(loading->quiet, "%s:%d: %d controls were lost here; what follows is not what was heard",
            loading->path, loading->line, (int)line->control.msg.a);
        return STATUS_OK;
    case LOG_END:
        // A session that ends at its first frame has not been played: it is whole.
        loading->settings->steering.stop_frame = line->control.frame;
        return STATUS_OK;
    case LOG_NOTHING:
    default:
        return STATUS_OK;
    }
}

static Status read_lines(Loading *loading)
{
    char *text = NULL;
    size_t room = 0;
    Status status = STATUS_OK;
    for (ssize_t bytes;
         status == STATUS_OK && (bytes = getline(&text, &room, loading->file)) > 0;) {
        LogLine line;
        ++loading->line;
        text[strcspn(text, "\n")] = '\0';
        status = log_read_line(&loading->reader, text, &line, loading->error);
        status = status == STATUS_OK ? take_line(loading, &line) : status;
        status = status == STATUS_OK ? status : at_line(loading);
    }
    free(text);
    return status;
}

// ---- The whole ----------------------------------------------------------------------------------

static Status finish(Loading *loading)
{
    Settings *const settings = loading->settings;
    const LogHeader *const header = &loading->reader.header;
    int32_t index = 0;
    if (log_read_finish(&loading->reader, loading->error) != STATUS_OK ||
        take_preset(loading, header->preset, &index) != STATUS_OK) {
        return error_set(loading->error, STATUS_BAD_PRESET, "%s: %s", loading->path,
                         loading->error->message);
    }
    settings->config = header->config;
    settings->config.presets = settings->presets;
    settings->config.preset_count = settings->preset_count;
    settings->config.preset_index = index;
    settings->preset = &settings->presets[index];
    settings->steering.controls = loading->controls;
    settings->steering.count = loading->count;
    snprintf(settings->log, sizeof settings->log, "%s", loading->path);
    snprintf(settings->soundfont, sizeof settings->soundfont, "%s", header->soundfont);
    return STATUS_OK;
}

static Status load(Loading *loading)
{
    loading->file = fopen(loading->path, "r");
    loading->settings = calloc(1, sizeof *loading->settings);
    if (loading->file == NULL) {
        return error_set(loading->error, STATUS_BAD_PRESET,
                         "cannot read %s: %s; name the session.log of a recording", loading->path,
                         strerror(errno));
    }
    if (loading->settings == NULL) {
        return error_set(loading->error, STATUS_INTERNAL, "out of memory; close other programs");
    }
    const Status status = read_lines(loading);
    return status == STATUS_OK ? finish(loading) : status;
}

Settings *replay_load(const char *path, int quiet, Error *error)
{
    Loading *const loading = calloc(1, sizeof *loading);
    Settings *settings = NULL;
    if (loading == NULL) {
        error_set(error, STATUS_INTERNAL, "out of memory; close other programs");
        return NULL;
    }
    loading->path = path;
    loading->quiet = quiet;
    loading->error = error;
    if (load(loading) == STATUS_OK) {
        settings = loading->settings;
    } else {
        settings_free(loading->settings);
        free(loading->controls);
    }
    if (loading->file != NULL) {
        fclose(loading->file);
    }
    free(loading);
    return settings;
}
