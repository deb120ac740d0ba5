// The options: how each is written, and how its value is read.
#include "app/options.h"

#include "io/render_pool.h"
#include "io/wall_clock.h"
#include "session/taps.h"
#include "text/error.h"
#include "text/parse.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum {
    SECOND = 1000,
    LENGTH_MIN_MS = SECOND,
    LENGTH_MAX_MS = 14 * 24 * 3600 * SECOND, ///< Two weeks: times in 32 bits hold 24 days.
    SPLIT_MIN_MS = 10 * SECOND,
    FADE_MAX_MS = 600 * SECOND,
};

#define ONLY(command) (1U << COMMAND_##command)
#define SCORE         (ONLY(RENDER) | ONLY(NOTES) | ONLY(PLOT))
#define MUSIC         (ONLY(PLAY) | SCORE)
#define LISTS         (ONLY(PRESETS) | ONLY(MOODS) | ONLY(INSTRUMENTS) | ONLY(DEVICES))
#define EVERYWHERE    ((1U << COMMAND_COUNT) - 1)
#define AT(field)     offsetof(CliOptions, field)

const char *option_shown(const OptionRow *row, char out[OPTION_BYTES])
{
    snprintf(out, OPTION_BYTES, row->letter == 'o' ? "-o" : "--%s", row->name);
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
    char what[OPTION_BYTES];
    if (value[0] == '\0') {
        return error_set(error, STATUS_USAGE, "%s: is empty; it needs a %s",
                         option_shown(row, what), row->argument);
    }
    *(const char **)((char *)options + row->offset) = value;
    return STATUS_OK;
}

static Status two_ends(Error *error)
{
    return error_set(error, STATUS_USAGE, "--for and --until: two ends; leave one of them out");
}

static Status set_length(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    char what[OPTION_BYTES];
    if (options->ends_at_ms > 0) {
        return two_ends(error);
    }
    options->length_ms = LENGTH_ENDLESS;
    return strcmp(value, "inf") == 0 ? STATUS_OK
                                     : parse_duration(option_shown(row, what), value, LENGTH_MIN_MS,
                                                      LENGTH_MAX_MS, &options->length_ms, error);
}

static Status set_until(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    char what[OPTION_BYTES];
    int32_t second = 0;
    if (options->length_ms >= 0 && options->ends_at_ms == 0) {
        return two_ends(error);
    }
    const Status status = parse_time_of_day(option_shown(row, what), value, &second, error);
    if (status == STATUS_OK) {
        options->ends_at_ms = wall_next_ms(wall_now_ms(), second);
        options->length_ms = wall_left_ms(options->ends_at_ms);
    }
    return status;
}

static Status set_over(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    char what[OPTION_BYTES];
    return parse_duration(option_shown(row, what), value, LENGTH_MIN_MS, LENGTH_MAX_MS,
                          &options->over_ms, error);
}

static Status set_split(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    char what[OPTION_BYTES];
    return parse_duration(option_shown(row, what), value, SPLIT_MIN_MS, LENGTH_MAX_MS,
                          &options->split_ms, error);
}

static Status set_fade(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    char what[OPTION_BYTES];
    return parse_duration(option_shown(row, what), value, 0, FADE_MAX_MS, &options->fade_ms, error);
}

static Status set_seed(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    char what[OPTION_BYTES];
    options->has_seed = 1;
    return parse_seed(option_shown(row, what), value, &options->seed, error);
}

static Status set_mood(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    char what[OPTION_BYTES];
    options->has_mood = 1;
    return parse_mood(option_shown(row, what), value, &options->mood, error);
}

static Status set_from(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    char what[OPTION_BYTES];
    options->has_from = 1;
    return parse_mood(option_shown(row, what), value, &options->from, error);
}

static Status set_to(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    char what[OPTION_BYTES];
    options->has_to = 1;
    return parse_mood(option_shown(row, what), value, &options->to, error);
}

static Status set_breath(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    static const NumberRange range = {TAPS_MIN_X10, TAPS_MAX_X10, 1, "breaths a minute"};
    char what[OPTION_BYTES];
    return parse_number(option_shown(row, what), value, &range, &options->breath_x10, error);
}

