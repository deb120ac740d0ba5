#include "io/paths.h"

#include "text/error.h"
#include "text/suggest.h"

#include <dirent.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#if defined(__APPLE__)
#include <mach-o/dyld.h>
#endif

#if !defined(LULL_PREFIX)
#define LULL_PREFIX ""
#endif

enum { PLACES = 4, PRESETS_LISTED = 256, HINT_BYTES = 240 };

/// Writes a path; returns 0, and "", when it does not fit.
__attribute__((format(printf, 3, 4))) static int make_path(char *out, size_t bytes,
                                                           const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const int length = vsnprintf(out, bytes, format, args);
    va_end(args);
    if (length < 0 || (size_t)length >= bytes) {
        out[0] = '\0';
        return 0;
    }
    return 1;
}

// ---- Places ----

int program_path(char *out, size_t bytes)
{
#if defined(__APPLE__)
    uint32_t size = (uint32_t)bytes;
    return _NSGetExecutablePath(out, &size) == 0;
#else
    static const char *const links[] = {"/proc/self/exe", "/proc/curproc/exe",
                                        "/proc/curproc/file"};
    for (size_t i = 0; i < sizeof links / sizeof links[0]; ++i) {
        const ssize_t length = readlink(links[i], out, bytes - 1);
        if (length > 0) {
            out[length] = '\0';
            return 1;
        }
    }
    return 0;
#endif
}

/// The folder of the program; "." when the system does not tell.
static void program_folder(char *out, size_t bytes)
{
    char path[PATH_BYTES];
    char *const real = program_path(path, sizeof path) ? realpath(path, NULL) : NULL;
    char *const slash = real == NULL ? NULL : strrchr(real, '/');
    if (slash != NULL) {
        *slash = '\0';
    }
    if (slash == NULL || !make_path(out, bytes, "%s", real)) {
        make_path(out, bytes, ".");
    }
    free(real);
}

/// The user's own data folder; returns 0 when there is none. XDG wants relative paths ignored.
static int user_folder(char *out, size_t bytes)
{
    const char *const data = getenv("XDG_DATA_HOME");
    const char *const home = getenv("HOME");
    if (data != NULL && data[0] == '/') {
        return make_path(out, bytes, "%s/lull", data);
    }
    return home != NULL && home[0] == '/' && make_path(out, bytes, "%s/.local/share/lull", home);
}

/// Folder `i` of those in which lull's data may lie; "" for one that does not exist here.
static void data_folder(int i, char *out, size_t bytes)
{
    char program[PATH_BYTES];
    program_folder(program, sizeof program);
    out[0] = '\0';
    if (i == 0) {
        if (!user_folder(out, bytes)) {
            out[0] = '\0';
        }
    } else if (i == 1) {
        make_path(out, bytes, "%s", program);
    } else if (i == 2) {
        make_path(out, bytes, "%s/../share/lull", program);
    } else if (i == 3 && LULL_PREFIX[0] != '\0') {
        make_path(out, bytes, "%s", LULL_PREFIX);
    }
}

// ---- Presets ----

static const char ending[] = ".conf";

static int has_ending(const char *name)
{
    const size_t length = strlen(name), end = sizeof ending - 1;
    return length > end && strcmp(name + length - end, ending) == 0;
}

static int has_name(const PresetPath *list, int count, const char *name, size_t length)
{
    for (int i = 0; i < count; ++i) {
        if (strlen(list[i].name) == length && strncmp(list[i].name, name, length) == 0) {
            return 1;
        }
    }
    return 0;
}

/// Adds the presets of one folder whose names are not in the list yet.
static int add_folder(const char *data, PresetPath *list, int count, int max)
{
    char folder[PATH_BYTES];
    DIR *const dir = data[0] != '\0' && make_path(folder, sizeof folder, "%s/presets", data)
                         ? opendir(folder)
                         : NULL;
    if (dir == NULL) {
        return count;
    }
    const struct dirent *entry;
    while (count < max && (entry = readdir(dir)) != NULL) {
        const size_t length = strlen(entry->d_name) - (has_ending(entry->d_name) ? 5 : 0);
        if (has_ending(entry->d_name) && entry->d_name[0] != '.' && length < PRESET_NAME_BYTES &&
            !has_name(list, count, entry->d_name, length) &&
            make_path(list[count].path, PATH_BYTES, "%s/%s", folder, entry->d_name)) {
            memcpy(list[count].name, entry->d_name, length);
            list[count++].name[length] = '\0';
        }
    }
    closedir(dir);
    return count;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const PresetPath *)a)->name, ((const PresetPath *)b)->name);
}

