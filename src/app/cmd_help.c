#include "app/commands.h"
#include "app/live.h"
#include "app/say.h"
#include "io/sound_format.h"
#include "text/control_words.h"
#include "text/error.h"
#include "text/names.h"
#include "text/suggest.h"

#include <stdio.h>
#include <string.h>

enum { NAME_COLUMN = 24, PARAM_COLUMN = 14, HINT_BYTES = 200 };

static void print_examples(const Out *out, const char *lines)
{
    while (*lines != '\0') {
        const size_t length = strcspn(lines, "\n");
        out_format(out, "  %.*s\n", (int)length, lines);
        lines += length + (lines[length] == '\n');
    }
}

static void print_option(const Out *out, const OptionRow *row)
{
    char left[64];
    const char letter[] = {'-', row->letter, ',', ' ', '\0'};
    snprintf(left, sizeof left, "%s--%s%s%s", row->letter != 0 ? letter : "", row->name,
             row->argument != NULL ? " " : "", row->argument != NULL ? row->argument : "");
    out_format(out, "  %-*s %s\n", NAME_COLUMN, left, row->doc);
}

static void print_all(const Out *out)
{
    out_text(out, "lull composes calming music while you listen, or into a file.\n\n");
    print_examples(out, "lull                               play the preset evening\n"
                        "lull sleep --for 30m               another preset, for half an hour\n"
                        "lull render drift -o drift.wav --for 10m\n");
    out_text(out, "\nCommands, each with more under lull help COMMAND:\n");
    for (int i = 0; i < COMMAND_COUNT; ++i) {
        char left[64];
        snprintf(left, sizeof left, "%s %s", command_table[i].name, command_table[i].words);
        out_format(out, "  %-*s %s\n", NAME_COLUMN, left, command_table[i].doc);
    }
    out_text(out, "\nOptions of play, render, notes and plot:\n");
    for (int i = 0; i < option_count; ++i) {
        const unsigned music = 1U << COMMAND_PLAY | 1U << COMMAND_RENDER | 1U << COMMAND_NOTES;
        if ((option_table[i].commands & music) == music) {
            print_option(out, &option_table[i]);
        }
    }
    out_text(out, "\nExit codes: 2 usage, 3 no audio device, 4 bad preset, 5 no or bad SoundFont,\n"
                  "6 write failed, 7 no session to send to.\n"
                  "lull is no medical device; keep the volume low.\n");
}

static void print_command(const Out *out, int id)
{
    const CommandRow *const command = &command_table[id];
    out_format(out, "lull %s%s%s: %s\n\n", command->name, command->words[0] != '\0' ? " " : "",
               command->words, command->doc);
    print_examples(out, command->examples);
    out_text(out, "\nOptions:\n");
    for (int i = 0; i < option_count; ++i) {
        if ((option_table[i].commands >> id & 1U) != 0) {
            print_option(out, &option_table[i]);
        }
    }
}

static void print_words(const Out *out, ParamId id)
{
    for (int i = 0; param_word(id, i) != NULL; ++i) {
        out_format(out, "%s%s", i > 0 ? "|" : "", param_word(id, i));
    }
}

static void print_params(const Out *out)
{
    char low[NAME_BYTES];
    char high[NAME_BYTES];
    out_text(out,
             "Parameters that --set KEY=VALUE and preset files fix; the mood gives the rest.\n\n");
    for (int i = 0; i < PARAM_COUNT; ++i) {
        const ParamInfo *const info = &param_table[i];
        out_format(out, "  %-*s ", PARAM_COLUMN, info->key);
        if (param_word((ParamId)i, 0) != NULL) {
            print_words(out, (ParamId)i);
        } else {
            out_format(out, "%s..%s %s", number_text(low, sizeof low, info->min, info->decimals),
                       number_text(high, sizeof high, info->max, info->decimals), info->unit);
        }
        out_format(out, "\n  %-*s   %s\n", PARAM_COLUMN, "", info->doc);
    }
}

static void print_moods(const Out *out)
{
    out_text(out, "Moods that --mood and preset files name, as valence,arousal from -1 to 1.\n\n");
    for (int i = 0; i < mood_count; ++i) {
        char valence[NAME_BYTES];
        char arousal[NAME_BYTES];
        char point[2 * NAME_BYTES];
        snprintf(point, sizeof point, "%s,%s",
                 number_text(valence, sizeof valence, mood_table[i].mood.valence, 3),
                 number_text(arousal, sizeof arousal, mood_table[i].mood.arousal, 3));
        out_format(out, "  %-*s %-12s %s\n", PARAM_COLUMN, mood_table[i].name, point,
                   mood_table[i].doc);
    }
}

static void print_formats(const Out *out)
{
    out_text(out, "Kinds of sound files, by the ending of -o FILE or by --format NAME.\n\n");
    for (int i = 0; i < SOUND_FORMAT_COUNT; ++i) {
        const SoundFormatInfo *const info = &sound_format_table[i];
        out_format(out, "  %-*s %-6s %s\n", PARAM_COLUMN, info->name, info->ending, info->doc);
    }
}

static void print_keys(const Out *out)
{
    out_text(out, "Keys while lull plays on a terminal.\n\n");
    live_keys_text(out);
}

static void print_control_words(const Out *out)
{
    out_text(out,
             "Words that steer a session that plays: lull send WORD..., or a line of them on its\n"
             "standard input or at its socket. Times are written as for --for.\n\n");
    control_words_help(out);
}

static const struct {
    const char *name;
    void (*print)(const Out *out);
} topics[] = {{"set", print_params},
              {"mood", print_moods},
              {"format", print_formats},
              {"words", print_control_words},
              {"keys", print_keys}};

enum { TOPIC_COUNT = sizeof topics / sizeof topics[0] };

static const char *topic_name(int i)
{
    return i < COMMAND_COUNT                 ? command_name(i)
           : i < COMMAND_COUNT + TOPIC_COUNT ? topics[i - COMMAND_COUNT].name
                                             : NULL;
}

static Status print_topic(const Out *out, const char *word, Error *error)
{
    const int command = command_find(word);
    if (command >= 0) {
        print_command(out, command);
        return STATUS_OK;
    }
    for (int i = 0; i < TOPIC_COUNT; ++i) {
        if (strcmp(topics[i].name, word) == 0) {
            topics[i].print(out);
            return STATUS_OK;
        }
    }
    char hint[HINT_BYTES];
    return error_set(error, STATUS_USAGE, "no help on '%.40s'%s", word,
                     suggest_hint(hint, sizeof hint, word, topic_name));
}

int cmd_help(const CliOptions *options, Error *error)
{
    const Out out = say_stdout();
    Status status = STATUS_OK;
    if (options->command != COMMAND_HELP && options->names_command) {
        print_command(&out, (int)options->command); // lull render --help
    } else if (options->command == COMMAND_HELP && options->word_count > 0) {
        status = print_topic(&out, options->words[0], error);
    } else {
        print_all(&out);
    }
    return (int)(status != STATUS_OK ? status : say_flush(error));
}
