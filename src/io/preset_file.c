// libconfuse knows the grammar, but takes a file that ends inside a section: a last option of our
// own is added, which must arrive at the top level. What else it overlooks is found by
// preset_scan().
#include "io/preset_file.h"

#include "io/preset_scan.h"
#include "text/error.h"
#include "text/preset.h"

#include <confuse.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { FILE_BYTES_MAX = 65536, OPTIONS_MAX = 64, SEEN_MAX = 512 };

static const char end_mark[] = "__end_of_preset";
static const char end_line[] = "\n__end_of_preset = 1\n";

// What is being read; libconfuse's callbacks carry no pointer of ours. Main thread.
typedef struct {
    const char *path;
    int last_line;
    Preset *preset;
    Error *error;
    int failed;
    int reached_end;
    int value_came; ///< Since the last call of on_value().
    cfg_t *pending_section;
    cfg_opt_t *pending; ///< Lists call back once a value; the whole list is put at the next key.
    int pending_line;
    unsigned int pending_count;
    const cfg_opt_t *seen[SEEN_MAX];
    int seen_count;
} Reader;

static Reader reader;

/// Keeps the first error only: what follows is its consequence.
__attribute__((format(printf, 2, 3))) static int fail(int line, const char *format, ...)
{
    if (!reader.failed) {
        char what[ERROR_MESSAGE_BYTES];
        va_list args;
        va_start(args, format);
        vsnprintf(what, sizeof what, format, args);
        va_end(args);
        const int shown = line > reader.last_line ? reader.last_line : line;
        error_set(reader.error, STATUS_BAD_PRESET, "%s:%d: %s", reader.path, shown, what);
        reader.failed = 1;
    }
    return -1;
}

// ---- What libconfuse finds ----

/// Hands the values of the last key on, now that they are complete.
static int put_pending(void)
{
    cfg_opt_t *const opt = reader.pending;
    if (opt == NULL) {
        return 0;
    }
    reader.pending = NULL;
    const char *values[OPTIONS_MAX];
    const int count = cfg_opt_size(opt) < OPTIONS_MAX ? (int)cfg_opt_size(opt) : OPTIONS_MAX;
    for (int i = 0; i < count; ++i) {
        values[i] = cfg_opt_getnstr(opt, (unsigned int)i);
    }
    Error error = {0};
    if (preset_put(reader.preset, cfg_title(reader.pending_section), opt->name, values, count,
                   &error) != STATUS_OK) {
        return fail(reader.pending_line, "%s", error.message);
    }
    return 0;
}

static int is_seen(const cfg_opt_t *opt)
{
    for (int i = 0; i < reader.seen_count; ++i) {
        if (reader.seen[i] == opt) {
            return 1;
        }
    }
    return 0;
}

/// Called before each value, which is taken as it stands.
static int before_value(cfg_t *section, cfg_opt_t *opt, const char *value, void *result)
{
    (void)section, (void)opt;
    reader.value_came = 1;
    memcpy(result, &value, sizeof value);
    return 0;
}

/// Called after each value, and at the end of a list in braces without one. A value that makes the
/// list of the key before longer belongs to it.
static int on_value(cfg_t *section, cfg_opt_t *opt)
{
    const unsigned int count = cfg_opt_size(opt);
    if (!reader.value_came || (opt == reader.pending && count == reader.pending_count + 1)) {
        reader.value_came = 0;
        reader.pending_count = count;
        return 0;
    }
    reader.value_came = 0;
    if (put_pending() != 0) {
        return -1;
    }
    if (is_seen(opt) || reader.seen_count == SEEN_MAX) {
        return fail(section->line, "%s: given twice; keep one of them", opt->name);
    }
    reader.seen[reader.seen_count++] = opt;
    reader.pending_section = section;
    reader.pending = opt;
    reader.pending_line = section->line;
    reader.pending_count = count;
    return 0;
}

/// Called at the end of a part.
static int on_part(cfg_t *root, cfg_opt_t *opt)
{
    if (put_pending() != 0) {
        return -1;
    }
    Error error = {0};
    const char *const title = cfg_title(cfg_opt_getnsec(opt, cfg_opt_size(opt) - 1));
    if (preset_put(reader.preset, title, NULL, NULL, 0, &error) != STATUS_OK) {
        return fail(root->line, "%s", error.message);
    }
    return 0;
}

static int on_end(cfg_t *root, cfg_opt_t *opt)
{
    (void)root, (void)opt;
    reader.reached_end = 1;
    return put_pending();
}

static int fail_unknown_key(const cfg_t *section, const char *key)
{
    Error error = {0};
    preset_unknown_key(section->title, key, &error);
    return fail(section->line, "%s", error.message);
}

