#include "text/session_log.h"

#include "text/error.h"
#include "text/names.h"
#include "text/parse.h"
#include "text/suggest.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { HINT_BYTES = 220, WORD_BYTES = 32 };

static const char free_word[] = "free"; // what a tempo, key or parameter is that nobody holds

/// A control whose values are no plain numbers.
typedef struct {
    ControlKind kind;
    void (*write)(const ControlMsg *msg, const Out *out);
    Status (*read)(const char *word, const char *text, ControlMsg *msg, Error *error);
} Special;

// ---- Plain numbers ------------------------------------------------------------------------------

static void write_numbers(const ControlMsg *msg, const Out *out)
{
    const ControlInfo *const info = &control_table[msg->kind];
    if (info->a_unit[0] != '\0') {
        out_format(out, " %d", (int)msg->a);
    }
    if (info->b_unit[0] != '\0') {
        out_format(out, " %d", (int)msg->b);
    }
}

// Ends the first word of `text` and returns what follows it.
static char *cut_word(char *text)
{
    char *const end = text + strcspn(text, " \t");
    char *const next = end + strspn(end, " \t");
    *end = '\0';
    return next;
}

static Status read_numbers(const char *word, char *text, ControlMsg *msg, Error *error)
{
    const ControlInfo *const info = &control_table[msg->kind];
    const NumberRange a = {info->a_min, info->a_max, 0, info->a_unit};
    const NumberRange b = {info->b_min, info->b_max, 0, info->b_unit};
    Status status = STATUS_OK;
    char *const second = info->a_unit[0] != '\0' ? cut_word(text) : text;
    if (info->a_unit[0] != '\0') {
        status = parse_number(word, text, &a, &msg->a, error);
    }
    if (status == STATUS_OK && info->b_unit[0] != '\0') {
        return parse_number(word, second, &b, &msg->b, error);
    }
    if (status == STATUS_OK && second[0] != '\0') {
        return error_set(error, STATUS_USAGE, "%s: '%.40s' is one word too many", word, second);
    }
    return status;
}

// ---- Keys and parameters ------------------------------------------------------------------------

static void write_key(const ControlMsg *msg, const Out *out)
{
    char text[NAME_BYTES];
    const Key key = {(uint8_t)msg->a, (uint8_t)msg->b};
    out_format(out, " %s", msg->a < 0 ? free_word : key_text(text, sizeof text, key));
}

static Status read_key(const char *word, const char *text, ControlMsg *msg, Error *error)
{
    Key key = {0, 0};
    if (strcmp(text, free_word) == 0) {
        msg->a = -1;
        return STATUS_OK;
    }
    const Status status = parse_key(word, text, &key, error);
    msg->a = key.tonic;
    msg->b = key.mode;
    return status;
}

static void write_param(const ControlMsg *msg, const Out *out)
{
    char text[NAME_BYTES];
    out_format(out, " %s=%s", param_table[msg->a].key,
               msg->b == CONTROL_FREE ? free_word
                                      : param_text(text, sizeof text, (ParamId)msg->a, msg->b));
}

static int read_free_param(const char *text, ControlMsg *msg)
{
    char key[WORD_BYTES];
    const char *const equals = strchr(text, '=');
    if (equals == NULL || strcmp(equals + 1, free_word) != 0 || equals - text >= WORD_BYTES) {
        return 0;
    }
    snprintf(key, sizeof key, "%.*s", (int)(equals - text), text);
    msg->a = param_find(key);
    msg->b = CONTROL_FREE;
    return msg->a >= 0;
}

static Status read_param(const char *word, const char *text, ControlMsg *msg, Error *error)
{
    ParamSet set = {0};
    if (read_free_param(text, msg)) {
        return STATUS_OK;
    }
    const Status status = parse_setting(word, text, &set, error);
    for (int i = 0; i < PARAM_COUNT; ++i) {
        if (set.fixed[i]) {
            msg->a = i;
            msg->b = set.value[i];
        }
    }
    return status;
}

