#include "app/options.h"

#include "text/error.h"
#include "text/parse.h"
#include "text/suggest.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum {
    SECOND = 1000,
    LENGTH_MIN_MS = SECOND,
    LENGTH_MAX_MS = 24 * 3600 * SECOND,
    FADE_MAX_MS = 600 * SECOND,
    HINT_BYTES = 200,
    WHAT_BYTES = 24,
};

#define ONLY(command) (1U << COMMAND_##command)
#define MUSIC         (ONLY(PLAY) | ONLY(RENDER) | ONLY(NOTES))
#define LISTS         (ONLY(PRESETS) | ONLY(DEVICES))
#define EVERYWHERE    ((1U << COMMAND_COUNT) - 1)
#define AT(field)     offsetof(CliOptions, field)

// "--for", as messages call it.
static const char *shown(const OptionRow *row, char out[WHAT_BYTES])
{
    snprintf(out, WHAT_BYTES, row->letter == 'o' ? "-o" : "--%s", row->name);
    return out;
}

// ---- How values are read ------------------------------------------------------------------------

static Status set_flag(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    (void)value;
    (void)error;
    *(int *)((char *)options + row->offset) = 1;
    return STATUS_OK;
}

static Status set_string(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    char what[WHAT_BYTES];
    if (value[0] == '\0') {
        return error_set(error, STATUS_USAGE, "%s: is empty; it needs a %s", shown(row, what),
                         row->argument);
    }
    *(const char **)((char *)options + row->offset) = value;
    return STATUS_OK;
}

static Status set_length(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    char what[WHAT_BYTES];
    return parse_duration(shown(row, what), value, LENGTH_MIN_MS, LENGTH_MAX_MS,
                          &options->length_ms, error);
}

static Status set_fade(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    char what[WHAT_BYTES];
    return parse_duration(shown(row, what), value, 0, FADE_MAX_MS, &options->fade_ms, error);
}

static Status set_seed(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    char what[WHAT_BYTES];
    options->has_seed = 1;
    return parse_seed(shown(row, what), value, &options->seed, error);
}

static Status set_mood(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    char what[WHAT_BYTES];
    options->has_mood = 1;
    return parse_mood(shown(row, what), value, &options->mood, error);
}

static Status set_key(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    char what[WHAT_BYTES];
    options->has_key = 1;
    return parse_key(shown(row, what), value, &options->key, error);
}

static Status set_tempo(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    char setting[64];
    char what[WHAT_BYTES];
    Error inner;
    snprintf(setting, sizeof setting, "%.60s", value);
    const Status status = parse_param(PARAM_TEMPO, setting, &options->set, &inner);
    return status == STATUS_OK // the message begins with "tempo", which lacks its dashes
               ? status
               : error_set(error, status, "%s%s", shown(row, what),
                           inner.message + strlen(param_table[PARAM_TEMPO].key));
}

static Status set_param(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    char what[WHAT_BYTES];
    return parse_setting(shown(row, what), value, &options->set, error);
}

static Status set_rate(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    static const NumberRange range = {22050, 96000, 0, "Hz"};
    char what[WHAT_BYTES];
    return parse_number(shown(row, what), value, &range, &options->rate_hz, error);
}

static Status set_volume(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    static const NumberRange range = {0, 100, 0, "%"};
    char what[WHAT_BYTES];
    return parse_number(shown(row, what), value, &range, &options->volume_percent, error);
}

// ---- The table ----------------------------------------------------------------------------------

