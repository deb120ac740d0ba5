// The command line: words from argv to plain values, by one table of options and one of commands.
#ifndef APP_OPTIONS_H
#define APP_OPTIONS_H

#include "base/status.h"
#include "compose/mood.h"
#include "compose/param.h"
#include "io/latency.h"
#include "music/scale.h"

#include <stddef.h>
#include <stdint.h>

typedef enum {
    COMMAND_PLAY,
    COMMAND_RENDER,
    COMMAND_NOTES,
    COMMAND_PLOT,
    COMMAND_PRESETS,
    COMMAND_MOODS,
    COMMAND_INSTRUMENTS,
    COMMAND_AUDITION,
    COMMAND_DEVICES,
    COMMAND_MONITOR,
    COMMAND_LEARN,
    COMMAND_CHECK,
    COMMAND_SEND,
    COMMAND_FORGET,
    COMMAND_HELP,
    COMMAND_COUNT
} CommandId;

enum {
    WORDS_MAX = 256,    ///< Words that are no options, as for lull check FILE...
    LENGTH_ENDLESS = 0, ///< As SessionConfig has it.
    FADE_DEFAULT_MS = 3000,
    LUFS_OFF = 0,
    LUFS_DEFAULT_X10 = -230, ///< EBU R 128.
    MIDI_WISHES_MAX = 8,     ///< Keyboards that --midi-in may name.
};

typedef enum { CLOCK_OWN, CLOCK_IN, CLOCK_OUT } ClockUse;

/// What the command line says. Strings are argv's own.
typedef struct {
    CommandId command;
    int names_command;            ///< 0: play is meant because no command was named.
    const char *words[WORDS_MAX]; ///< PRESET, FILE... or a topic, after the command.
    int word_count;
    int64_t length_ms;  ///< --for; LENGTH_ENDLESS, or -1 = not given.
    int64_t ends_at_ms; ///< --until, see wall_clock.h; 0 = not given.
    uint64_t seed;
    int has_seed;
    Mood mood;
    int has_mood;
    Mood from;
    int has_from;
    Mood to;
    int has_to;
    int64_t over_ms;    ///< --over; -1 = not given.
    int32_t breath_x10; ///< --breath, tenths a minute; 0 = not given.
    Key key;
    int has_key;
    ParamSet set;          ///< --set and --tempo.
    const char *soundfont; ///< NULL = not given, as all strings here.
    int32_t rate_hz;
    int remember;
    int quiet;
    const char *output;
    const char *midi;
    const char *replay;
    int keep_partial;
    const char *stems;
    const char *list;
    int32_t line; ///< --line of --list, from 1; 0 = all.
    int32_t jobs; ///< --jobs; 0 = not given.
    const char *record;
    const char *format;
    int32_t lufs_x10; ///< --lufs, tenths of LUFS, or LUFS_OFF.
    int has_lufs;
    int loop;
    int64_t split_ms; ///< --split; 0 = not given.
    int force;
    const char *device;
    const char *midi_in[MIDI_WISHES_MAX];
    int midi_in_count;
    int no_midi_in; ///< --midi-in none
    const char *midi_out;
    ClockUse clock;
    int no_sound;
    int show, clear; ///< Of learn.
    const char *socket;
    const char *osc;
    LatencyWish latency;
    int64_t fade_ms;
    int32_t volume_percent;
    int32_t volume_max_percent;
    int why;
    const char *plot;
    const char *report;
    const char *what; ///< --what: which picture.
    int32_t width;    ///< --width of a picture, pixels; 0 = not given.
    int table;
    int json;
    int wants_help;
    int wants_version;
} CliOptions;

/// Reads a command line; argv[0] is skipped. STATUS_USAGE with the nearest known word when it asks
/// for something that does not exist.
Status options_parse(int argc, char **argv, CliOptions *options, Error *error);

typedef struct OptionRow OptionRow;

/// One option: how it is written, where it is legal, and how its value is read.
struct OptionRow {
    const char *name;     ///< Without the dashes.
    const char *argument; ///< As help shows it; NULL = a flag.
    unsigned commands;    ///< Bit 1 << CommandId for each command that takes it.
    char letter;          ///< Short form, 0 = none.
    Status (*parse)(const OptionRow *row, const char *value, CliOptions *options, Error *error);
    size_t offset;   ///< Of the field, for values that are stored as they are.
    const char *doc; ///< One line.
};

extern const OptionRow option_table[];
extern const int option_count;

enum { OPTION_BYTES = 24 };

/// "--for", as messages call it. Returns `out`.
const char *option_shown(const OptionRow *row, char out[OPTION_BYTES]);

/// One command. Returns the exit code; `error` is filled unless that is 0 or told otherwise.
typedef struct {
    const char *name;
    const char *words; ///< What may follow: "[PRESET]".
    int words_min, words_max;
    int (*run)(const CliOptions *options, Error *error);
    const char *doc;      ///< One line.
    const char *examples; ///< Lines for help.
} CommandRow;

extern const CommandRow command_table[COMMAND_COUNT];

/// Index in command_table, or -1.
int command_find(const char *name);

/// Name of a command, for suggestions; NULL after the last.
const char *command_name(int i);

#endif