static const Special specials[] = {
    {CONTROL_KEY, write_key, read_key},
    {CONTROL_PARAM, write_param, read_param},
};

static const Special *find_special(int32_t kind)
{
    for (size_t i = 0; i < sizeof specials / sizeof specials[0]; ++i) {
        if ((int32_t)specials[i].kind == kind) {
            return &specials[i];
        }
    }
    return NULL;
}

// ---- Writing ------------------------------------------------------------------------------------

static void write_place(int64_t frame, int64_t tick, const char *word, const Out *out)
{
    out_format(out, "%" PRId64 " %" PRId64 " %s", frame, tick, word);
}

static void write_values(const ControlMsg *msg, const char *preset, const Out *out)
{
    const Special *const special = find_special(msg->kind);
    if (msg->kind == CONTROL_PRESET) {
        out_text(out, " ");
        out_text(out, preset);
    } else if (special != NULL) {
        special->write(msg, out);
    } else {
        write_numbers(msg, out);
    }
}

void log_write_control(const TimedControl *control, const char *preset, const Out *out)
{
    const ControlMsg *const msg = &control->msg;
    if (msg->kind == CONTROL_NONE) {
        write_place(control->frame, control->tick, "lost", out);
        out_format(out, " %d\n", (int)msg->a);
        return;
    }
    const int calls_none = msg->kind == CONTROL_PRESET && preset == NULL;
    out_text(out, calls_none ? "# " : "");
    write_place(control->frame, control->tick, control_table[msg->kind].word, out);
    if (calls_none) {
        out_format(out, ": there is no preset %d", (int)msg->a);
    } else {
        write_values(msg, preset, out);
    }
    out_text(out, "\n");
}

void log_write_end(int64_t frame, int64_t tick, const Out *out)
{
    write_place(frame, tick, "end", out);
    out_text(out, "\n");
}

// ---- Reading ------------------------------------------------------------------------------------

static const char *body_word(int i)
{
    static const char *const others[] = {"lost", "end"};
    return i + 1 < CONTROL_KIND_COUNT       ? control_table[i + 1].word
           : i + 1 < CONTROL_KIND_COUNT + 2 ? others[i + 1 - CONTROL_KIND_COUNT]
                                            : NULL;
}

static Status read_count(const char *what, const char *text, int64_t *count, Error *error)
{
    uint64_t value = 0;
    if (parse_seed(what, text, &value, NULL) != STATUS_OK || value > INT64_MAX / 2) {
        return error_set(error, STATUS_BAD_PRESET,
                         "%s: '%.40s' is no whole number; a line is FRAME TICK CONTROL, for "
                         "example 96000 1920 volume 100",
                         what, text);
    }
    *count = (int64_t)value;
    return STATUS_OK;
}

static Status read_preset(const char *text, LogLine *out, Error *error)
{
    if (text[0] == '\0' || strlen(text) >= sizeof out->preset) {
        return error_set(error, STATUS_USAGE, "preset: needs a file or a name");
    }
    memcpy(out->preset, text, strlen(text) + 1);
    return STATUS_OK;
}

static Status read_control(const char *word, char *text, LogLine *out, Error *error)
{
    char hint[HINT_BYTES];
    const ControlKind kind = control_find(word);
    ControlMsg *const msg = &out->control.msg;
    *msg = (ControlMsg){.kind = (int32_t)kind};
    if (kind == CONTROL_NONE) {
        return error_set(error, STATUS_USAGE, "unknown control '%.40s'%s", word,
                         suggest_hint(hint, sizeof hint, word, body_word));
    }
    out->kind = LOG_CONTROL;
    if (kind == CONTROL_PRESET) {
        return read_preset(text, out, error);
    }
    const Special *const special = find_special(msg->kind);
    return special != NULL ? special->read(word, text, msg, error)
                           : read_numbers(word, text, msg, error);
}

static Status read_lost(char *text, LogLine *out, Error *error)
{
    static const NumberRange range = {1, INT32_MAX, 0, "controls"};
    out->kind = LOG_LOST;
    return parse_number("lost", text, &range, &out->control.msg.a, error);
}

