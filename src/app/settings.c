#include "app/settings.h"

#include "app/loop.h"
#include "app/replay_load.h"
#include "io/paths.h"
#include "io/preset_file.h"
#include "io/random_seed.h"
#include "io/wall_clock.h"
#include "text/error.h"
#include "text/names.h"
#include "text/out.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEFAULT_LENGTH_S = 180, ITEMS_AT_FIRST = 1024 };

static const char default_preset[] = "evening";

// ---- Presets ------------------------------------------------------------------------------------

// Fills in all presets that can be read, in the order of `lull presets`; one that cannot is left
// out, unless it is the one that was asked for.
static Status read_all(Settings *settings, const char *wanted, Error *error)
{
    PresetPath *const list = calloc(PRESETS_MAX, sizeof *list);
    const int count = list == NULL ? 0 : preset_list(list, PRESETS_MAX);
    Status status = STATUS_OK;
    for (int i = 0; i < count && status == STATUS_OK; ++i) {
        Error ignored;
        const int is_wanted = strcmp(list[i].path, wanted) == 0;
        Preset *const preset = &settings->presets[settings->preset_count];
        status = preset_file_read(list[i].path, preset, is_wanted ? error : &ignored);
        if (status == STATUS_OK) {
            memcpy(settings->paths[settings->preset_count], list[i].path, PATH_BYTES);
            settings->preset = is_wanted ? preset : settings->preset;
            ++settings->preset_count;
        } else if (!is_wanted) {
            status = STATUS_OK;
        }
    }
    free(list);
    return status;
}

static Status read_presets(Settings *settings, const char *name, PresetScope scope, Error *error)
{
    char path[PATH_BYTES];
    Status status = preset_path_find(name, path, sizeof path, error);
    if (status == STATUS_OK && scope == ALL_PRESETS) {
        status = read_all(settings, path, error);
    }
    if (status == STATUS_OK && settings->preset == NULL) {
        settings->preset = &settings->presets[settings->preset_count];
        memcpy(settings->paths[settings->preset_count], path, sizeof path);
        status = preset_file_read(path, &settings->presets[settings->preset_count++], error);
    }
    return status;
}

// ---- Settings -----------------------------------------------------------------------------------

static int64_t length_ms(const CliOptions *options, const Preset *preset, PresetScope scope)
{
    if (options->length_ms >= 0) {
        return options->length_ms;
    }
    if (scope == ALL_PRESETS) {
        return 0;
    }
    const int64_t usual = 1000 * (int64_t)preset->length_s;
    const int64_t longest = options->over_ms > usual ? options->over_ms : usual;
    return longest > 0 ? longest : 1000 * (int64_t)DEFAULT_LENGTH_S;
}

// How long an arc is to take; 0 when nothing says it.
static int64_t over_ms(const CliOptions *options, const Preset *preset)
{
    return options->over_ms >= 0     ? options->over_ms
           : options->length_ms >= 0 ? options->length_ms
                                     : 1000 * (int64_t)preset->length_s;
}

static Status check_arc(const CliOptions *options, const Preset *preset, Error *error)
{
    char over[NAME_BYTES];
    char length[NAME_BYTES];
    const int64_t ms = over_ms(options, preset);
    if (!options->has_from && (options->has_to || options->over_ms >= 0)) {
        return error_set(error, STATUS_USAGE, "%s: leads from nowhere; add --from MOOD%s",
                         options->has_to ? "--to" : "--over",
                         options->has_to ? ", or use --mood" : "");
    }
    if (options->has_from && ms == 0) {
        return error_set(
            error, STATUS_USAGE,
            "--from: how long is the way? %s has no length; add --over 20m or --for 20m",
            preset->name);
    }
    if (options->has_from && options->length_ms > 0 && ms > options->length_ms) {
        return error_set(error, STATUS_USAGE, "--over: %s is longer than the music; --for is %s",
                         duration_text(over, sizeof over, ms),
                         duration_text(length, sizeof length, options->length_ms));
    }
    return STATUS_OK;
}