const OptionRow option_table[] = {
    {"for", "TIME", MUSIC, 0, set_length, 0, "how long, ending included: 90s, 30m, 1h30m"},
    {"seed", "N", MUSIC, 0, set_seed, 0, "the same seed gives the same music; else a random one"},
    {"mood", "NAME|V,A", MUSIC, 0, set_mood, 0,
     "where to lead: a name, or valence and arousal from -1 to 1"},
    {"key", "KEY", MUSIC, 0, set_key, 0, "\"D\", \"F# minor\", \"G dorian\""},
    {"tempo", "BPM", MUSIC, 0, set_tempo, 0, "40 to 120"},
    {"set", "KEY=VALUE", MUSIC, 0, set_param, 0, "fix a parameter, see lull help set; repeats"},
    {"soundfont", "FILE", MUSIC, 0, set_string, AT(soundfont),
     "play with this SoundFont; else $LULL_SOUNDFONT or the own bank"},
    {"rate", "HZ", MUSIC, 0, set_rate, 0, "sample rate, 48000 unless given"},
    {"output", "FILE", ONLY(RENDER), 'o', set_string, AT(output),
     "FILE.wav or FILE.mid; - writes WAV to standard output"},
    {"midi", "FILE.mid", ONLY(RENDER), 0, set_string, AT(midi),
     "write the score as a MIDI file too"},
    {"force", NULL, ONLY(RENDER), 0, set_flag, AT(force), "replace files that exist"},
    {"device", "NAME|N", ONLY(PLAY), 0, set_string, AT(device),
     "audio output: a part of its name, or its number in lull devices"},
    {"midi-in", "NAME|N|none", ONLY(PLAY), 0, set_string, AT(midi_in),
     "MIDI keyboard; the first one found unless given"},
    {"fade", "TIME", ONLY(PLAY), 0, set_fade, 0, "fade at the end and on Ctrl-C, 3s unless given"},
    {"volume", "0..100", ONLY(PLAY), 0, set_volume, 0, "80 unless given"},
    {"json", NULL, LISTS, 0, set_flag, AT(json), "print JSON"},
    {"quiet", NULL, EVERYWHERE, 'q', set_flag, AT(quiet), "say nothing but errors"},
    {"help", NULL, EVERYWHERE, 'h', set_flag, AT(wants_help), "help on the command"},
    {"version", NULL, EVERYWHERE, 'V', set_flag, AT(wants_version), "print the version"},
};

const int option_count = (int)(sizeof option_table / sizeof option_table[0]);

// ---- Reading argv -------------------------------------------------------------------------------

/// The words that are still to be read, and which options came (for which commands they are legal
/// is known only when the command is).
typedef struct {
    char **words;
    int count;
    int at;
    unsigned seen; ///< Bit i for option_table[i].
} Reader;

static const OptionRow *find_long(const char *name, size_t length)
{
    for (int i = 0; i < option_count; ++i) {
        if (strlen(option_table[i].name) == length &&
            strncmp(option_table[i].name, name, length) == 0) {
            return &option_table[i];
        }
    }
    return NULL;
}

static const OptionRow *find_letter(char letter)
{
    for (int i = 0; i < option_count; ++i) {
        if (option_table[i].letter == letter) {
            return &option_table[i];
        }
    }
    return NULL;
}

static const char *option_name(int i)
{
    return i < option_count ? option_table[i].name : NULL;
}

// Any word may be a value, also one that begins with a dash (--mood -0.5,-0.3), but not an option.
static int is_option(const char *word)
{
    return strncmp(word, "--", 2) == 0 && find_long(word + 2, strcspn(word + 2, "=")) != NULL;
}

// Reads one option whose value, if any, is `value` or else the next word.
static Status take(Reader *reader, const OptionRow *row, const char *value, CliOptions *options,
                   Error *error)
{
    char what[WHAT_BYTES];
    if (row->argument == NULL && value != NULL) {
        return error_set(error, STATUS_USAGE, "%s: takes no value; write it alone",
                         shown(row, what));
    }
    if (row->argument != NULL && value == NULL) {
        if (reader->at == reader->count || is_option(reader->words[reader->at])) {
            return error_set(error, STATUS_USAGE, "%s: needs a value: %s %s", shown(row, what),
                             what, row->argument);
        }
        value = reader->words[reader->at++];
    }
    reader->seen |= 1U << (row - option_table);
    return row->parse(row, value, options, error);
}

static Status take_long(Reader *reader, const char *word, CliOptions *options, Error *error)
{
    const char *const equals = strchr(word, '=');
    const size_t length = equals != NULL ? (size_t)(equals - word) : strlen(word);
    const OptionRow *const row = find_long(word, length);
    if (row == NULL) {
        char name[WHAT_BYTES];
        snprintf(name, sizeof name, "%.*s", (int)(length < sizeof name ? length : sizeof name),
                 word);
        const char *const near = suggest_word(name, option_name);
        return near != NULL ? error_set(error, STATUS_USAGE,
                                        "unknown option --%s; did you mean --%s?", name, near)
                            : error_set(error, STATUS_USAGE,
                                        "unknown option --%s; lull help lists them all", name);
    }
    return take(reader, row, equals != NULL ? equals + 1 : NULL, options, error);
}