/// libconfuse's own messages, in our words where they can be clearer.
static void on_error(cfg_t *section, const char *format, va_list args)
{
    char said[200];
    vsnprintf(said, sizeof said, format, args);
    char *const name = strchr(said, '\'');
    char *const end = strrchr(said, '\'');
    if (section == NULL) {
        fail(1, "%s", said);
    } else if (strstr(said, end_mark) != NULL) {
        fail(section->line, "a { is not closed; add the } that is missing");
    } else if (strncmp(said, "no such option", 14) == 0 && end > name) {
        *end = '\0';
        fail_unknown_key(section, name + 1);
    } else if (strncmp(said, "unexpected token", 16) == 0) {
        fail(section->line, "a value, a quote or a brace is missing here or on the line before");
    } else if (strncmp(said, "premature end", 13) == 0) {
        fail(section->line, "the last value is missing or its { is not closed");
    } else {
        fail(section->line, "%s", said);
    }
}

// ---- Options ----

static int list_options(cfg_opt_t *options, const char *(*key_name)(int i))
{
    int count = 0;
    for (; key_name(count) != NULL && count < OPTIONS_MAX - 3; ++count) {
        options[count] = (cfg_opt_t)CFG_STR_LIST(key_name(count), NULL, CFGF_NODEFAULT);
        options[count].parsecb = before_value;
        options[count].validcb = on_value;
    }
    options[count] = (cfg_opt_t)CFG_END();
    return count;
}

static void parse(const char *text)
{
    cfg_opt_t part_options[OPTIONS_MAX], options[OPTIONS_MAX];
    list_options(part_options, preset_part_key_name);
    int count = list_options(options, preset_key_name);
    options[count] =
        (cfg_opt_t)CFG_SEC("part", part_options, CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES);
    options[count++].validcb = on_part;
    options[count] = (cfg_opt_t)CFG_STR(end_mark, NULL, CFGF_NODEFAULT);
    options[count++].validcb = on_end;
    options[count] = (cfg_opt_t)CFG_END();

    cfg_t *const cfg = cfg_init(options, CFGF_NONE);
    if (cfg == NULL) {
        fail(1, "no memory to read it");
        return;
    }
    cfg_set_error_function(cfg, on_error);
    if ((cfg_parse_buf(cfg, text) != CFG_SUCCESS || !reader.reached_end) && !reader.failed) {
        fail(reader.last_line, "a { or a quote is not closed");
    }
    cfg_free(cfg);
}

// ---- The file ----

static Status no_file(const char *path, const char *why, Error *error)
{
    return error_set(error, STATUS_BAD_PRESET, "%s: %s; see `lull presets` for those there are",
                     path, why);
}

/// Reads all of it into `text`, which has room for the end line too.
static Status load(const char *path, char *text, size_t *bytes, Error *error)
{
    struct stat info;
    if (stat(path, &info) != 0) {
        return no_file(path, errno == ENOENT ? "there is no such file" : strerror(errno), error);
    }
    if (S_ISDIR(info.st_mode)) {
        return no_file(path, "it is a folder, not a preset file", error);
    }
    FILE *const file = fopen(path, "rb");
    if (file == NULL) {
        return no_file(path, strerror(errno), error);
    }
    *bytes = fread(text, 1, FILE_BYTES_MAX + 1, file);
    const int broken = ferror(file);
    fclose(file);
    if (broken || *bytes == 0) {
        return no_file(path, broken ? "it cannot be read" : "the file is empty", error);
    }
    if (*bytes > FILE_BYTES_MAX) {
        return no_file(path, "it is too large for a preset", error);
    }
    memset(text + *bytes, 0, sizeof end_line);
    return STATUS_OK;
}

/// The file's name without folder and ending.
static void name_of(const char *path, char *name, size_t bytes)
{
    const char *const slash = strrchr(path, '/');
    const char *const base = slash == NULL ? path : slash + 1;
    const char *const dot = strrchr(base, '.');
    const int length = dot == NULL || dot == base ? (int)strlen(base) : (int)(dot - base);
    snprintf(name, bytes, "%.*s", length, base);
}

static Status read_text(char *text, size_t bytes)
{
    ScanFault fault;
    reader.last_line = preset_scan_lines(text, bytes);
    if (!preset_scan(text, bytes, &fault)) {
        fail(fault.line, "%s", fault.what);
    } else {
        memcpy(text + bytes, end_line, sizeof end_line);
        parse(text);
    }
    if (reader.failed) {
        return STATUS_BAD_PRESET;
    }
    Error error = {0};
    if (preset_finish(reader.preset, &error) != STATUS_OK) {
        return error_set(reader.error, STATUS_BAD_PRESET, "%s: %s", reader.path, error.message);
    }
    return STATUS_OK;
}

Status preset_file_read(const char *path, Preset *preset, Error *error)
{
    char *const text = malloc(FILE_BYTES_MAX + 1 + sizeof end_line);
    if (text == NULL) {
        return error_set(error, STATUS_INTERNAL, "no memory to read %s", path);
    }
    size_t bytes = 0;
    Status status = load(path, text, &bytes, error);
    if (status == STATUS_OK) {
        char name[PRESET_NAME_BYTES];
        name_of(path, name, sizeof name);
        preset_begin(preset, name);
        reader = (Reader){.path = path, .preset = preset, .error = error};
        status = read_text(text, bytes);
    }
    free(text);
    return status;
}
