#include "app/record.h"

#include "app/output.h"
#include "app/render_tags.h"
#include "app/replay_load.h"
#include "app/say.h"
#include "io/paths.h"
#include "text/error.h"
#include "text/smf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char log_name[] = "session.log";
static const char score_name[] = "session.mid";

/// What a recorder is given, as long as it lives.
typedef struct {
    RenderTags tags;
    char soundfont[PATH_BYTES];
    PresetSource presets[PRESETS_MAX + 1];
} Sources;

static Sources sources; // one session at a time

// The font that will be played, by a path that holds wherever the log is read.
static Status find_font(const CliOptions *options, Error *error)
{
    char path[PATH_BYTES];
    if (soundfont_find(options->soundfont, path, sizeof path, error) != STATUS_OK) {
        return error->status;
    }
    char *const real = realpath(path, NULL);
    snprintf(sources.soundfont, sizeof sources.soundfont, "%s", real != NULL ? real : path);
    free(real);
    return STATUS_OK;
}

Recorder *record_begin(const CliOptions *options, Settings *settings, Error *error)
{
    const RenderJob job = {.settings = settings};
    memcpy(settings->log, log_name, sizeof log_name);
    if (find_font(options, error) != STATUS_OK ||
        render_tags(&job, &sources.tags, error) != STATUS_OK) {
        return NULL;
    }
    for (int i = 0; i < settings->preset_count; ++i) {
        sources.presets[i] = (PresetSource){settings->presets[i].name, settings->paths[i]};
    }
    const RecorderConfig config = {
        .folder = options->record,
        .config = &settings->config,
        .version = LULL_VERSION,
        .soundfont = sources.soundfont,
        .presets = sources.presets,
        .sound = {.format = SOUND_WAV,
                  .rate_hz = settings->config.rate_hz,
                  .seed = settings->config.seed,
                  .tags = sources.tags.tags},
    };
    return recorder_open(&config, error);
}

static void put_score(const void *piece, const Out *out)
{
    smf_write(piece, out);
}

// The score comes from the log, as every later replay does.
static Status write_score(const char *folder, Error *error)
{
    char path[PATH_BYTES];
    Settings *const settings = replay_load(recorder_path(path, folder, log_name), 1, error);
    Piece *const piece = settings != NULL ? piece_compose(settings, error) : NULL;
    const Status status = piece != NULL ? output_write(recorder_path(path, folder, score_name), 0,
                                                       put_score, piece, error)
                                        : error->status;
    piece_free(piece);
    settings_free(settings);
    return status;
}

Status record_end(Recorder *recorder, const CliOptions *options, const Session *session,
                  Error *error)
{
    Error late = {STATUS_OK, ""};
    const Status kept = recorder_close(recorder, session, error);
    const Status scored = write_score(options->record, &late);
    if (kept == STATUS_OK && scored != STATUS_OK) {
        return error_set(error, scored, "%s", late.message);
    }
    if (kept == STATUS_OK) {
        say(options->quiet, "kept in %s; lull render --replay %s/%s plays it again",
            options->record, options->record, log_name);
    }
    return kept;
}