int preset_list(PresetPath *list, int max)
{
    int count = 0;
    for (int i = 0; i < PLACES; ++i) {
        char data[PATH_BYTES];
        data_folder(i, data, sizeof data);
        count = add_folder(data, list, count, max);
    }
    qsort(list, (size_t)count, sizeof list[0], by_name);
    return count;
}

// What listed_name() reads: a WordAt gets no pointer of ours. Main thread.
static const PresetPath *listed;
static int listed_count;

static const char *listed_name(int i)
{
    return i < listed_count ? listed[i].name : NULL;
}

static Status find_in(const PresetPath *list, int count, const char *name, char *path, size_t bytes,
                      Error *error)
{
    for (int i = 0; i < count; ++i) {
        if (strcmp(list[i].name, name) == 0 && make_path(path, bytes, "%s", list[i].path)) {
            return STATUS_OK;
        }
    }
    char hint[HINT_BYTES];
    listed = list;
    listed_count = count;
    return error_set(error, STATUS_BAD_PRESET, "there is no preset '%.60s'%s", name,
                     count > 0 ? suggest_hint(hint, sizeof hint, name, listed_name)
                               : "; none are installed: name a file with its path");
}

Status preset_path_find(const char *name_or_path, char *path, size_t bytes, Error *error)
{
    if (strchr(name_or_path, '/') != NULL || has_ending(name_or_path)) {
        return make_path(path, bytes, "%s", name_or_path)
                   ? STATUS_OK
                   : error_set(error, STATUS_BAD_PRESET, "the preset's path is too long");
    }
    PresetPath *const list = malloc(PRESETS_LISTED * sizeof *list);
    if (list == NULL) {
        return error_set(error, STATUS_INTERNAL, "no memory to look for presets");
    }
    const int count = preset_list(list, PRESETS_LISTED);
    const Status status = find_in(list, count, name_or_path, path, bytes, error);
    free(list);
    return status;
}

// ---- SoundFonts ----

/// General MIDI fonts where systems put them; the plain ones first, for .sf3 loads slowly.
static const char *const system_fonts[] = {
    "/usr/share/sounds/sf2/default-GM.sf2",       "/usr/share/sounds/sf2/FluidR3_GM.sf2",
    "/usr/share/sounds/sf2/TimGM6mb.sf2",         "/usr/share/soundfonts/default.sf2",
    "/usr/share/soundfonts/FluidR3_GM.sf2",       "/usr/share/soundfonts/FluidR3_GM2-2.sf2",
    "/usr/local/share/sounds/sf2/FluidR3_GM.sf2", "/usr/local/share/soundfonts/default.sf2",
    "/opt/homebrew/share/soundfonts/default.sf2", "/usr/share/sounds/sf3/default-GM.sf3",
    "/usr/share/sounds/sf3/FluidR3Mono_GM.sf3",   "/usr/share/soundfonts/default.sf3",
};

static int find_own_font(char *path, size_t bytes)
{
    static const int order[PLACES] = {1, 0, 2, 3}; // the build's own before the user's
    for (int i = 0; i < PLACES; ++i) {
        char data[PATH_BYTES];
        data_folder(order[i], data, sizeof data);
        if (data[0] != '\0' && make_path(path, bytes, "%s/soundfonts/lull.sf2", data) &&
            access(path, R_OK) == 0) {
            return 1;
        }
    }
    return 0;
}

static int find_system_font(char *path, size_t bytes)
{
    for (size_t i = 0; i < sizeof system_fonts / sizeof system_fonts[0]; ++i) {
        if (access(system_fonts[i], R_OK) == 0) {
            return make_path(path, bytes, "%s", system_fonts[i]);
        }
    }
    return 0;
}

Status soundfont_find(const char *option, char *path, size_t bytes, Error *error)
{
    const char *const variable = getenv("LULL_SOUNDFONT");
    const char *const wish = option != NULL                            ? option
                             : variable != NULL && variable[0] != '\0' ? variable
                                                                       : NULL;
    if (wish != NULL) {
        return make_path(path, bytes, "%s", wish)
                   ? STATUS_OK
                   : error_set(error, STATUS_NO_SOUNDFONT, "the SoundFont's path is too long");
    }
    if (find_own_font(path, bytes) || find_system_font(path, bytes)) {
        return STATUS_OK;
    }
    return error_set(error, STATUS_NO_SOUNDFONT,
                     "there is no SoundFont; make lull's own with `make`, or name one with "
                     "--soundfont FILE");
}
