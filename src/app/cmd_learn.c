// Maps knobs and buttons by touch: what is moved next is what the listener means.
#include "app/commands.h"
#include "app/midi_ear.h"
#include "app/say.h"
#include "io/files.h"
#include "io/midi_file.h"
#include "io/terminal.h"
#include "text/error.h"
#include "text/midi_conf.h"
#include "text/midi_target.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    WORDS_BYTES = 128,
    MOVED_LEAST = 8,    ///< Of 127: less may be a knob that trembles.
    VALUES_LEAST = 3,   ///< A knob passes several values, a button has two.
    PRESSED_LEAST = 64, ///< Of a button.
    MODES = 120,        ///< From this controller on they are messages to the whole device.
};

/// The file, and what it is to become.
typedef struct {
    char path[PATH_BYTES];
    char text[MIDI_FILE_BYTES_MAX];
    char next[2 * MIDI_FILE_BYTES_MAX];
} ConfFile;

// ---- What is touched ----------------------------------------------------------------------------

/// How far each controller has been moved.
typedef struct {
    uint8_t low[MIDI_DATA_MAX + 1], high[MIDI_DATA_MAX + 1], count[MIDI_DATA_MAX + 1];
} Touched;

static int is_moved(Touched *touched, uint8_t number, uint8_t value)
{
    uint8_t *const count = &touched->count[number];
    if (*count == 0 || value < touched->low[number]) {
        touched->low[number] = value;
    }
    if (*count == 0 || value > touched->high[number]) {
        touched->high[number] = value;
    }
    *count = (uint8_t)(*count + (*count < VALUES_LEAST));
    return *count >= VALUES_LEAST && touched->high[number] - touched->low[number] >= MOVED_LEAST;
}

// Whether this message tells which knob or button is meant; then it is the row's source.
static int is_touch(Touched *touched, MidiMessage message, MidiBinding *row)
{
    const int kind = message.status & 0xf0;
    const int is_controller = kind == MIDI_CONTROLLER && message.data1 < MODES;
    const int is_pressed = is_controller && message.data2 >= PRESSED_LEAST;
    const int is_key = kind == MIDI_ON && message.data2 > 0;
    const int is_meant = row->is_button
                             ? is_pressed || is_key
                             : is_controller && is_moved(touched, message.data1, message.data2);
    if (is_meant) {
        row->source = (uint8_t)kind;
        row->number = message.data1;
        row->channel = is_key ? message.status & 0x0f : MIDI_ANY_CHANNEL;
    }
    return is_meant;
}

static int wait_for_touch(MidiEar *ear, MidiBinding *row, MidiSeen *seen)
{
    Touched touched = {.count = {0}};
    while (terminal_interrupts() + terminal_terminations() == 0) {
        if (midi_ear_next(ear, seen) && seen->message.status < 0xf0 &&
            is_touch(&touched, seen->message, row)) {
            return 1;
        }
    }
    return 0;
}

// ---- The file -----------------------------------------------------------------------------------

static Status load(ConfFile *file, Error *error)
{
    const Status status = midi_file_path(file->path, sizeof file->path, error);
    return status == STATUS_OK ? midi_file_load(file->path, file->text, error) : status;
}

// Read once more before it is saved: a file that this program spoils would be refused from now on.
static Status save(ConfFile *file, Error *error)
{
    MidiMap map;
    Status status = midi_conf_parse(file->path, file->next, &map, error);
    if (status == STATUS_OK && strlen(file->next) >= MIDI_FILE_BYTES_MAX) {
        status =
            error_set(error, STATUS_USAGE, "%s: is full; remove what you do not need", file->path);
    }
    if (status == STATUS_OK) {
        status = midi_file_save(file->path, file->next, error);
    }
    if (status == STATUS_OK) {
        memcpy(file->text, file->next, sizeof file->text);
    }
    return status;
}

static Status put(ConfFile *file, const MidiBinding *row, Error *error)
{
    OutText kept;
    const Out out = out_into(&kept, file->next, sizeof file->next);
    if (file->text[0] == '\0') {
        out_text(&out, "# What knobs and buttons do in lull; see lull(1), MIDI MAP.\n");
    }
    midi_conf_put(file->text, row, &out);
    return save(file, error);
}

// ---- The dialogue -------------------------------------------------------------------------------