static Status check_length(const CliOptions *options, Error *error)
{
    const int needs_end = options->command == COMMAND_NOTES || options->command == COMMAND_PLOT;
    return needs_end && options->length_ms == LENGTH_ENDLESS
               ? error_set(error, STATUS_USAGE, "--for: a score needs an end; name a time")
               : STATUS_OK;
}

static void fill_config(Settings *settings, const CliOptions *options, PresetScope scope)
{
    enum { FULL = 127 };
    settings->config = (SessionConfig){
        .presets = settings->presets,
        .preset_count = settings->preset_count,
        .preset_index = (int32_t)(settings->preset - settings->presets),
        .seed = options->has_seed ? options->seed : random_seed(),
        .rate_hz = options->rate_hz,
        .length_ms = length_ms(options, settings->preset, scope),
        .fade_ms = (int32_t)options->fade_ms,
        .volume = scope == ALL_PRESETS ? (options->volume_percent * FULL + 50) / 100 : FULL,
        .volume_max = (options->volume_max_percent * FULL + 99) / 100,
        .has_mood = options->has_mood || options->has_to,
        .mood = options->has_to ? options->to : options->mood,
        .has_from = options->has_from,
        .from = options->from,
        .over_ms = options->has_from ? over_ms(options, settings->preset) : 0,
        .breath_x10 = options->breath_x10,
        .has_key = options->has_key,
        .key = options->key,
        .set = options->set,
    };
}

Settings *settings_load(const CliOptions *options, PresetScope scope, Error *error)
{
    if (options->replay != NULL) {
        return loop_check(options, error) == STATUS_OK
                   ? replay_load(options->replay, options->quiet, error)
                   : NULL;
    }
    const char *const name = options->word_count > 0 ? options->words[0] : default_preset;
    Settings *const settings = calloc(1, sizeof *settings);
    if (settings == NULL) {
        error_set(error, STATUS_INTERNAL, "out of memory; close other programs and try again");
        return NULL;
    }
    if (read_presets(settings, name, scope, error) != STATUS_OK ||
        check_length(options, error) != STATUS_OK || loop_check(options, error) != STATUS_OK ||
        check_arc(options, settings->preset, error) != STATUS_OK) {
        settings_free(settings);
        return NULL;
    }
    fill_config(settings, options, scope);
    settings->ends_at_ms = options->ends_at_ms;
    if (options->loop && loop_make(settings, error) != STATUS_OK) {
        settings_free(settings);
        return NULL;
    }
    return settings;
}

void settings_free(Settings *settings)
{
    if (settings != NULL) {
        free((void *)settings->steering.controls);
    }
    free(settings);
}

void settings_begin(Settings *settings)
{
    if (settings->ends_at_ms > 0) {
        settings->config.length_ms = wall_left_ms(settings->ends_at_ms);
    }
}

int64_t settings_length_ms(const Settings *settings)
{
    const SessionConfig *const config = &settings->config;
    return settings->steering.stop_frame > 0
               ? settings->steering.stop_frame * 1000 / config->rate_hz
               : config->length_ms;
}

