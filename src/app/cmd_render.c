#include "app/commands.h"
#include "app/font.h"
#include "app/meter.h"
#include "app/output.h"
#include "app/say.h"
#include "app/settings.h"
#include "io/files.h"
#include "io/sink_file.h"
#include "io/terminal.h"
#include "text/error.h"
#include "text/names.h"
#include "text/smf.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_FRAMES = 2048 };

// ---- Which files --------------------------------------------------------------------------------

static Status check_files(const CliOptions *options, Error *error)
{
    if (options->output == NULL) {
        return error_set(error, STATUS_USAGE,
                         "render needs an output: -o FILE.wav, -o FILE.mid, or -o - for a pipe");
    }
    const Format format = output_format(options->output);
    if (format == FORMAT_NONE) {
        return error_set(error, STATUS_USAGE,
                         "-o: '%s' has no ending that is known; legal: FILE.wav, FILE.mid, or - "
                         "for WAV on standard output",
                         options->output);
    }
    if (options->midi != NULL && output_format(options->midi) != FORMAT_MIDI) {
        return error_set(error, STATUS_USAGE, "--midi: '%s' must end in .mid", options->midi);
    }
    if (options->midi != NULL && format == FORMAT_MIDI) {
        return error_set(error, STATUS_USAGE,
                         "--midi: -o writes a MIDI file already; leave one of the two out");
    }
    return output_check_pipe(options->output, error);
}

// ---- The score ----------------------------------------------------------------------------------

/// A file that is being filled, with its first failure.
typedef struct {
    AtomicFile file;
    Status status;
    Error *error;
} ScoreFile;

static void put_score(void *context, const void *bytes, size_t count)
{
    ScoreFile *const score = context;
    if (score->status == STATUS_OK) {
        score->status = atomic_file_write(&score->file, bytes, count, score->error);
    }
}

// Writes the MIDI file, but does not give it its name yet.
static Status write_score(ScoreFile *score, const Settings *settings, const char *path, int force,
                          Error *error)
{
    score->error = error;
    score->status = atomic_file_open(&score->file, path, force, error);
    if (score->status != STATUS_OK) {
        return score->status;
    }
    Piece *const piece = piece_compose(settings, error);
    if (piece == NULL) {
        score->status = error->status;
    } else {
        const Out out = {put_score, score};
        smf_write(piece, &out);
    }
    piece_free(piece);
    if (score->status != STATUS_OK) {
        atomic_file_abort(&score->file);
    }
    return score->status;
}

// ---- The audio ----------------------------------------------------------------------------------

static Sink *open_sink(const CliOptions *options, const Settings *settings, Error *error)
{
    char words[COMMAND_BYTES];
    char comment[COMMAND_BYTES + 64];
    snprintf(comment, sizeof comment, "preset %s, seed %" PRIu64 "; lull render %s",
             settings->preset->name, settings->config.seed, settings_words(words, settings));
    const FileSinkConfig config = {
        .path = options->output,
        .rate_hz = settings->config.rate_hz,
        .force = options->force,
        .title = settings->preset->title,
        .comment = comment,
        .software = "lull " LULL_VERSION,
    };
    return sink_file_open(&config, error);
}

static int was_stopped(void)
{
    return terminal_interrupts() + terminal_terminations() > 0;
}

static Status stopped(Error *error)
{
    return error_set(error, STATUS_INTERNAL, "stopped; nothing was written");
}

static Status render_blocks(Session *session, Synth *synth, Sink *sink, Meter *meter, Error *error)
{
    static float stereo[2 * BLOCK_FRAMES];
    const SessionConfig *const config = &session->config;
    int64_t frames = 0;
    Status status = STATUS_OK;
    while (status == STATUS_OK && !session_done(session)) {
        if (was_stopped()) {
            return stopped(error);
        }
        const size_t count = session_render(session, synth, stereo, BLOCK_FRAMES);
        status = sink->ops->write(sink, stereo, count, error);
        frames += (int64_t)count;
        meter_show(meter, frames * 1000 / config->rate_hz);
    }
    return status;
}