static Status read_end(LogReader *reader, const char *text, LogLine *out, Error *error)
{
    reader->has_end = 1;
    out->kind = LOG_END;
    return text[0] == '\0'
               ? STATUS_OK
               : error_set(error, STATUS_USAGE, "end: '%.40s' is one word too many", text);
}

static Status read_place(LogReader *reader, char *frame, char *tick, TimedControl *control,
                         Error *error)
{
    if (reader->has_end) {
        return error_set(error, STATUS_BAD_PRESET, "nothing may follow the end; remove this line");
    }
    if (read_count("FRAME", frame, &control->frame, error) != STATUS_OK ||
        read_count("TICK", tick, &control->tick, error) != STATUS_OK) {
        return error->status;
    }
    if (control->frame < reader->last.frame) {
        return error_set(error, STATUS_BAD_PRESET,
                         "frame %" PRId64 " comes after %" PRId64 "; put the lines in order",
                         control->frame, reader->last.frame);
    }
    reader->last = *control;
    return STATUS_OK;
}

static Status read_body(LogReader *reader, char *line, LogLine *out, Error *error)
{
    char *const tick = cut_word(line);
    char *const word = cut_word(tick);
    char *const text = cut_word(word);
    Error inner = {STATUS_OK, ""};
    reader->in_controls = 1;
    if (read_place(reader, line, tick, &out->control, error) != STATUS_OK) {
        return error->status;
    }
    const Status status = strcmp(word, "lost") == 0  ? read_lost(text, out, &inner)
                          : strcmp(word, "end") == 0 ? read_end(reader, text, out, &inner)
                                                     : read_control(word, text, out, &inner);
    reader->has_fade |= out->kind == LOG_CONTROL && out->control.msg.kind == CONTROL_FADE;
    return status == STATUS_OK ? status : error_set(error, STATUS_BAD_PRESET, "%s", inner.message);
}

// Cuts the spaces at both ends.
static char *trim(char *line)
{
    line += strspn(line, " \t\r");
    size_t length = strlen(line);
    while (length > 0 && strchr(" \t\r", line[length - 1]) != NULL) {
        line[--length] = '\0';
    }
    return line;
}

Status log_read_line(LogReader *reader, char *line, LogLine *out, Error *error)
{
    *out = (LogLine){.kind = LOG_NOTHING};
    line = trim(line);
    if (line[0] == '\0' || line[0] == '#') {
        return STATUS_OK;
    }
    if (!reader->has_magic && strncmp(line, "lull-log ", strlen("lull-log ")) != 0) {
        return error_set(error, STATUS_BAD_PRESET,
                         "is no session log: it does not begin with lull-log; lull play --record "
                         "makes one");
    }
    if (line[0] >= '0' && line[0] <= '9') {
        return read_body(reader, line, out, error);
    }
    if (reader->in_controls) {
        return error_set(error, STATUS_BAD_PRESET,
                         "'%.40s' is no control; a line is FRAME TICK CONTROL, for example 96000 "
                         "1920 volume 100",
                         line);
    }
    const char *const value = cut_word(line);
    return log_read_header(reader, line, value, error);
}

Status log_read_finish(const LogReader *reader, Error *error)
{
    const char *const missing = !reader->has_magic                 ? "lull-log"
                                : reader->header.preset[0] == '\0' ? "preset"
                                : !reader->has_seed                ? "seed"
                                : !reader->has_rate                ? "rate"
                                                                   : NULL;
    if (missing != NULL) {
        return error_set(error, STATUS_BAD_PRESET, "the line '%s' is missing in its header",
                         missing);
    }
    if (!reader->has_end && !reader->has_fade && reader->header.config.length_ms == 0) {
        return error_set(error, STATUS_BAD_PRESET,
                         "it has no end; add a last line such as '%" PRId64 " 0 end', or a line "
                         "'length 10m' at the top",
                         reader->last.frame + INT64_C(60) * reader->header.config.rate_hz);
    }
    return STATUS_OK;
}