static Status set_key(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    char what[OPTION_BYTES];
    options->has_key = 1;
    return parse_key(option_shown(row, what), value, &options->key, error);
}

static Status set_tempo(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    char setting[64];
    char what[OPTION_BYTES];
    Error inner;
    snprintf(setting, sizeof setting, "%.60s", value);
    const Status status = parse_param(PARAM_TEMPO, setting, &options->set, &inner);
    return status == STATUS_OK // the message begins with "tempo", which lacks its dashes
               ? status
               : error_set(error, status, "%s%s", option_shown(row, what),
                           inner.message + strlen(param_table[PARAM_TEMPO].key));
}

static Status set_param(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    char what[OPTION_BYTES];
    return parse_setting(option_shown(row, what), value, &options->set, error);
}

static Status set_rate(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    static const NumberRange range = {22050, 96000, 0, "Hz"};
    char what[OPTION_BYTES];
    return parse_number(option_shown(row, what), value, &range, &options->rate_hz, error);
}

static Status set_lufs(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    static const NumberRange range = {-400, -50, 1, "LUFS, or off"};
    char what[OPTION_BYTES];
    options->has_lufs = 1;
    options->lufs_x10 = LUFS_OFF;
    return strcmp(value, "off") == 0
               ? STATUS_OK
               : parse_number(option_shown(row, what), value, &range, &options->lufs_x10, error);
}

static Status set_volume(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    static const NumberRange range = {0, 100, 0, "%"};
    char what[OPTION_BYTES];
    return parse_number(option_shown(row, what), value, &range, &options->volume_percent, error);
}

static Status set_line(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    static const NumberRange range = {1, 999999999, 0, ""};
    char what[OPTION_BYTES];
    return parse_number(option_shown(row, what), value, &range, &options->line, error);
}

static Status set_jobs(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    static const NumberRange range = {1, RENDER_JOBS_MAX, 0, "at once"};
    char what[OPTION_BYTES];
    return parse_number(option_shown(row, what), value, &range, &options->jobs, error);
}

static Status set_volume_max(const OptionRow *row, const char *value, CliOptions *options,
                             Error *error)
{
    static const NumberRange range = {1, 100, 0, "%"};
    char what[OPTION_BYTES];
    return parse_number(option_shown(row, what), value, &range, &options->volume_max_percent,
                        error);
}

static Status set_width(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    static const NumberRange range = {200, 4000, 0, "pixels"};
    char what[OPTION_BYTES];
    return parse_number(option_shown(row, what), value, &range, &options->width, error);
}

static Status set_clock(const OptionRow *row, const char *value, CliOptions *options, Error *error)
{
    char what[OPTION_BYTES];
    const int is_in = strcmp(value, "in") == 0;
    if (!is_in && strcmp(value, "out") != 0) {
        return error_set(error, STATUS_USAGE,
                         "%s: '%.20s' is neither in (follow) nor out (send); write one of them",
                         option_shown(row, what), value);
    }
    options->clock = is_in ? CLOCK_IN : CLOCK_OUT;
    return STATUS_OK;
}

static Status set_midi_in(const OptionRow *row, const char *value, CliOptions *options,
                          Error *error)
{
    char what[OPTION_BYTES];
    if (strcmp(value, "none") == 0) {
        options->no_midi_in = 1;
        return STATUS_OK;
    }
    if (options->midi_in_count == MIDI_WISHES_MAX) {
        return error_set(error, STATUS_USAGE, "%s: %d keyboards at most; leave some out",
                         option_shown(row, what), MIDI_WISHES_MAX);
    }
    if (value[0] == '\0') {
        return error_set(error, STATUS_USAGE, "%s: is empty; it needs a %s",
                         option_shown(row, what), row->argument);
    }
    options->midi_in[options->midi_in_count++] = value;
    return STATUS_OK;
}