static void tell_start(const CliOptions *options, const Settings *settings)
{
    char length[NAME_BYTES];
    say(options->quiet, "preset %s, seed %" PRIu64 ", %s", settings->preset->name,
        settings->config.seed, duration_text(length, sizeof length, settings->config.length_ms));
}

// Music that is held back has lost some of its dynamics: that is for the listener to know.
static void tell_limiter(int quiet, const Master *master)
{
    if (master->limited_frames > 0) {
        say(quiet, "the limiter worked for %.1f s; --set level=-6 leaves the music more room",
            (double)master->limited_frames / master->rate_hz);
    }
}

static Status render_audio(const CliOptions *options, const Settings *settings, Sink *sink,
                           Error *error)
{
    Session *const session = malloc(sizeof *session);
    if (session == NULL) {
        return error_set(error, STATUS_INTERNAL, "out of memory; close other programs");
    }
    Status status = STATUS_OK;
    Synth *const synth = font_open(options, settings->config.rate_hz, error);
    if (synth != NULL) {
        tell_start(options, settings);
        Meter meter = meter_start(settings->config.length_ms, options->quiet);
        session_init(session, &settings->config);
        status = render_blocks(session, synth, sink, &meter, error);
        meter_end(&meter);
        synth->ops->close(synth);
        font_tell_warnings(options->quiet);
        tell_limiter(options->quiet, &session->master);
    }
    free(session);
    return synth != NULL ? status : error->status;
}

static Status write_audio(const CliOptions *options, const Settings *settings, Error *error)
{
    Sink *const sink = open_sink(options, settings, error);
    if (sink == NULL) {
        return error->status;
    }
    const Status status = render_audio(options, settings, sink, error);
    if (status != STATUS_OK) {
        Error ignored; // what came first is what has to be told
        sink->ops->close(sink, 0, &ignored);
        return status;
    }
    return sink->ops->close(sink, 1, error);
}

// ---- Both ---------------------------------------------------------------------------------------

static ScoreFile score; // large, and there is one

static Status write_score_alone(const CliOptions *options, const Settings *settings, Error *error)
{
    Status status = write_score(&score, settings, options->output, options->force, error);
    if (status == STATUS_OK && was_stopped()) {
        atomic_file_abort(&score.file);
        status = stopped(error);
    }
    if (status == STATUS_OK) {
        tell_start(options, settings);
        status = atomic_file_commit(&score.file, error);
    }
    return status;
}

// The score is written first and named last: either both files appear or none.
static Status write_both(const CliOptions *options, const Settings *settings, Error *error)
{
    Status status = write_score(&score, settings, options->midi, options->force, error);
    if (status != STATUS_OK) {
        return status;
    }
    status = write_audio(options, settings, error);
    if (status != STATUS_OK) {
        atomic_file_abort(&score.file);
        return status;
    }
    return atomic_file_commit(&score.file, error);
}

static Status write_files(const CliOptions *options, const Settings *settings, Error *error)
{
    if (output_format(options->output) == FORMAT_MIDI) {
        return write_score_alone(options, settings, error);
    }
    return options->midi != NULL ? write_both(options, settings, error)
                                 : write_audio(options, settings, error);
}

static void tell_result(const CliOptions *options)
{
    const int to_pipe = strcmp(options->output, "-") == 0;
    say(options->quiet, "wrote %s%s%s", to_pipe ? "standard output" : options->output,
        options->midi != NULL ? " and " : "", options->midi != NULL ? options->midi : "");
}

int cmd_render(const CliOptions *options, Error *error)
{
    Status status = check_files(options, error);
    if (status != STATUS_OK) {
        return (int)status;
    }
    terminal_start();
    Settings *const settings = settings_load(options, ONE_PRESET, error);
    if (settings == NULL) {
        return (int)error->status;
    }
    status = write_files(options, settings, error);
    if (status == STATUS_OK) {
        tell_result(options);
    } else if (was_stopped()) {
        say_error(error);
        terminal_die_by_signal();
    }
    settings_free(settings);
    return (int)status;
}