// -q, -o FILE, -oFILE, -qo FILE
static Status take_letters(Reader *reader, const char *letters, CliOptions *options, Error *error)
{
    for (; *letters != '\0'; ++letters) {
        const OptionRow *const row = find_letter(*letters);
        if (row == NULL) {
            return error_set(error, STATUS_USAGE, "unknown option -%.8s; lull help lists them all",
                             letters);
        }
        const int joined = row->argument != NULL && letters[1] != '\0';
        const Status status = take(reader, row, joined ? letters + 1 : NULL, options, error);
        if (status != STATUS_OK || joined) {
            return status;
        }
    }
    return STATUS_OK;
}

static Status take_word(const char *word, CliOptions *options, Error *error)
{
    if (options->word_count == WORDS_MAX) {
        return error_set(error, STATUS_USAGE, "more than %d files; check them in several calls",
                         WORDS_MAX);
    }
    options->words[options->word_count++] = word;
    return STATUS_OK;
}

static Status read_all(Reader *reader, CliOptions *options, Error *error)
{
    int only_words = 0;
    Status status = STATUS_OK;
    while (status == STATUS_OK && reader->at < reader->count) {
        const char *const word = reader->words[reader->at++];
        if (only_words || word[0] != '-' || word[1] == '\0') {
            status = take_word(word, options, error);
        } else if (strcmp(word, "--") == 0) {
            only_words = 1;
        } else if (word[1] == '-') {
            status = take_long(reader, word + 2, options, error);
        } else {
            status = take_letters(reader, word + 1, options, error);
        }
    }
    return status;
}

// The first word is the command, unless it is something to play.
static Status find_command(CliOptions *options, Error *error)
{
    options->command = COMMAND_PLAY;
    const int command = options->word_count > 0 ? command_find(options->words[0]) : -1;
    if (command >= 0) {
        options->command = (CommandId)command;
        options->names_command = 1;
        --options->word_count;
        memmove(options->words, options->words + 1,
                (size_t)options->word_count * sizeof options->words[0]);
    } else if (options->word_count > 1) {
        char hint[HINT_BYTES];
        return error_set(error, STATUS_USAGE, "unknown command '%.40s'%s", options->words[0],
                         suggest_hint(hint, sizeof hint, options->words[0], command_name));
    }
    return STATUS_OK;
}

static Status check_command(const Reader *reader, const CliOptions *options, Error *error)
{
    const CommandRow *const command = &command_table[options->command];
    for (int i = 0; i < option_count; ++i) {
        const OptionRow *const row = &option_table[i];
        if ((reader->seen >> i & 1U) != 0 && (row->commands >> options->command & 1U) == 0) {
            char what[WHAT_BYTES];
            return error_set(error, STATUS_USAGE, "%s: is no option of lull %s; see lull help %s",
                             shown(row, what), command->name, command->name);
        }
    }
    if (options->wants_help || options->wants_version) {
        return STATUS_OK;
    }
    if (options->word_count > command->words_max) {
        return error_set(error, STATUS_USAGE, "'%.40s' is one word too many; usage: lull %s %s",
                         options->words[command->words_max], command->name, command->words);
    }
    if (options->word_count < command->words_min) {
        return error_set(error, STATUS_USAGE, "%s is missing; usage: lull %s %s",
                         command->words[0] == 'F' ? "FILE" : "PRESET", command->name,
                         command->words);
    }
    return STATUS_OK;
}

Status options_parse(int argc, char **argv, CliOptions *options, Error *error)
{
    *options =
        (CliOptions){.length_ms = -1, .rate_hz = 48000, .fade_ms = 3000, .volume_percent = 80};
    Reader reader = {.words = argv, .count = argc, .at = argc > 0 ? 1 : 0, .seen = 0};
    Status status = read_all(&reader, options, error);
    if (status == STATUS_OK) {
        status = find_command(options, error);
    }
    return status == STATUS_OK ? check_command(&reader, options, error) : status;
}
