#include "app/options.h"

#include "text/error.h"
#include "text/suggest.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { HINT_BYTES = 200, OPTIONS_NAMED = 24 };

/// The words that are still to be read, and which options came (for which commands they are legal
/// is known only when the command is).
typedef struct {
    char **words;
    int count;
    int at;
    uint64_t seen; ///< Bit i for option_table[i].
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

// -0.5: of lull send arousal -0.5. No option begins with a digit.
static int is_number(const char *word)
{
    return word[0] == '-' && strchr("0123456789.", word[1]) != NULL;
}

// Reads one option whose value, if any, is `value` or else the next word.
static Status take(Reader *reader, const OptionRow *row, const char *value, CliOptions *options,
                   Error *error)
{
    char what[OPTION_BYTES];
    if (row->argument == NULL && value != NULL) {
        return error_set(error, STATUS_USAGE, "%s: takes no value; write it alone",
                         option_shown(row, what));
    }
    if (row->argument != NULL && value == NULL) {
        if (reader->at == reader->count || is_option(reader->words[reader->at])) {
            return error_set(error, STATUS_USAGE, "%s: needs a value: %s %s",
                             option_shown(row, what), what, row->argument);
        }
        value = reader->words[reader->at++];
    }
    reader->seen |= (uint64_t)1 << (row - option_table);
    return row->parse(row, value, options, error);
}

static Status take_long(Reader *reader, const char *word, CliOptions *options, Error *error)
{
    const char *const equals = strchr(word, '=');
    const size_t length = equals != NULL ? (size_t)(equals - word) : strlen(word);
    const OptionRow *const row = find_long(word, length);
    if (row == NULL) {
        char name[OPTION_BYTES];
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
        if (only_words || word[0] != '-' || word[1] == '\0' || is_number(word)) {
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

/// An option that stands in for PRESET, and which others have no say then.
typedef struct {
    const char *name;
    const char *by; ///< Who says it instead.
    int only;       ///< 1: `others` are the only ones that have a say; 0: those that have none.
    const char *others[OPTIONS_NAMED];
} StandIn;

static const StandIn stand_ins[] = {
    {"list", "each line", 1, {"list", "line", "jobs", "force", "quiet"}},
    {"replay",
     "the log",
     0,
     {"for", "seed", "mood", "from", "to", "over", "breath", "key", "tempo", "set", "rate"}},
};

static int was_seen(const Reader *reader, const char *name)
{
    const OptionRow *const row = find_long(name, strlen(name));
    return row != NULL && (reader->seen >> (row - option_table) & 1) != 0;
}

static const StandIn *find_stand_in(const Reader *reader)
{
    for (size_t i = 0; i < sizeof stand_ins / sizeof stand_ins[0]; ++i) {
        if (was_seen(reader, stand_ins[i].name)) {
            return &stand_ins[i];
        }
    }
    return NULL;
}

static int is_named(const StandIn *in, const char *name)
{
    for (int i = 0; i < OPTIONS_NAMED && in->others[i] != NULL; ++i) {
        if (strcmp(in->others[i], name) == 0) {
            return 1;
        }
    }
    return 0;
}

static Status check_stand_in(const Reader *reader, const CliOptions *options, const StandIn *in,
                             Error *error)
{
    for (int i = 0; i < option_count; ++i) {
        char what[OPTION_BYTES];
        const int is_seen = (reader->seen >> i & 1) != 0;
        if (is_seen && is_named(in, option_table[i].name) != in->only) {
            return error_set(error, STATUS_USAGE, "%s: %s of --%s says that; leave it out",
                             option_shown(&option_table[i], what), in->by, in->name);
        }
    }
    if (options->word_count > 0) {
        return error_set(error, STATUS_USAGE,
                         "'%.40s' is one word too many: %s of --%s names the preset",
                         options->words[0], in->by, in->name);
    }
    return STATUS_OK;
}

static Status check_words(const CliOptions *options, Error *error)
{
    const CommandRow *const command = &command_table[options->command];
    if (options->word_count > command->words_max) {
        return error_set(error, STATUS_USAGE, "'%.40s' is one word too many; usage: lull %s%s%s",
                         options->words[command->words_max], command->name,
                         command->words[0] != '\0' ? " " : "", command->words);
    }
    if (options->word_count < command->words_min) {
        return error_set(error, STATUS_USAGE, "%.*s is missing; usage: lull %s %s",
                         (int)strcspn(command->words, " ."), command->words, command->name,
                         command->words);
    }
    return STATUS_OK;
}

static Status check_command(const Reader *reader, const CliOptions *options, Error *error)
{
    const CommandRow *const command = &command_table[options->command];
    for (int i = 0; i < option_count; ++i) {
        const OptionRow *const row = &option_table[i];
        if ((reader->seen >> i & 1) != 0 && (row->commands >> options->command & 1U) == 0) {
            char what[OPTION_BYTES];
            return error_set(error, STATUS_USAGE, "%s: is no option of lull %s; see lull help %s",
                             option_shown(row, what), command->name, command->name);
        }
    }
    if (options->wants_help || options->wants_version) {
        return STATUS_OK;
    }
    const StandIn *const in = find_stand_in(reader);
    return in != NULL ? check_stand_in(reader, options, in, error) : check_words(options, error);
}

Status options_parse(int argc, char **argv, CliOptions *options, Error *error)
{
    *options = (CliOptions){
        .length_ms = -1,
        .over_ms = -1,
        .rate_hz = 48000,
        .fade_ms = FADE_DEFAULT_MS,
        .volume_percent = 80,
        .volume_max_percent = 100,
    };
    Reader reader = {.words = argv, .count = argc, .at = argc > 0 ? 1 : 0, .seen = 0};
    Status status = read_all(&reader, options, error);
    if (status == STATUS_OK) {
        status = find_command(options, error);
    }
    return status == STATUS_OK ? check_command(&reader, options, error) : status;
}