const char *settings_words(char out[COMMAND_BYTES], const Settings *settings)
{
    const SessionConfig *const config = &settings->config;
    OutText kept;
    const Out to = out_into(&kept, out, COMMAND_BYTES);
    char text[NAME_BYTES];
    if (settings->log[0] != '\0') {
        const char *const slash = strrchr(settings->log, '/');
        out_text(&to, "--replay ");
        out_text(&to, slash != NULL ? slash + 1 : settings->log);
        return out;
    }
    out_format(&to, "%s --seed %" PRIu64, settings->preset->name, config->seed);
    if (config->length_ms > 0) {
        out_format(&to, " --for %.10gs", (double)config->length_ms / 1000);
    }
    if (config->length_ms > 0 && config->fade_ms != FADE_DEFAULT_MS) {
        out_format(&to, " --fade %.10gs", (double)config->fade_ms / 1000);
    }
    if (config->has_from) {
        out_format(&to, " --from %s --over %.10gs", mood_text(text, sizeof text, config->from),
                   (double)config->over_ms / 1000);
    }
    if (config->has_mood) {
        out_format(&to, " --%s %s", config->has_from ? "to" : "mood",
                   mood_text(text, sizeof text, config->mood));
    }
    if (config->loop.ticks > 0) {
        out_text(&to, " --loop");
    }
    if (config->breath_x10 > 0) {
        out_format(&to, " --breath %s", number_text(text, sizeof text, config->breath_x10, 1));
    }
    if (config->has_key) {
        out_format(&to, " --key \"%s\"", key_text(text, sizeof text, config->key));
    }
    for (int i = 0; i < PARAM_COUNT; ++i) {
        if (config->set.fixed[i]) {
            out_format(&to, " --set %s=%s", param_table[i].key,
                       param_text(text, sizeof text, (ParamId)i, config->set.value[i]));
        }
    }
    return out;
}

// ---- The piece ----------------------------------------------------------------------------------

/// Lists that grow.
typedef struct {
    Event *events;
    PhrasePlan *phrases;
    size_t count, room;
    size_t phrase_count, phrase_room;
} Lists;

static void *with_room(void *items, size_t bytes, size_t count, size_t *room)
{
    if (count < *room) {
        return items;
    }
    *room = *room == 0 ? ITEMS_AT_FIRST : 2 * *room;
    return realloc(items, *room * bytes);
}

static int add_event(Lists *lists, const Event *event)
{
    Event *const events = with_room(lists->events, sizeof *events, lists->count, &lists->room);
    if (events == NULL) {
        return 0;
    }
    lists->events = events;
    events[lists->count++] = *event;
    return 1;
}

static int add_phrase(Lists *lists, const Session *session)
{
    PhrasePlan *const phrases =
        with_room(lists->phrases, sizeof *phrases, lists->phrase_count, &lists->phrase_room);
    if (phrases == NULL) {
        return 0;
    }
    lists->phrases = phrases;
    phrases[lists->phrase_count++] = session_phrase(session);
    return 1;
}

static Status collect(Session *session, Steering steering, Lists *lists, Error *error)
{
    Replay replay;
    replay_init(&replay, steering);
    for (Event event; replay_next(&replay, session, &event);) {
        if (!add_event(lists, &event) ||
            (event.kind == EVENT_PHRASE && !add_phrase(lists, session))) {
            return error_set(error, STATUS_INTERNAL,
                             "out of memory for the score; ask for less with --for");
        }
    }
    return STATUS_OK;
}

Piece *piece_compose(const Settings *settings, Error *error)
{
    Piece *const piece = calloc(1, sizeof *piece);
    Session *const session = malloc(sizeof *session);
    Lists lists = {0};
    Status status = STATUS_INTERNAL;
    if (piece == NULL || session == NULL) {
        error_set(error, status, "out of memory; close other programs and try again");
    } else {
        session_init(session, &settings->config);
        status = collect(session, settings->steering, &lists, error);
    }
    free(session);
    if (status != STATUS_OK) {
        free(lists.events);
        free(lists.phrases);
        free(piece);
        return NULL;
    }
    const SessionConfig *const config = &settings->config;
    *piece = (Piece){.preset = settings->preset,
                     .seed = config->seed,
                     .mood = config->has_mood ? config->mood : settings->preset->mood,
                     .from = config->from,
                     .has_from = config->has_from,
                     .events = lists.events,
                     .count = lists.count,
                     .phrases = lists.phrases,
                     .phrase_count = lists.phrase_count};
    return piece;
}

void piece_free(Piece *piece)
{
    if (piece != NULL) {
        free((void *)piece->events);
        free((void *)piece->phrases);
        free(piece);
    }
}