static Status set_latency(const OptionRow *row, const char *value, CliOptions *options,
                          Error *error)
{
    static const NumberRange range = {LATENCY_MIN_MS, LATENCY_MAX_MS, 0, "ms"};
    static const struct {
        const char *word;
        LatencyKind kind;
    } words[] = {{"auto", LATENCY_AUTO}, {"min", LATENCY_MIN}, {"safe", LATENCY_SAFE}};
    char what[OPTION_BYTES];
    int32_t ms = 0;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; ++i) {
        if (strcmp(value, words[i].word) == 0) {
            options->latency = (LatencyWish){.kind = words[i].kind};
            return STATUS_OK;
        }
    }
    Error inner;
    if (parse_number(option_shown(row, what), value, &range, &ms, &inner) != STATUS_OK) {
        return error_set(error, STATUS_USAGE, "%s; or say min, auto or safe", inner.message);
    }
    options->latency = (LatencyWish){.kind = LATENCY_MS, .ms = ms};
    return STATUS_OK;
}

// ---- The table ----------------------------------------------------------------------------------

const OptionRow option_table[] = {
    {"for", "TIME", MUSIC | ONLY(MONITOR), 0, set_length, 0,
     "how long, ending included: 90s, 30m, 1h30m; inf = no end"},
    {"until", "HH:MM", ONLY(PLAY), 0, set_until, 0, "end at this time of day, pauses or not"},
    {"fade", "TIME", MUSIC, 0, set_fade, 0,
     "fade at the end and on Ctrl-C, 3s unless given; from 20s on layers leave"},
    {"seed", "N", MUSIC, 0, set_seed, 0, "the same seed gives the same music; else a random one"},
    {"mood", "NAME|V,A", MUSIC, 0, set_mood, 0,
     "where to lead: a name, or valence and arousal from -1 to 1"},
    {"from", "NAME|V,A", MUSIC, 0, set_from, 0, "begin at this mood and lead in stages to --to"},
    {"to", "NAME|V,A", MUSIC, 0, set_to, 0, "where --from leads; else --mood or the preset's mood"},
    {"over", "TIME", MUSIC, 0, set_over, 0,
     "how long --from leads and then holds; else --for or the preset's length"},
    {"breath", "N", MUSIC, 0, set_breath, 0,
     "your own breaths a minute, 4 to 30: the swell follows"},
    {"key", "KEY", MUSIC, 0, set_key, 0, "\"D\", \"F# minor\", \"G dorian\""},
    {"tempo", "BPM", MUSIC, 0, set_tempo, 0, "40 to 120"},
    {"set", "KEY=VALUE", MUSIC, 0, set_param, 0, "fix a parameter, see lull help set; repeats"},
    {"soundfont", "FILE", MUSIC | ONLY(AUDITION), 0, set_string, AT(soundfont),
     "play with this SoundFont; else $LULL_SOUNDFONT or the own bank"},
    {"rate", "HZ", MUSIC | ONLY(AUDITION), 0, set_rate, 0, "sample rate, 48000 unless given"},
    {"output", "FILE", ONLY(RENDER) | ONLY(PLOT) | ONLY(AUDITION), 'o', set_string, AT(output),
     "FILE.wav, .flac, .ogg, .mp3, .mid, for plot .svg, .png; - for a pipe"},
    {"format", "NAME", ONLY(RENDER) | ONLY(AUDITION), 0, set_string, AT(format),
     "wav16, raw ...: see lull help format; else as the ending says"},
    {"midi", "FILE.mid", ONLY(RENDER), 0, set_string, AT(midi),
     "write the score as a MIDI file too"},
    {"stems", "DIR", ONLY(RENDER), 0, set_string, AT(stems),
     "each part in a file of its own too; they add up to the sound"},
    {"split", "TIME", ONLY(RENDER), 0, set_split, 0,
     "numbered tracks of about that length, cut between sections"},
    {"loop", NULL, ONLY(RENDER), 0, set_flag, AT(loop),
     "whole bars, about as long as --for, whose end leads to the beginning"},
    {"lufs", "N|off", ONLY(RENDER), 0, set_lufs, 0,
     "how loud, -40 to -5 LUFS, true peaks below -1 dBTP; -23 unless given"},
    {"replay", "LOG", SCORE, 0, set_string, AT(replay),
     "play a recorded session again, instead of PRESET: DIR/session.log"},
    {"list", "FILE", ONLY(RENDER), 0, set_string, AT(list),
     "render each line that is not there yet: preset, seed, options, output"},
    {"line", "N", ONLY(RENDER), 0, set_line, 0, "line N of --list alone, counted from 1"},
    {"jobs", "N", ONLY(RENDER), 0, set_jobs, 0,
     "threads, or lines of --list at once; one for each processor unless given"},
    {"record", "DIR", ONLY(PLAY), 0, set_string, AT(record),
     "keep preset, controls, MIDI and sound in a new folder; see --replay"},
    {"keep-partial", NULL, ONLY(RENDER), 0, set_flag, AT(keep_partial),
     "on Ctrl-C fade out and keep what there is; else nothing is left behind"},
    {"force", NULL, ONLY(RENDER) | ONLY(PLOT) | ONLY(MOODS) | ONLY(AUDITION), 0, set_flag,
     AT(force), "replace files that exist"},
    {"device", "NAME|N", ONLY(PLAY) | ONLY(AUDITION), 0, set_string, AT(device),
     "audio output: a part of its name, or its number in lull devices"},
    {"latency", "MS|min|safe", ONLY(PLAY), 0, set_latency, 0,
     "from a key to its sound: milliseconds, or as short, or as safe, as can be"},
    {"midi-in", "NAME|N|none", ONLY(PLAY) | ONLY(MONITOR) | ONLY(LEARN), 0, set_midi_in, 0,
     "MIDI keyboard; every one that is found unless given; repeats"},
    {"midi-out", "NAME|N", ONLY(PLAY), 0, set_string, AT(midi_out),
     "send the score to this synthesizer as well; with --no-sound to it alone"},
    {"clock", "in|out", ONLY(PLAY), 0, set_clock, 0,
     "follow the MIDI clock of another device, or send one to --midi-out"},
    {"no-sound", NULL, ONLY(PLAY), 0, set_flag, AT(no_sound), "no sound of its own, MIDI alone"},
    {"osc", "[HOST:]PORT", ONLY(PLAY), 0, set_string, AT(osc),
     "listen to Open Sound Control, from this machine only unless HOST is given"},
    {"socket", "NAME|none", ONLY(PLAY) | ONLY(SEND), 0, set_string, AT(socket),
     "where programs steer; lull.sock in $XDG_RUNTIME_DIR unless given"},
    {"volume", "0..100", ONLY(PLAY) | ONLY(AUDITION), 0, set_volume, 0, "80 unless given"},
    {"max-volume", "1..100", ONLY(PLAY), 0, set_volume_max, 0,
     "no control and no program makes it louder; 100 unless given"},
    {"why", NULL, ONLY(NOTES), 0, set_flag, AT(why),
     "tell for each phrase why it is as it is: form, length, key, tune, critic"},
    {"plot", "FILE", ONLY(MOODS), 0, set_string, AT(plot),
     "draw the plane of moods instead of listing them: FILE.svg or FILE.png"},
    {"report", "FILE.html", ONLY(RENDER), 0, set_string, AT(report),
     "tell of the piece in a page: pictures, loudness, parameters, command"},
    {"what", "NAME", ONLY(PLOT), 0, set_string, AT(what),
     "roll, arc, sections, loudness or spectrogram; roll unless given"},
    {"width", "N", ONLY(PLOT) | ONLY(MOODS), 0, set_width, 0,
     "pixels that a picture is wide: 800 for SVG, 1600 for PNG unless given"},
    {"table", NULL, ONLY(MOODS), 0, set_flag, AT(table),
     "print what mood does to each parameter, as a Markdown table"},
    {"show", NULL, ONLY(LEARN), 0, set_flag, AT(show), "print the whole map, one's own rows first"},
    {"clear", NULL, ONLY(LEARN), 0, set_flag, AT(clear),
     "remove the rows of TARGET, or all of one's own"},
    {"json", NULL, LISTS, 0, set_flag, AT(json), "print JSON"},
    {"remember", NULL, ONLY(PLAY), 0, set_flag, AT(remember),
     "begin with what you liked before (keys y and n), keep it at the end"},
    {"quiet", NULL, EVERYWHERE, 'q', set_flag, AT(quiet), "say nothing but errors"},
    {"help", NULL, EVERYWHERE, 'h', set_flag, AT(wants_help), "help on the command"},
    {"version", NULL, EVERYWHERE, 'V', set_flag, AT(wants_version), "print the version"},
};

const int option_count = (int)(sizeof option_table / sizeof option_table[0]);