static Status learn(ConfFile *file, const CliOptions *options, const char *words, Error *error)
{
    MidiBinding row = {.source = MIDI_CONTROLLER};
    char line[MIDI_LINE_BYTES], target[MIDI_TEXT_BYTES];
    Status status = midi_target_parse("learn", words, &row, error);
    MidiEar *const ear = status == STATUS_OK ? calloc(1, sizeof *ear) : NULL;
    if (ear == NULL) {
        return status != STATUS_OK ? status : STATUS_INTERNAL;
    }
    status = midi_ear_open(ear, options, error);
    MidiSeen seen;
    midi_target_text(target, sizeof target, &row);
    say(status != STATUS_OK || options->quiet, "%s for %s; Ctrl-C leaves all as it is",
        row.is_button ? "Press the button or pad" : "Turn the knob to and fro", target);
    if (status == STATUS_OK && wait_for_touch(ear, &row, &seen)) {
        status = put(file, &row, error);
        say(status != STATUS_OK || options->quiet, "%s, on %s; saved in %s",
            midi_conf_line(line, sizeof line, &row), seen.device, file->path);
    }
    midi_ear_close(ear);
    free(ear);
    return status;
}

static void print_targets(const Out *out)
{
    const char *name;
    for (int i = 0; (name = midi_target_name(i)) != NULL; ++i) {
        out_format(out, "%s%s", i == 0 ? "" : i % 8 == 0 ? ",\n" : ", ", name);
    }
    out_text(out, "\n");
}

// Asks line by line what to learn, until an empty line or the end of input. A wrong word is told,
// and asked for again.
static Status ask(ConfFile *file, const CliOptions *options, Error *error)
{
    const Out out = say_stdout();
    char words[WORDS_BYTES];
    if (!options->quiet) {
        print_targets(&out);
    }
    Status status = say_flush(error);
    while (status == STATUS_OK && terminal_interrupts() == 0) {
        say(options->quiet, "What shall a knob or button do? (empty line: enough)");
        if (fgets(words, sizeof words, stdin) == NULL || strcspn(words, "\n") == 0) {
            break;
        }
        words[strcspn(words, "\n")] = '\0';
        Error wrong = {STATUS_OK, ""};
        MidiBinding row = {.source = MIDI_CONTROLLER};
        if (midi_target_parse("learn", words, &row, &wrong) != STATUS_OK) {
            say_error(&wrong);
            continue;
        }
        status = learn(file, options, words, error);
    }
    return status;
}

static Status show(const ConfFile *file, Error *error)
{
    MidiMap map;
    char line[MIDI_LINE_BYTES];
    const Out out = say_stdout();
    const Status status = midi_conf_parse(file->path, file->text, &map, error);
    for (int i = 0; status == STATUS_OK && i < map.count; ++i) {
        out_format(&out, "%s\n", midi_conf_line(line, sizeof line, &map.rows[i]));
    }
    for (int i = 0; status == STATUS_OK && i < midi_default_count; ++i) {
        const MidiBinding *const row = &midi_default_rows[i];
        const MidiMessage message = {row->source, row->number, 0};
        if (midi_map_find(&map, message) == row) {
            out_format(&out, "%s  # without configuration\n",
                       midi_conf_line(line, sizeof line, row));
        }
    }
    return status == STATUS_OK ? say_flush(error) : status;
}

static Status clear(ConfFile *file, const CliOptions *options, const char *words, Error *error)
{
    MidiBinding row = {.source = MIDI_CONTROLLER};
    OutText kept;
    const Out out = out_into(&kept, file->next, sizeof file->next);
    const int has_target = words[0] != '\0';
    Status status = has_target ? midi_target_parse("clear", words, &row, error) : STATUS_OK;
    if (status != STATUS_OK) {
        return status;
    }
    const int count = midi_conf_forget(file->text, has_target ? &row : NULL, &out);
    status = count > 0 ? save(file, error) : STATUS_OK;
    say(options->quiet || status != STATUS_OK, "%d row%s removed from %s", count,
        count == 1 ? "" : "s", file->path);
    return status;
}

static Status run(ConfFile *file, const CliOptions *options, Error *error)
{
    char words[WORDS_BYTES] = "";
    OutText kept;
    const Out joined = out_into(&kept, words, sizeof words);
    for (int i = 0; i < options->word_count; ++i) {
        out_format(&joined, "%s%s", i > 0 ? " " : "", options->words[i]);
    }
    return options->show      ? show(file, error)
           : options->clear   ? clear(file, options, words, error)
           : words[0] == '\0' ? ask(file, options, error)
                              : learn(file, options, words, error);
}

int cmd_learn(const CliOptions *options, Error *error)
{
    ConfFile *const file = calloc(1, sizeof *file);
    if (file == NULL) {
        return STATUS_INTERNAL;
    }
    terminal_start();
    Status status = load(file, error);
    if (status == STATUS_OK) {
        status = run(file, options, error);
    }
    free(file);
    if (status == STATUS_OK && terminal_interrupts() + terminal_terminations() > 0) {
        terminal_die_by_signal();
    }
    return (int)status;
}
