#include "text/midi_conf.h"

#include "text/error.h"
#include "text/midi_target.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHANNELS = 16, WORD_BYTES = 24 };

// ---- Lines to rows ------------------------------------------------------------------------------

/// A line of a text, its newline left out.
typedef struct {
    char text[MIDI_LINE_BYTES];
    size_t bytes; ///< In the text, newline included.
} Line;

static int next_line(const char *text, Line *line)
{
    const size_t length = strcspn(text, "\n");
    line->bytes = length + (text[length] == '\n');
    snprintf(line->text, sizeof line->text, "%.*s", (int)length, text);
    return line->bytes > 0;
}

// Without its comment and the spaces at its ends.
static char *trimmed(char *text)
{
    text[strcspn(text, "#\r")] = '\0';
    while (isspace((unsigned char)*text)) {
        ++text;
    }
    for (size_t at = strlen(text); at > 0 && isspace((unsigned char)text[at - 1]);) {
        text[--at] = '\0';
    }
    return text;
}

static int parse_limited(const char *text, int low, int high, uint8_t *value)
{
    char *end;
    const long number = strtol(text, &end, 10);
    *value = (uint8_t)number;
    return end != text && *end == '\0' && number >= low && number <= high;
}

static Status parse_source(const char *text, MidiBinding *row, Error *error)
{
    char kind[WORD_BYTES] = "", number[WORD_BYTES] = "", word[WORD_BYTES] = "";
    char channel[WORD_BYTES] = "", more[2] = "";
    const int count = sscanf(text, "%23s %23s %23s %23s %1s", kind, number, word, channel, more);
    const int is_cc = strcmp(kind, "cc") == 0;
    row->channel = MIDI_ANY_CHANNEL;
    row->source = is_cc ? MIDI_CONTROLLER : MIDI_ON;
    if (!is_cc && strcmp(kind, "note") != 0) {
        return error_set(error, STATUS_USAGE, "'%.40s' is no knob; write cc N or note N", text);
    }
    if (!parse_limited(number, 0, MIDI_DATA_MAX, &row->number)) {
        return error_set(error, STATUS_USAGE, "'%.20s' is not a number from 0 to 127", number);
    }
    if (count == 2) {
        return STATUS_OK;
    }
    if (count != 4 || strcmp(word, "channel") != 0 ||
        !parse_limited(channel, 1, CHANNELS, &row->channel)) {
        return error_set(error, STATUS_USAGE, "'%.60s' is no knob; for example: cc 21 channel 1",
                         text);
    }
    --row->channel;
    return STATUS_OK;
}

static Status parse_row(char *text, MidiBinding *row, Error *error)
{
    char *const equals = strchr(text, '=');
    *row = (MidiBinding){.kind = CONTROL_NONE};
    if (equals == NULL) {
        return error_set(error, STATUS_USAGE, "has no '='; for example: cc 21 = density");
    }
    *equals = '\0';
    const Status status = parse_source(trimmed(text), row, error);
    return status != STATUS_OK ? status
                               : midi_target_parse("midi", trimmed(equals + 1), row, error);
}

Status midi_conf_parse(const char *path, const char *text, MidiMap *map, Error *error)
{
    Line line;
    Error inner = {STATUS_OK, ""};
    map->count = 0;
    for (int number = 1; next_line(text, &line); text += line.bytes, ++number) {
        MidiBinding row;
        char *const words = trimmed(line.text);
        if (words[0] == '\0') {
            continue;
        }
        if (parse_row(words, &row, &inner) != STATUS_OK) {
            return error_set(error, STATUS_USAGE, "%s:%d: %s", path, number, inner.message);
        }
        if (!midi_map_put(map, &row)) {
            return error_set(error, STATUS_USAGE, "%s:%d: more than %d rows; leave some out", path,
                             number, MIDI_BINDINGS_MAX);
        }
    }
    return STATUS_OK;
}

// ---- Rows to lines ------------------------------------------------------------------------------

const char *midi_conf_source(char *out, size_t bytes, const MidiBinding *row)
{
    char channel[WORD_BYTES] = "";
    if (row->channel != MIDI_ANY_CHANNEL) {
        snprintf(channel, sizeof channel, " channel %d", row->channel + 1);
    }
    snprintf(out, bytes, "%s %d%s", row->source == MIDI_ON ? "note" : "cc", row->number, channel);
    return out;
}

const char *midi_conf_line(char *out, size_t bytes, const MidiBinding *row)
{
    char source[MIDI_TEXT_BYTES], target[MIDI_TEXT_BYTES];
    snprintf(out, bytes, "%s = %s", midi_conf_source(source, sizeof source, row),
             midi_target_text(target, sizeof target, row));
    return out;
}

static void write_row(const MidiBinding *row, const Out *out)
{
    char line[MIDI_LINE_BYTES];
    out_format(out, "%s\n", midi_conf_line(line, sizeof line, row));
}

static void write_line(const char *text, const Line *line, const Out *out)
{
    out->write(out->context, text, line->bytes);
    if (text[line->bytes - 1] != '\n') {
        out_text(out, "\n");
    }
}

static int read_row(const Line *line, MidiBinding *row)
{
    char text[MIDI_LINE_BYTES];
    memcpy(text, line->text, sizeof text);
    return parse_row(trimmed(text), row, NULL) == STATUS_OK;
}

void midi_conf_put(const char *text, const MidiBinding *row, const Out *out)
{
    int is_written = 0;
    Line line;
    for (; next_line(text, &line); text += line.bytes) {
        MidiBinding old;
        const int is_same = read_row(&line, &old) && old.source == row->source &&
                            old.number == row->number && old.channel == row->channel;
        if (is_same && !is_written) {
            write_row(row, out);
            is_written = 1;
        } else if (!is_same) {
            write_line(text, &line, out);
        }
    }
    if (!is_written) {
        write_row(row, out);
    }
}

int midi_conf_forget(const char *text, const MidiBinding *row, const Out *out)
{
    int count = 0;
    Line line;
    for (; next_line(text, &line); text += line.bytes) {
        MidiBinding old;
        const int goes = read_row(&line, &old) &&
                         (row == NULL || (old.kind == row->kind && old.param == row->param));
        count += goes;
        if (!goes) {
            write_line(text, &line, out);
        }
    }
    return count;
}
